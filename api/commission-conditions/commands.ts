import type { z } from 'zod';
import { addWorkingDays, type Day } from '#scoring/calendar.ts';
import { digestOf, type Canonical } from '#scoring/digest.ts';
import type { CommissionConditions } from '#scoring/eligibility-facts.ts';
import type { EligibilityRules } from '#scoring/eligibility-rules.ts';
import { sectionTitles } from '#scoring/filing.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { lockCommission, stepOf, subjectOf } from '../commissions/commands.ts';
import { markState, type CommissionRow } from '../commissions/queries.ts';
import { specialNeedsOf } from '../commissions/schema.ts';
import { assertCurrent, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { getDays, getPolicyInForce } from '../policies/queries.ts';
import { findBasis } from '../procurement-bases/queries.ts';
import { assertOfficerDeclared } from '../recusal-declarations/commands.ts';
import { invalidField, Refusal } from '../refusal.ts';
import { markScreeningsWithdrawn } from '../screenings/queries.ts';
import { getSettings } from '../settings/queries.ts';
import * as queries from './queries.ts';
import type { callExtension, changedConditions, conditions } from './schema.ts';

type Input = z.output<typeof conditions>;

/** Freezes and publishes the conditions; the call is open from then on. */
export async function freezeConditions(context: Context, code: string, input: Input) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'conditions.freeze');
  const to = stepOf(commission, 'freezeConditions');
  assertCurrent(context, commission);
  await assertOfficerDeclared(context, commission);
  const made = await insertNew(context, commission, input, 1);
  const version = await markState(context.db, commission.id, to);
  await record(context, 'conditions.frozen', subjectOf(commission), made);
  return { code, version, ...made };
}

/** A change withdraws the conditions and every screening made on them; both stay listed with the reason. */
export async function changeConditions(
  context: Context,
  code: string,
  { reason, ...input }: z.output<typeof changedConditions>,
) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'conditions.change');
  const to = stepOf(commission, 'changeConditions');
  assertCurrent(context, commission);
  await assertOfficerDeclared(context, commission);
  const earlier = await queries.findConditions(context.db, commission.id);
  if (!earlier) throw new Refusal('conflict', '还没有冻结过资格条件。');
  await queries.markWithdrawn(context.db, earlier.id, context.now, reason);
  const withdrawn = await markScreeningsWithdrawn(context.db, commission.id, context.now);
  const made = await insertNew(context, commission, input, earlier.number + 1);
  const version = await markState(context.db, commission.id, to);
  const detail = { ...made, reason, withdrawnScreenings: withdrawn };
  await record(context, 'conditions.changed', subjectOf(commission), detail);
  return { code, version, ...detail };
}

/** 延长征集: once, by as many working days as a call takes at least. */
export async function extendCall(context: Context, code: string, input: z.output<typeof callExtension>) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'call.extend');
  const to = stepOf(commission, 'extendCall');
  assertCurrent(context, commission);
  const held = await queries.findConditions(context.db, commission.id);
  if (!held) throw new Refusal('conflict', '还没有冻结过资格条件。');
  if (held.callExtendedAt)
    throw new Refusal('conflict', '征集已延长过一次，不再延长；仍不足的，终止委托或改变采购方式。');
  const callUntil = await shortestCall(context);
  await queries.markCallExtended(context.db, held.id, callUntil, context.now);
  const withdrawn = await markScreeningsWithdrawn(context.db, commission.id, context.now);
  const version = await markState(context.db, commission.id, to);
  const detail = { callUntil, reason: input.reason, withdrawnScreenings: withdrawn };
  await record(context, 'call.extended', subjectOf(commission), detail);
  return { code, version, ...detail };
}

async function insertNew(context: Context, commission: CommissionRow, input: Input, number: number) {
  const { db, now, today } = context;
  const earliest = await shortestCall(context);
  const callUntil = input.callUntil || earliest;
  if (callUntil < earliest)
    throw invalidField('callUntil', `征集不少于规定的工作日数，截止日不得早于 ${earliest}。`);
  const policy = await getPolicyInForce<EligibilityRules>(db, 'eligibility', today);
  const content = await contentOf(context, commission, input);
  const digest = digestOf({ policyId: policy.id, content } as unknown as Canonical);
  const needs = JSON.stringify(content.specialNeeds);
  await queries.markNeeds(db, commission.id, input.leadEvaluatorsRequired, needs);
  await queries.insertConditions(db, {
    id: newId(now),
    commissionId: commission.id,
    number,
    policyId: policy.id,
    content: JSON.stringify(content),
    digest,
    callUntil,
    frozenBy: context.actor.accountId!,
    frozenAt: now,
  });
  return { number, digest, callUntil };
}

async function contentOf(
  { db, isExample }: Context,
  commission: CommissionRow,
  input: Input,
): Promise<CommissionConditions> {
  const basis = await findBasis(db, commission.id);
  if (!basis) throw new Refusal('conflict', '须先记录采购依据。');
  const [units, { bureauUscc }] = await Promise.all([
    queries.listRelatedUnits(db, commission.evaluateeId),
    getSettings(db, isExample),
  ]);
  return {
    commissionId: commission.id,
    window: { from: commission.plannedFrom, to: commission.plannedUntil },
    projects: 1,
    leadEvaluatorsNeeded: input.leadEvaluatorsRequired,
    neededSections: input.neededSections.map((section) => sectionTitles[section]),
    clientUscc: bureauUscc,
    evaluateeUsccs: units.flatMap(({ isEvaluated, uscc }) => (isEvaluated && uscc ? [uscc] : [])),
    projectIds: [commission.evaluateeId],
    unitIds: units.map(({ id }) => id),
    basis: basis.aboveThreshold ? 'statutory' : 'own',
    creditInDocuments: basis.aboveThreshold && input.creditInDocuments === 'yes',
    specialNeeds: specialNeedsOf(input),
  };
}

/** The last day of the shortest call that may begin today. */
async function shortestCall({ db, today }: Context): Promise<Day> {
  const days = await getDays(db, today);
  return addWorkingDays(await loadCalendar(db), today, days.call).day;
}
