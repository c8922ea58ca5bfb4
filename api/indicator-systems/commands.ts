import type { z } from 'zod';
import {
  frameworkIndicators,
  indicatorFaults,
  ruleText,
  type Framework,
  type Indicator,
} from '#scoring/evaluation.ts';
import { indicatorSystem as machine } from '#scoring/lifecycle.ts';
import { parsePoints, shortPoints } from '#scoring/points.ts';
import type { ScoringRule } from '#scoring/indicator-rules.ts';
import { readMethod } from '#scoring/stated-data.ts';
import { assertCurrent, type Context } from '../context.ts';
import { assertDivision, assertOpen, lockEvaluation, stepOf, subjectOf } from '../evaluations/commands.ts';
import type { Evaluation } from '../evaluations/queries.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField, Refusal } from '../refusal.ts';
import { getPolicy } from '../policies/queries.ts';
import type { filingReturn } from '../work-plans/schema.ts';
import * as queries from './queries.ts';
import { indicatorRow, type indicatorApproval, type indicatorDraft, type IndicatorRow } from './schema.ts';

type Draft = z.output<typeof indicatorDraft>;

/** Keeps the rows as typed, whatever they add up to; rows without any name are dropped. */
export async function saveIndicators(context: Context, code: string, draft: Draft) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'indicatorSystem.write', evaluation);
  assertOpen(evaluation);
  return keep(context, evaluation, draft);
}

/** Whole points that add up to 100, each with rule and standard; too little weight on results needs a reason. */
export async function submitIndicators(context: Context, code: string, draft: Draft) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'indicatorSystem.write', evaluation);
  assertOpen(evaluation);
  const latest = await queries.findLatestIndicatorSystem(context.db, evaluation.id);
  const framework = await findFramework(context, draft.frameworkId, latest);
  const rows = named(draft.indicators);
  if (rows.length === 0) throw new Refusal('invalid', '指标体系还没有指标，请先填写。');
  const { refused, warnings } = indicatorFaults(readIndicators(rows), framework.kind);
  if (refused.length > 0)
    throw new Refusal('invalid', `${refused.join('；')}。`, { fields: { indicators: refused.join('；') } });
  if (warnings.length > 0 && draft.warningReason === '')
    throw invalidField('warningReason', `${warnings.join('；')}。`);
  const kept = await keep(context, evaluation, draft);
  const version = await queries.updateIndicatorSystem(context.db, kept.id, {
    state: 'submitted',
    submittedBy: context.actor.accountId,
    submittedAt: context.now,
  });
  const detail = { number: kept.number, indicators: rows.length, warnings };
  await record(context, 'indicatorSystem.submitted', subjectOf(evaluation), detail);
  return { number: kept.number, version };
}

export async function approveIndicators(
  context: Context,
  code: string,
  input: z.output<typeof indicatorApproval>,
) {
  const { evaluation, system } = await lockForDecision(context, code, 'approve');
  const version = await decide(context, system.id, { state: 'approved' });
  const detail = { number: system.number, note: input.note };
  await record(context, 'indicatorSystem.approved', subjectOf(evaluation), detail);
  return { number: system.number, version };
}

export async function returnIndicators(context: Context, code: string, input: z.output<typeof filingReturn>) {
  const { evaluation, system } = await lockForDecision(context, code, 'return');
  const version = await decide(context, system.id, { state: 'returned', returnReason: input.reason });
  await record(context, 'indicatorSystem.returned', subjectOf(evaluation), {
    number: system.number,
    ...input,
  });
  return { number: system.number, version };
}

/** `method`: what the mark is recomputed by from the data that the report states. */
export interface ReadIndicator extends Indicator {
  readonly method: ScoringRule;
}

/**
 * The rows as the engine reads them. Every indicator is judged by the agency and its mark typed; a row that cannot be
 * read is refused at its field. Rows that were kept before methods could be named have none.
 */
export function readIndicators(rows: readonly IndicatorRow[]): ReadIndicator[] {
  const fields: Record<string, string> = {};
  const filled = rows.map((row) => indicatorRow.parse(row));
  const indicators = filled.map((row, index): ReadIndicator => {
    const parsed = parsePoints(row.points);
    const name = row.title || `第 ${index + 1} 行`;
    const fault = (key: keyof IndicatorRow, text: string) =>
      void (fields[`indicators[${index}].${key}`] ??= text);
    if (!/^[A-Za-z0-9]+$/.test(row.code))
      fault('code', `填写「${name}」的指标代码，只用字母和数字，例如 A101。`);
    if (!('points' in parsed)) fault('points', `填写「${name}」的分值，须为整数，例如 5。`);
    else if (parsed.points <= 0 || parsed.points % 100 !== 0)
      fault('points', `「${name}」的分值须为大于 0 的整数。`);
    if (!row.rule) fault('rule', `填写「${name}」的评分规则。`);
    if (!row.standard) fault('standard', `填写「${name}」的评价标准。`);
    const method = readMethod(row.method, row.scale);
    if ('problem' in method) fault('scale', `「${name}」的计分方法${method.problem}。`);
    const { code, firstLevel, secondLevel, title } = row;
    return {
      code,
      firstLevel,
      secondLevel,
      title,
      points: 'points' in parsed ? parsed.points : 0,
      rule: { kind: 'judged' },
      method: 'rule' in method ? method.rule : { kind: 'judged' },
    };
  });
  const count = Object.keys(fields).length;
  if (count > 0) throw new Refusal('invalid', `有 ${count} 处需要处理。`, { fields });
  return indicators;
}

async function lockForDecision(context: Context, code: string, act: 'approve' | 'return') {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'indicatorSystem.decide', evaluation);
  assertDivision(context, evaluation);
  assertOpen(evaluation);
  const system = await queries.findLatestIndicatorSystem(context.db, evaluation.id);
  if (!system) throw new Refusal('conflict', '机构尚未提交指标体系。');
  stepOf(machine, system.state, act);
  assertCurrent(context, system);
  return { evaluation, system };
}

const decide = (
  context: Context,
  id: string,
  row: { state: 'approved' | 'returned'; returnReason?: string },
) =>
  queries.updateIndicatorSystem(context.db, id, {
    ...row,
    decidedBy: context.actor.accountId,
    decidedAt: context.now,
  });

async function keep(context: Context, evaluation: Evaluation, draft: Draft) {
  const latest = await queries.findLatestIndicatorSystem(context.db, evaluation.id);
  const framework = await findFramework(context, draft.frameworkId, latest);
  if (latest) {
    stepOf(machine, latest.state, 'submit');
    assertCurrent(context, latest);
  }
  const rows = named(draft.indicators);
  const content = {
    frameworkId: draft.frameworkId,
    indicators: JSON.stringify(rows.length > 0 ? rows : rowsOf(framework)),
    warningReason: draft.warningReason || null,
  };
  if (latest?.state === 'draft')
    return {
      id: latest.id,
      number: latest.number,
      version: await queries.updateIndicatorSystem(context.db, latest.id, content),
    };
  const row = { id: newId(context.now), number: (latest?.number ?? 0) + 1 };
  await queries.insertIndicatorSystem(context.db, {
    ...content,
    ...row,
    commissionId: evaluation.id,
    state: machine.initial,
  });
  await record(context, 'indicatorSystem.begun', subjectOf(evaluation), { number: row.number });
  return { ...row, version: 1 };
}

const named = (rows: readonly IndicatorRow[]): IndicatorRow[] =>
  rows.filter(({ title, code, points }) => title !== '' || code !== '' || points !== '');

/** One in force, or the version that the indicators were begun from. */
async function findFramework(
  context: Context,
  id: string,
  latest: queries.IndicatorSystem | undefined,
): Promise<Framework> {
  if (latest?.frameworkId === id) return (await getPolicy<Framework>(context.db, id)).content;
  const found = (await queries.listFrameworks(context.db, context.today)).find((one) => one.id === id);
  if (!found) throw invalidField('frameworkId', '没有找到这个指标体系框架，请从所列各项中选择。');
  return found.framework;
}

/** The framework's own rows, the points to examine as the rule. */
const rowsOf = (framework: Framework): IndicatorRow[] =>
  frameworkIndicators(framework).map(({ code, path, points, ...row }) => ({
    code,
    firstLevel: path[0],
    secondLevel: path[1],
    title: path[2],
    points: points === undefined ? '' : shortPoints(points),
    rule: ruleText(row),
    standard: '',
    method: '',
    scale: '',
  }));
