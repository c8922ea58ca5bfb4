import type { Calendar } from '#scoring/calendar.ts';
import { digestOf, type Canonical } from '#scoring/digest.ts';
import { outcomeOf, screen } from '#scoring/eligibility.ts';
import type { AgencyFacts } from '#scoring/eligibility-facts.ts';
import type { EligibilityRules } from '#scoring/eligibility-rules.ts';
import { controlPeers } from '#scoring/recusal.ts';
import { settle } from '#scoring/settlement.ts';
import { wayBack } from '#scoring/way-back.ts';
import { factsOf, settlementsOf } from '../agency-facts/facts.ts';
import { listAgencyRecords, type AgencyRecord } from '../agency-facts/queries.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { findConditions, listRelatedUnits } from '../commission-conditions/queries.ts';
import { lockCommission, stepOf, subjectOf } from '../commissions/commands.ts';
import { markState } from '../commissions/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { adoptionOn, getPolicy } from '../policies/queries.ts';
import { assertOfficerDeclared } from '../recusal-declarations/commands.ts';
import { Refusal } from '../refusal.ts';
import { insertScreening, lastNumber } from './queries.ts';
import type { KeptFacts, ScreenedRow } from './schema.ts';

/** 资格筛选 of all agencies on a snapshot; every run gets a number of its own and is kept. */
export async function makeScreening(context: Context, code: string) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'screening.make');
  const to = stepOf(commission, 'screen');
  assertCurrent(context, commission);
  await assertOfficerDeclared(context, commission);
  const { conditions, rules, rows, facts, calendar } = await screenNow(context, commission);
  const number = (await lastNumber(context.db, commission.id)) + 1;
  const digest = digestOf({
    conditions: conditions.digest,
    asOf: context.now,
    facts,
    rows,
  } as unknown as Canonical);
  await insertScreening(context.db, {
    id: newId(context.now),
    commissionId: commission.id,
    conditionsId: conditions.id,
    number,
    asOf: context.now,
    facts: JSON.stringify(facts),
    decisions: JSON.stringify(rows),
    rules: JSON.stringify(rules),
    calendar: JSON.stringify(calendar),
    digest,
    madeBy: context.actor.accountId!,
  });
  const version = await markState(context.db, commission.id, to);
  const counts = countsOf(rows);
  await record(context, 'screening.made', subjectOf(commission), { number, digest, ...counts });
  return { code, version, number, digest, ...counts };
}

export interface ScreenedNow {
  conditions: NonNullable<Awaited<ReturnType<typeof findConditions>>>;
  rules: EligibilityRules;
  calendar: Calendar;
  rows: ScreenedRow[];
  facts: KeptFacts[];
}

/** Gathers the facts of every agency as of now and lets `scoring` decide. Writes nothing. */
export async function screenNow(
  context: Context,
  commission: { id: string; evaluateeId: string },
): Promise<ScreenedNow> {
  const { db, now, today } = context;
  const conditions = await findConditions(db, commission.id);
  if (!conditions) throw new Refusal('conflict', '须先冻结并公布资格条件。');
  const { content } = await getPolicy<EligibilityRules>(db, conditions.policyId);
  const rules = { ...content, adoption: await adoptionOn(db, conditions.policyId, today) };
  const calendar = await loadCalendar(db);
  const units = await listRelatedUnits(db, commission.evaluateeId);
  const names = new Map(units.map(({ id, name }) => [id, name ?? '涉密单位']));
  const records = await listAgencyRecords(db, commission.id, now);
  const kept = records.map((one) => ({
    record: one,
    facts: factsOf(one, conditions.content, names, today),
    settlements: settlementsOf(one),
  }));
  const decide = ({ facts, settlements }: Pick<KeptFacts, 'facts' | 'settlements'>) =>
    settle(screen(rules, conditions.content, facts, today, calendar), settlements);
  const withPeers = addPeers(kept, (one) => outcomeOf(decide(one)) !== 'ineligible');
  return {
    conditions,
    rules,
    calendar,
    rows: withPeers.map((one) => {
      const decisions = decide(one);
      const { id, code, name } = one.record;
      return { agencyId: id, code, name, outcome: outcomeOf(decisions), decisions };
    }),
    facts: withPeers.map(({ record: { id }, facts, settlements }) => ({
      agencyId: id,
      facts,
      settlements,
    })),
  };
}

/** What would make each agency eligible, by the facts of today: an agency reads its own. Writes nothing. */
export async function listWaysBack(context: Context, commission: { id: string; evaluateeId: string }) {
  const { actor, today: asOf } = context;
  const { conditions, rules, calendar, rows, facts } = await screenNow(context, commission);
  const question = { rules, commission: conditions.content, calendar, asOf };
  return rows
    .filter(({ agencyId }) => actor.agencyId === null || agencyId === actor.agencyId)
    .map(({ agencyId, code, name }) => {
      const { way, ...found } = wayBack(
        question,
        facts.find((one) => one.agencyId === agencyId)!,
      );
      const steps = way?.steps.map(({ kind, text, who, on, clears, instead }) => {
        return { kind, text, who, on, clears, instead };
      });
      return { code, name, ...found, way: way && { ...way, steps: steps ?? [] } };
    });
}

interface Kept {
  record: AgencyRecord;
  facts: AgencyFacts;
  settlements: KeptFacts['settlements'];
}

/** Two under one control stand in each other's way only when both could be candidates. */
function addPeers(kept: readonly Kept[], couldBe: (one: Kept) => boolean): Kept[] {
  const candidates = kept.filter(couldBe);
  const facts = candidates.map((one) => one.facts);
  return kept.map((one) => {
    if (!candidates.includes(one)) return one;
    const codes = controlPeers(one.facts, facts);
    const peers = codes.map(
      (code) => kept.find(({ record: { code: other } }) => other === code)!.record.name,
    );
    return { ...one, facts: { ...one.facts, recusal: { ...one.facts.recusal, peers } } };
  });
}

export const countsOf = (rows: readonly ScreenedRow[]) => ({
  total: rows.length,
  eligible: rows.filter(({ outcome }) => outcome === 'eligible').length,
  unsettled: rows.filter(({ outcome }) => outcome === 'unsettled').length,
  ineligible: rows.filter(({ outcome }) => outcome === 'ineligible').length,
});
