/**
 * The blocks of published things, built from the rows that hold today. A thing that no longer holds (superseded, ended,
 * not in force any more) has no block, so that publishing and showing cannot part.
 */
import { dayOf, type Day, type Instant } from '#scoring/calendar.ts';
import type { CreditRating } from '#scoring/scale.ts';
import { nameAt } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import { isTrialRating, isTrialRubric } from '../policies/queries.ts';
import { ratingsInForce } from '../ratings/queries.ts';
import { currentRestrictions, currentSanctions } from '../sanctions/queries.ts';
import type {
  AssessmentBlock,
  Block,
  DisclosureKind,
  EvaluationBlock,
  RatingBlock,
  SanctionBlock,
} from './schema.ts';

/** A block with what it is made of. */
export interface BlockOf<B extends Block = Block> {
  subjectId: string;
  agencyId: string | null;
  block: B;
}

export async function loadBlocks(
  db: Db,
  kind: DisclosureKind,
  now: Instant,
  ids?: readonly string[],
): Promise<BlockOf[]> {
  if (ids?.length === 0) return [];
  if (kind === 'rating') return ratingBlocks(db, await decisionsInForce(db, now, ids));
  if (kind === 'assessment') return assessmentBlocks(db, dayOf(now), ids);
  if (kind === 'sanction') return sanctionBlocks(db, dayOf(now), ids);
  return evaluationBlocks(db, ids);
}

async function decisionsInForce(db: Db, now: Instant, ids?: readonly string[]): Promise<string[]> {
  const inForce = (await ratingsInForce(db, now)).map(({ decisionId }) => decisionId);
  return ids ? inForce.filter((id) => ids.includes(id)) : inForce;
}

/** Of these decisions, newest first. 未评级 has nothing to publish. */
export async function ratingBlocks(db: Db, ids: readonly string[]): Promise<BlockOf<RatingBlock>[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('ratingDecision')
    .innerJoin('agency', 'agency.id', 'ratingDecision.agencyId')
    .innerJoin('policyVersion', 'policyVersion.id', 'ratingDecision.policyId')
    .select([
      'ratingDecision.id',
      'ratingDecision.agencyId',
      'ratingDecision.rating',
      'ratingDecision.occasion',
      'ratingDecision.asOf',
      'ratingDecision.effectiveOn',
      'agency.code',
      nameAt('ratingDecision.recordedAt').as('name'),
      'policyVersion.version',
      isTrialRating('ratingDecision').as('isTrial'),
    ])
    .where('ratingDecision.id', 'in', ids)
    .where('ratingDecision.rating', 'is not', null)
    .orderBy('ratingDecision.effectiveOn', 'desc')
    .orderBy('ratingDecision.recordedAt', 'desc')
    .orderBy('ratingDecision.id', 'desc')
    .execute();
  return rows.map((row) => ({
    subjectId: row.id,
    agencyId: row.agencyId,
    block: {
      kind: 'rating',
      agency: { code: row.code, name: row.name },
      rating: row.rating as CreditRating,
      occasion: row.occasion,
      asOf: row.asOf,
      effectiveOn: row.effectiveOn,
      policy: { version: row.version, isTrial: row.isTrial },
    },
  }));
}

async function assessmentBlocks(
  db: Db,
  today: Day,
  ids?: readonly string[],
): Promise<BlockOf<AssessmentBlock>[]> {
  let select = db
    .selectFrom('assessmentResult as result')
    .innerJoin('assessment', 'assessment.id', 'result.assessmentId')
    .innerJoin('agency', 'agency.id', 'result.agencyId')
    .innerJoin('commission', 'commission.id', 'assessment.commissionId')
    .innerJoin('evaluatee', 'evaluatee.id', 'commission.evaluateeId')
    .innerJoin('policyVersion', 'policyVersion.id', 'assessment.rubricId')
    .innerJoin('contract', 'contract.id', 'result.contractId')
    .select([
      'result.id',
      'result.agencyId',
      'result.points',
      'result.tier',
      'result.vetoed',
      'result.explanation',
      'result.effectiveOn',
      'assessment.code as assessmentCode',
      'agency.code',
      nameAt('result.recordedAt').as('name'),
      'evaluatee.name as evaluatee',
      'policyVersion.version',
      isTrialRubric('assessment.rubricId', 'contract.signedOn').as('isTrial'),
    ])
    .where('assessment.state', '=', 'final')
    .where('result.effectiveOn', '<=', today)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assessmentResult as later')
            .select('later.id')
            .whereRef('later.supersedes', '=', 'result.id'),
        ),
      ),
    )
    .orderBy('result.effectiveOn', 'desc')
    .orderBy('result.recordedAt', 'desc');
  if (ids) select = select.where('result.id', 'in', ids);
  return (await select.execute()).map((row) => ({
    subjectId: row.id,
    agencyId: row.agencyId,
    block: {
      kind: 'assessment',
      agency: { code: row.code, name: row.name },
      code: row.assessmentCode,
      evaluatee: row.evaluatee,
      tier: row.tier,
      points: row.vetoed ? null : row.points,
      vetoed: row.vetoed,
      dimensions: row.vetoed ? [] : dimensionsOf(row.explanation),
      effectiveOn: row.effectiveOn,
      policy: { version: row.version, isTrial: row.isTrial },
    },
  }));
}

/** Title and points of each dimension and not a leaf more: reasons and evidence stay inside. */
function dimensionsOf(explanation: unknown): AssessmentBlock['dimensions'] {
  const { dimensions } = (explanation ?? {}) as {
    dimensions?: { title: string; applicable: number; points: number | null }[];
  };
  return (dimensions ?? []).flatMap(({ title, applicable, points }) =>
    points === null ? [] : [{ title, full: applicable, points }],
  );
}

/** Accepted final reports, and what the plan records of evaluations that were not commissioned here. */
async function evaluationBlocks(db: Db, ids?: readonly string[]): Promise<BlockOf<EvaluationBlock>[]> {
  const [reports, recorded] = await Promise.all([acceptedReports(db, ids), recordedOutcomes(db, ids)]);
  return [...reports, ...recorded];
}

async function acceptedReports(db: Db, ids?: readonly string[]): Promise<BlockOf<EvaluationBlock>[]> {
  let select = db
    .selectFrom('acceptance')
    .innerJoin('report', 'report.id', 'acceptance.reportId')
    .innerJoin('commission', 'commission.id', 'acceptance.commissionId')
    .innerJoin('contract', 'contract.commissionId', 'commission.id')
    .innerJoin('agency', 'agency.id', 'contract.agencyId')
    .innerJoin('evaluatee', 'evaluatee.id', 'commission.evaluateeId')
    .leftJoin('unit', 'unit.id', 'evaluatee.unitId')
    .select((eb) => [
      'report.id',
      'report.summary',
      'report.problems',
      'report.advice',
      'report.grade',
      'report.score',
      'acceptance.decidedAt',
      'contract.agencyId',
      'agency.code',
      nameAt('acceptance.decidedAt').as('agencyName'),
      'evaluatee.name',
      'evaluatee.kind',
      'evaluatee.year',
      'evaluatee.budgeted',
      'evaluatee.spent',
      'unit.name as unitName',
      eb
        .selectFrom('rectification')
        .select((inner) => inner.fn.countAll<number>().as('items'))
        .whereRef('rectification.commissionId', '=', 'commission.id')
        .as('rectificationItems'),
      eb
        .selectFrom('rectification')
        .select((inner) => inner.fn.countAll<number>().as('closed'))
        .whereRef('rectification.commissionId', '=', 'commission.id')
        .where('rectification.state', '=', 'closed')
        .as('rectificationClosed'),
    ])
    .where('acceptance.outcome', '=', 'accepted')
    .where('report.kind', '=', 'final')
    .where((eb) => eb.or([eb('unit.classified', '=', false), eb('unit.id', 'is', null)]))
    .orderBy('acceptance.decidedAt', 'desc');
  if (ids) select = select.where('report.id', 'in', ids);
  return (await select.execute()).map((row) => ({
    subjectId: row.id,
    agencyId: row.agencyId,
    block: {
      kind: 'evaluation',
      name: row.name,
      evaluateeKind: row.kind,
      year: row.year,
      unit: row.unitName,
      agency: { code: row.code, name: row.agencyName },
      budgeted: row.budgeted,
      spent: row.spent,
      grade: row.grade,
      score: row.score,
      summary: row.summary,
      problems: row.problems,
      advice: row.advice,
      acceptedOn: dayOf(row.decidedAt),
      rectification: {
        items: Number(row.rectificationItems ?? 0),
        closed: Number(row.rectificationClosed ?? 0),
      },
    },
  }));
}

async function recordedOutcomes(db: Db, ids?: readonly string[]): Promise<BlockOf<EvaluationBlock>[]> {
  let select = db
    .selectFrom('planItem')
    .innerJoin('evaluatee', 'evaluatee.id', 'planItem.evaluateeId')
    .leftJoin('unit', 'unit.id', 'evaluatee.unitId')
    .select(['planItem.id', 'evaluatee.name', 'evaluatee.kind', 'evaluatee.year'])
    .where('planItem.recordedOutcome', '=', 'reportFinal')
    .where('planItem.removedAt', 'is', null)
    .where((eb) => eb.or([eb('unit.classified', '=', false), eb('unit.id', 'is', null)]))
    .orderBy('planItem.id');
  if (ids) select = select.where('planItem.id', 'in', ids);
  return (await select.execute()).map((row) => ({
    subjectId: row.id,
    agencyId: null,
    block: {
      kind: 'evaluation',
      name: row.name,
      evaluateeKind: row.kind,
      year: row.year,
      unit: null,
      agency: null,
      budgeted: null,
      spent: null,
      grade: null,
      score: null,
      summary: null,
      problems: null,
      advice: null,
      acceptedOn: null,
      rectification: null,
    },
  }));
}

/** In their display period: the dates decide, and a row that supersedes (repair, revocation, correction) ends it. */
async function sanctionBlocks(
  db: Db,
  today: Day,
  ids?: readonly string[],
): Promise<BlockOf<SanctionBlock>[]> {
  let sanctions = currentSanctions(db)
    .innerJoin('agency', 'agency.id', 'sanction.agencyId')
    .select(nameAt('sanction.recordedAt').as('name'))
    .select(['agency.code as agencyCode', 'sanction.clause as basis'])
    .where('sanction.class', '<>', 'minor')
    .where('sanction.endedHow', 'is', null)
    .where('sanction.fromDay', '<=', today)
    .where('sanction.untilDay', '>=', today);
  let restrictions = currentRestrictions(db)
    .innerJoin('agency', 'agency.id', 'restriction.agencyId')
    .select(nameAt('restriction.recordedAt').as('name'))
    .select(['agency.code as agencyCode', 'restriction.cause as facts'])
    .where('restriction.fromDay', '<=', today)
    .where('restriction.untilDay', '>=', today);
  if (ids) {
    sanctions = sanctions.where('sanction.id', 'in', ids);
    restrictions = restrictions.where('restriction.id', 'in', ids);
  }
  const [decided, restricted] = await Promise.all([sanctions.execute(), restrictions.execute()]);
  const rows = [...decided, ...restricted.map((row) => ({ ...row, class: 'restriction' as const }))];
  return rows
    .map((row) => ({
      subjectId: row.id,
      agencyId: row.agencyId,
      block: {
        kind: 'sanction' as const,
        agency: { code: row.agencyCode, name: row.name },
        code: row.code,
        class: row.class as SanctionBlock['class'],
        facts: row.facts,
        basis: row.basis,
        decidedOn: row.effectiveOn,
        fromDay: row.fromDay,
        untilDay: row.untilDay,
      },
    }))
    .sort((a, b) => b.block.fromDay.localeCompare(a.block.fromDay));
}
