import type { z } from 'zod';
import { workPlan as machine } from '#scoring/lifecycle.ts';
import { wanYuan } from '../commissions/schema.ts';
import { assertCurrent, type Context } from '../context.ts';
import { assertDivision, assertOpen, lockEvaluation, stepOf, subjectOf } from '../evaluations/commands.ts';
import type { Evaluation } from '../evaluations/queries.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { markApproved, markDelivered, setDue } from '../milestones/commands.ts';
import { authorize } from '../permissions.ts';
import { invalidField, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import {
  planElementKeys,
  planElementTitles,
  type filingReturn,
  type workPlanApproval,
  type workPlanDraft,
  type workPlanSubmission,
} from './schema.ts';

type Draft = z.output<typeof workPlanDraft>;

/** Keeps the plan as typed. After a return the first saving opens the next version. */
export async function saveWorkPlan(context: Context, code: string, elements: Draft) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'workPlan.write', evaluation);
  assertOpen(evaluation);
  return keep(context, evaluation, elements);
}

/** 4号 15: an element may be missing only when the agency was told which, and says that it files all the same. */
export async function submitWorkPlan(
  context: Context,
  code: string,
  { confirmMissing, ...elements }: z.output<typeof workPlanSubmission>,
) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'workPlan.write', evaluation);
  assertOpen(evaluation);
  const plannedFunds = fundsOf(elements.plannedFunds);
  const missingKeys = planElementKeys.filter((key) => elements[key].trim() === '');
  const missing = missingKeys.map((key) => planElementTitles[key]);
  if (missing.length === planElementKeys.length)
    throw new Refusal('invalid', '十二项要素均未填写，请先填写评价实施方案。');
  if (missing.length > 0 && confirmMissing !== 'yes') throw missingElements(missingKeys);
  const plan = await keep(context, evaluation, elements);
  const version = await queries.updateWorkPlan(context.db, plan.id, {
    state: 'submitted',
    missing: JSON.stringify(missing),
    plannedFunds,
    submittedBy: context.actor.accountId,
    submittedAt: context.now,
  });
  // What was due was the first version; a later one only gives the bureau its days again.
  if (plan.number === 1) await markDelivered(context, evaluation.id, 'workPlan');
  else await setDue(context, evaluation.id, 'workPlanApproval', context.today);
  await record(context, 'workPlan.submitted', subjectOf(evaluation), { number: plan.number, missing });
  return { number: plan.number, version, missing };
}

/** 4号 16: by an expert panel, or by the client's approval. The evaluation starts. */
export async function approveWorkPlan(
  context: Context,
  code: string,
  input: z.output<typeof workPlanApproval>,
) {
  const { evaluation, plan } = await lockForDecision(context, code, 'approve');
  const version = await queries.updateWorkPlan(context.db, plan.id, {
    state: 'approved',
    gate: input.gate,
    gateNote: input.note,
    decidedBy: context.actor.accountId,
    decidedAt: context.now,
  });
  await markApproved(context, evaluation.id, 'workPlan');
  await markApproved(context, evaluation.id, 'workPlanApproval');
  const detail = { number: plan.number, gate: input.gate, note: input.note };
  await record(context, 'workPlan.approved', subjectOf(evaluation), detail);
  return { number: plan.number, version };
}

export async function returnWorkPlan(context: Context, code: string, input: z.output<typeof filingReturn>) {
  const { evaluation, plan } = await lockForDecision(context, code, 'return');
  const version = await queries.updateWorkPlan(context.db, plan.id, {
    state: 'returned',
    returnCause: input.cause,
    returnReason: input.reason,
    decidedBy: context.actor.accountId,
    decidedAt: context.now,
  });
  await record(context, 'workPlan.returned', subjectOf(evaluation), { number: plan.number, ...input });
  return { number: plan.number, version };
}

async function lockForDecision(context: Context, code: string, act: 'approve' | 'return') {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'workPlan.decide', evaluation);
  assertDivision(context, evaluation);
  assertOpen(evaluation);
  const plan = await queries.findLatestWorkPlan(context.db, evaluation.id);
  if (!plan) throw new Refusal('conflict', '机构尚未提交评价实施方案。');
  stepOf(machine, plan.state, act);
  assertCurrent(context, plan);
  return { evaluation, plan };
}

/** The row that can be written: the draft, or a new version where none or a returned one stands. */
async function keep(context: Context, evaluation: Evaluation, elements: Draft) {
  const latest = await queries.findLatestWorkPlan(context.db, evaluation.id);
  if (latest) {
    stepOf(machine, latest.state, 'submit');
    assertCurrent(context, latest, { ...latest.elements, version: latest.version });
  }
  if (latest?.state === 'draft') {
    const version = await queries.updateWorkPlan(context.db, latest.id, {
      elements: JSON.stringify(elements),
    });
    return { id: latest.id, number: latest.number, version };
  }
  const row = { id: newId(context.now), number: (latest?.number ?? 0) + 1 };
  await queries.insertWorkPlan(context.db, {
    ...row,
    commissionId: evaluation.id,
    state: machine.initial,
    elements: JSON.stringify(elements),
  });
  await record(context, 'workPlan.begun', subjectOf(evaluation), { number: row.number });
  return { ...row, version: 1 };
}

function fundsOf(typed: string): number | null {
  if (typed.trim() === '') return null;
  const words = '按万元填写计划现场核查的资金额，如 120.5；没有的留空。';
  const result = wanYuan(words).safeParse(typed);
  if (!result.success) throw invalidField('plannedFunds', words);
  return result.data;
}

function missingElements(keys: readonly (typeof planElementKeys)[number][]): Refusal {
  const names = keys.map((key) => `「${planElementTitles[key]}」`).join('');
  return new Refusal(
    'invalid',
    `缺少 ${keys.length} 项要素：${names}。首次报送缺少的要素在考核中逐项扣分；请补齐，或勾选确认后仍然提交。`,
    {
      fields: {
        ...Object.fromEntries(keys.map((key) => [key, `未填写「${planElementTitles[key]}」。`])),
        confirmMissing: '仍要提交的，请勾选确认。',
      },
    },
  );
}
