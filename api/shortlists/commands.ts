import { needsApproval, placeText, type ConsequencePolicy } from '#scoring/consequences.ts';
import { drawFaults, weightOf, type DrawCandidate, type DrawPolicy } from '#scoring/draw.ts';
import { freezeFaults } from '#scoring/eligibility.ts';
import { placeOf } from '#scoring/migration.ts';
import { capOf } from '#scoring/workload.ts';
import { lockCommission, stepOf, subjectOf } from '../commissions/commands.ts';
import { markState } from '../commissions/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { getPolicyInForce } from '../policies/queries.ts';
import { findBasis } from '../procurement-bases/queries.ts';
import { consequencesOn } from '../consequences/queries.ts';
import { assertOfficerDeclared } from '../recusal-declarations/commands.ts';
import { Refusal } from '../refusal.ts';
import { findTierApproval } from '../screening-findings/queries.ts';
import { screenNow, type ScreenedNow } from '../screenings/commands.ts';
import { findScreening, markFrozen } from '../screenings/queries.ts';
import type { ScreenedRow } from '../screenings/schema.ts';
import { deleteCandidates, insertCandidates } from './queries.ts';

/**
 * 冻结名单: screens again in the same transaction; what has changed since the standing screening is named and refused.
 * From now on entries are only struck through.
 */
export async function freezeShortlist(context: Context, code: string) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'shortlist.freeze');
  const to = stepOf(commission, 'freezeList');
  assertCurrent(context, commission);
  await assertOfficerDeclared(context, commission);
  const screening = await findScreening(context.db, commission.id);
  const basis = await findBasis(context.db, commission.id);
  if (!screening || !basis) throw new Refusal('conflict', '须先完成资格筛选。');
  const now = await screenNow(context, commission);
  const policy = await getPolicyInForce<DrawPolicy>(context.db, 'selection', context.today, 'draw');
  const consequences = basis.aboveThreshold ? null : await consequencesOn(context.db, context.today);
  const isDrawn = basis.method === 'weightedDraw';
  const rows = candidatesOf(now, policy.content, consequences);
  const faults = [
    ...callFault(now.conditions.callUntil, context.today),
    ...changesSince(screening.decisions, now.rows),
    ...openFaults(now, context.today),
    ...(consequences
      ? await tierFaults(context, screening.id, consequences, rows.filter(takesPart(isDrawn)))
      : []),
    ...listFaults(basis.method, policy.content, rows, now.conditions.callExtendedAt !== null),
  ];
  if (faults.length > 0) throw new Refusal('conflict', `名单暂不能冻结：${faults.join('；')}。`);
  await deleteCandidates(context.db, commission.id);
  await insertCandidates(
    context.db,
    rows.map(({ row, candidate, weight }, index) => ({
      commissionId: commission.id,
      agencyId: row.agencyId,
      position: index + 1,
      tier: candidate.rating,
      running: candidate.running,
      cap: candidate.cap,
      weightNumerator: Number(weight.n),
      weightDenominator: Number(weight.d),
      ...(takesPart(isDrawn)({ candidate })
        ? {}
        : { struckAt: context.now, struckReason: '信用等级为 D，不参加抽取' }),
    })),
  );
  await markFrozen(context.db, screening.id, context.now, context.actor.accountId!);
  const version = await markState(context.db, commission.id, to);
  const detail = { screening: screening.number, candidates: rows.map(({ row }) => row.code) };
  await record(context, 'shortlist.frozen', subjectOf(commission), detail);
  return { code, version, ...detail };
}

interface Row {
  row: ScreenedRow;
  candidate: DrawCandidate;
  weight: { n: bigint; d: bigint };
}

/** D is never drawn. */
const takesPart =
  (isDrawn: boolean) =>
  ({ candidate }: Pick<Row, 'candidate'>): boolean =>
    !isDrawn || candidate.rating !== 'D';

/**
 * The eligible ones: in the bureau's own direct selections whom its rating names first, then in the order of their
 * codes. A draw orders its list by itself.
 */
function candidatesOf(
  { rows, facts, rules }: ScreenedNow,
  policy: DrawPolicy,
  consequences: ConsequencePolicy | null,
): Row[] {
  const factsByAgency = new Map(facts.map((one) => [one.agencyId, one.facts]));
  return rows
    .filter(({ outcome }) => outcome === 'eligible')
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((row) => {
      const { credit, running, leadEvaluators } = factsByAgency.get(row.agencyId)!;
      const candidate = {
        agencyId: row.code,
        rating: credit.rating,
        running: (running ?? []).reduce((sum, { projects }) => sum + projects, 0),
        cap: capOf(rules, leadEvaluators.length),
      };
      const weight = credit.rating === 'D' ? { n: 0n, d: 1n } : weightOf(policy, candidate);
      return { row, candidate, weight };
    })
    .toSorted((a, b) => Number(isNamedFirst(consequences, b)) - Number(isNamedFirst(consequences, a)));
}

const isNamedFirst = (policy: ConsequencePolicy | null, { candidate }: Row): boolean =>
  policy !== null && policy.tiers[placeOf(candidate.rating)].namedFirst;

const callFault = (callUntil: string, today: string): string[] =>
  today <= callUntil ? [`征集到 ${callUntil} 为止，届满后才能冻结`] : [];

/** An answer that is no longer what the standing screening says: the list must be screened again first. */
function changesSince(kept: readonly ScreenedRow[], rows: readonly ScreenedRow[]): string[] {
  const before = new Map(kept.map((row) => [row.agencyId, row]));
  const changed = rows.flatMap(({ agencyId, name, decisions }) => {
    const earlier = before.get(agencyId);
    if (!earlier) return [`${name}为新建档机构`];
    return decisions
      .filter(({ outcome }, index) => earlier.decisions[index]?.outcome !== outcome)
      .map(({ title }) => `${name}的「${title}」已有变化`);
  });
  return changed.length > 0 ? [`${changed.join('、')}，请重新筛选`] : [];
}

function openFaults({ rules, rows, facts }: ScreenedNow, today: string): string[] {
  const integrity = new Map(facts.map((one) => [one.agencyId, one.facts.integrity]));
  const names = new Map(rows.map(({ agencyId, name }) => [agencyId, name]));
  const screened = rows.map(({ agencyId, decisions }) => ({
    agency: { agencyId, integrity: integrity.get(agencyId)! },
    decisions,
  }));
  return freezeFaults(rules, screened, today).map(
    ({ agencyId, reason }) => `${names.get(agencyId)}：${reason}`,
  );
}

/** Who takes part and is not covered by the approval that its rating asks for. */
async function tierFaults(
  { db }: Context,
  screeningId: string,
  policy: ConsequencePolicy,
  rows: readonly Row[],
): Promise<string[]> {
  const asking = rows.filter(({ candidate }) => needsApproval(policy, placeOf(candidate.rating)));
  if (asking.length === 0) return [];
  const covered = (await findTierApproval(db, screeningId))?.agencyIds ?? [];
  const missing = asking.filter(({ row }) => !covered.includes(row.agencyId));
  if (missing.length === 0) return [];
  const named = missing.map(({ row, candidate }) => `${row.name}（${placeText(placeOf(candidate.rating))}）`);
  return [`${named.join('、')}须先经复核人或审批人同意`];
}

/** A draw and a comparison need their least number; the call is extended once before that. */
function listFaults(method: string, policy: DrawPolicy, rows: readonly Row[], isExtended: boolean): string[] {
  if (rows.length === 0) return ['没有符合条件的机构'];
  if (method !== 'weightedDraw' && method !== 'comparison') return [];
  const drawn = rows.filter(({ candidate }) => candidate.rating !== 'D').map(({ candidate }) => candidate);
  return drawFaults(policy, drawn).map((fault) =>
    isExtended ? `${fault}；征集已延长过一次，可终止委托或改变采购方式` : fault,
  );
}
