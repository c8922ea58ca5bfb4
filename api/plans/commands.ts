import type { z } from 'zod';
import { plan as machine } from '#scoring/lifecycle.ts';
import { recordDecision } from '../collective-decisions/commands.ts';
import type { collectiveDecision } from '../collective-decisions/schema.ts';
import type { Context } from '../context.ts';
import { assertCurrent } from '../context.ts';
import { findEvaluatee } from '../evaluatees/queries.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize, type Action } from '../permissions.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { itemRemoval, newChange, newItem, newPlan } from './schema.ts';

type Decision = z.output<typeof collectiveDecision>;

export async function openPlan(context: Context, input: z.output<typeof newPlan>) {
  authorize(context.actor, 'plan.open');
  const id = newId(context.now);
  const row = { id, year: input.year, openedBy: context.actor.accountId, openedAt: context.now };
  await queries.insertPlan(context.db, row).catch((error) =>
    onConstraint(error, {
      plan_year_key: () => invalidField('year', `${input.year} 年度计划已有，请从列表进入。`),
    }),
  );
  await record(context, 'plan.opened', subjectOf(row), {});
  return { year: input.year };
}

/** Only a draft is changed directly; a decided plan changes by a proposal that another person decides. */
export async function addItem(context: Context, year: number, input: z.output<typeof newItem>) {
  const plan = await lockForChange(context, year, 'plan.draft');
  assertDraft(plan);
  const evaluatee = await theEvaluatee(context, input.evaluateeId);
  const id = newId(context.now);
  const item = { id, planId: plan.id, evaluateeId: evaluatee.id, reason: input.reason };
  await queries
    .insertItems(context.db, [{ ...item, addedAt: context.now, addedBy: context.actor.accountId }])
    .catch((error) => onConstraint(error, { plan_item_key: alreadyIn }));
  await queries.touchPlan(context.db, plan.id);
  await record(context, 'plan.itemAdded', subjectOf(plan), { name: evaluatee.name, reason: input.reason });
  return { id };
}

export async function removeItem(
  context: Context,
  year: number,
  itemId: string,
  input: z.output<typeof itemRemoval>,
) {
  const plan = await lockForChange(context, year, 'plan.draft');
  const item = (await queries.listItems(context.db, plan.id)).find(({ id }) => id === itemId);
  if (!item) throw notFound();
  assertDraft(plan);
  if (item.removedAt) throw new Refusal('conflict', `「${item.name}」已移出计划。`);
  await assertNoCommission(context, plan.id, item);
  const gone = [{ evaluateeId: item.evaluateeId, reason: input.reason }];
  await queries.markRemoved(context.db, plan.id, gone, { at: context.now, by: context.actor.accountId });
  await queries.touchPlan(context.db, plan.id);
  await record(context, 'plan.itemRemoved', subjectOf(plan), { name: item.name, reason: input.reason });
  return { id: itemId };
}

/** The meeting's decision makes the draft the year's plan; recorded by someone who did not draft it. */
export async function decidePlan(context: Context, year: number, input: Decision) {
  const plan = await lockPlan(context, year);
  const items = (await queries.listItems(context.db, plan.id)).filter(({ removedAt }) => !removedAt);
  authorize(context.actor, 'plan.decide', { handledBy: draftersOf(plan, items) });
  const to = stepTo(machine, plan.state, 'decide');
  assertCurrent(context, plan, shown(plan));
  if (items.length === 0) throw new Refusal('conflict', '计划中还没有评价对象，先列入后再确定。');
  const decisionId = await recordDecision(context, 'annualPlan', subjectOf(plan), input);
  await queries.touchPlan(context.db, plan.id, {
    state: to,
    decisionId,
    decidedBy: context.actor.accountId,
    decidedAt: context.now,
  });
  await record(context, 'plan.decided', subjectOf(plan), {
    items: items.length,
    minutesNumber: input.minutesNumber,
  });
  return { year };
}

export async function proposeChange(context: Context, year: number, input: z.output<typeof newChange>) {
  const plan = await lockForChange(context, year, 'plan.proposeChange');
  stepTo(machine, plan.state, 'amend');
  const evaluatee = await theEvaluatee(context, input.evaluateeId);
  const items = await queries.listItems(context.db, plan.id);
  const isIn = items.some((item) => item.evaluateeId === evaluatee.id && !item.removedAt);
  if (input.kind === 'add' && isIn) throw alreadyIn();
  if (input.kind === 'remove' && !isIn) throw invalidField('evaluateeId', '这一对象不在计划中，不能移出。');
  if (input.kind === 'remove')
    await assertNoCommission(context, plan.id, { ...evaluatee, evaluateeId: evaluatee.id });
  const id = newId(context.now);
  const change = { ...input, id, planId: plan.id, evaluateeId: evaluatee.id };
  await queries
    .insertChange(context.db, { ...change, proposedBy: context.actor.accountId, proposedAt: context.now })
    .catch((error) =>
      onConstraint(error, {
        plan_change_open_key: () => invalidField('evaluateeId', '这一对象已有待确定的调整，先撤回原调整。'),
      }),
    );
  await queries.touchPlan(context.db, plan.id);
  const detail = { kind: input.kind, name: evaluatee.name, reason: input.reason };
  await record(context, 'plan.changeProposed', subjectOf(plan), detail);
  return { id };
}

export async function withdrawChange(context: Context, year: number, changeId: string) {
  const plan = await lockForChange(context, year, 'plan.proposeChange');
  const change = (await queries.listChanges(context.db, plan.id)).find(({ id }) => id === changeId);
  if (!change) throw notFound();
  if (change.withdrawnAt || change.decidedAt)
    throw new Refusal('conflict', '这项调整已撤回或已确定，不能再撤回。');
  await queries.markChangeWithdrawn(context.db, changeId, context.now);
  await queries.touchPlan(context.db, plan.id);
  await record(context, 'plan.changeWithdrawn', subjectOf(plan), { kind: change.kind, name: change.name });
  return { id: changeId };
}

/** Decides every open proposal at once by one meeting; the plan of the day before can still be shown. */
export async function amendPlan(context: Context, year: number, input: Decision) {
  const plan = await lockPlan(context, year);
  const open = (await queries.listChanges(context.db, plan.id)).filter(isOpen);
  authorize(context.actor, 'plan.amend', { handledBy: open.map(({ proposedBy }) => proposedBy) });
  const to = stepTo(machine, plan.state, 'amend');
  assertCurrent(context, plan, shown(plan));
  if (open.length === 0) throw new Refusal('conflict', '没有待确定的调整。先由经办人提出调整并写明理由。');
  for (const change of open) if (change.kind === 'remove') await assertNoCommission(context, plan.id, change);
  const decisionId = await recordDecision(context, 'planAmendment', subjectOf(plan), input);
  await applyChanges(context, plan.id, open);
  await queries.markChangesDecided(
    context.db,
    open.map(({ id }) => id),
    { decisionId, decidedBy: context.actor.accountId, decidedAt: context.now },
  );
  await queries.touchPlan(context.db, plan.id, { state: to });
  const changes = open.map(({ kind, name, reason }) => ({ kind, name, reason }));
  await record(context, 'plan.amended', subjectOf(plan), { changes, minutesNumber: input.minutesNumber });
  return { year };
}

/**
 * 报告已定稿: what the bureau's own summary says of evaluations from before the platform. It carries no agency, score or
 * grade.
 */
export async function recordOutcomes(context: Context, year: number, evaluateeIds: readonly string[]) {
  const plan = await lockForChange(context, year, 'plan.draft');
  await queries.markOutcomes(context.db, plan.id, evaluateeIds);
  await queries.touchPlan(context.db, plan.id);
  await record(context, 'plan.outcomesRecorded', subjectOf(plan), { count: evaluateeIds.length });
}

type Change = Awaited<ReturnType<typeof queries.listChanges>>[number];
type Plan = NonNullable<Awaited<ReturnType<typeof queries.lockPlan>>>;

export const isOpen = (change: { withdrawnAt: string | null; decidedAt: string | null }): boolean =>
  !change.withdrawnAt && !change.decidedAt;

/** Who opened the draft or put anything into it or took anything out. */
export const draftersOf = (
  plan: { openedBy: string | null },
  items: readonly { addedBy: string | null; removedBy: string | null }[],
): (string | null)[] =>
  [plan.openedBy, ...items.flatMap(({ addedBy, removedBy }) => [addedBy, removedBy])].filter(Boolean);

async function applyChanges(context: Context, planId: string, open: readonly Change[]): Promise<void> {
  const added = open.filter(({ kind }) => kind === 'add');
  const gone = open.filter(({ kind }) => kind === 'remove');
  const rows = added.map(({ evaluateeId, reason, proposedBy }) => ({
    id: newId(context.now),
    planId,
    evaluateeId,
    reason,
    addedAt: context.now,
    addedBy: proposedBy,
  }));
  if (rows.length > 0) await queries.insertItems(context.db, rows);
  if (gone.length > 0)
    await queries.markRemoved(context.db, planId, gone, { at: context.now, by: context.actor.accountId });
}

async function lockPlan(context: Context, year: number): Promise<Plan> {
  const plan = await queries.lockPlan(context.db, year);
  if (!plan) throw notFound();
  return plan;
}

async function lockForChange(context: Context, year: number, action: Action): Promise<Plan> {
  const plan = await lockPlan(context, year);
  authorize(context.actor, action);
  assertCurrent(context, plan, shown(plan));
  return plan;
}

function assertDraft(plan: Plan): void {
  if (plan.state !== 'draft')
    throw new Refusal('conflict', '计划已确定，不能直接改动。请提出调整并写明理由，由审批人按集体决策确定。');
}

async function theEvaluatee(context: Context, id: string) {
  const evaluatee = isId(id) ? await findEvaluatee(context.db, context.actor, id) : undefined;
  if (!evaluatee) throw invalidField('evaluateeId', '从候选对象中选择。');
  return evaluatee;
}

async function assertNoCommission(
  context: Context,
  planId: string,
  { evaluateeId, name }: { evaluateeId: string; name: string },
): Promise<void> {
  const running = await queries.findRunningCommission(context.db, planId, evaluateeId);
  if (running) throw new Refusal('conflict', `「${name}」已有委托 ${running.code}。先终止委托，再移出计划。`);
}

const alreadyIn = () => invalidField('evaluateeId', '这一对象已在计划中。');

const shown = ({ year, state, version }: Plan) => ({ year, state: machine.states[state], version });

const subjectOf = (plan: { id: string; year: number }) => ({
  type: 'plan' as const,
  id: plan.id,
  code: String(plan.year),
});
