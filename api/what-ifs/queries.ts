/** 推演: the whole history as it is read for a run, and the runs on file. */
import { sql, type Insertable } from 'kysely';
import { dayOf, type Day, type Instant } from '#scoring/calendar.ts';
import type { DrawCandidate } from '#scoring/draw.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import type { VetoDecision } from '#scoring/assessment.ts';
import type { PastAssessment } from '#scoring/reassessment.ts';
import type { Rubric } from '#scoring/rubric.ts';
import type { PastFreeze } from '#scoring/what-if.ts';
import type { Db } from '../database.ts';
import { readRecords } from '../ratings/queries.ts';
import { restrictionsInForce } from '../sanctions/queries.ts';
import type { WhatIfRunTable } from '../tables.ts';
import type { Summary } from './schema.ts';

/** Everything up to the day: records, sheets with their rubrics, frozen lists. */
export async function readPast(db: Db, asOf: Day) {
  const [assessments, freezes, restrictions, records] = await Promise.all([
    listPastAssessments(db, asOf),
    listPastFreezes(db, asOf),
    restrictionsInForce(db, asOf),
    readRecords(db),
  ]);
  const first = await db
    .selectFrom('assessmentResult')
    .select((eb) => eb.fn.min('effectiveOn').as('day'))
    .executeTakeFirst();
  const rubrics = await listRubrics(
    db,
    assessments.flatMap(({ sheet }) => sheet?.rubricId ?? []),
  );
  const days = [...yearEnds(first?.day ?? asOf, asOf).filter(records.isKnown), asOf];
  return { days, assessments, freezes, restrictions, records, rubrics };
}

export type Past = Awaited<ReturnType<typeof readPast>>;

/** Every 31 December from the first day on and before the last. */
function yearEnds(first: Day, last: Day): Day[] {
  const years: Day[] = [];
  for (let year = Number(first.slice(0, 4)); `${year}-12-31` < last; year += 1) years.push(`${year}-12-31`);
  return years;
}

async function listPastAssessments(db: Db, asOf: Day): Promise<PastAssessment[]> {
  const rows = await db
    .selectFrom('assessmentResult as result')
    .innerJoin('assessment', 'assessment.id', 'result.assessmentId')
    .select([
      'result.id',
      'result.agencyId',
      'assessment.commissionId',
      'assessment.rubricId',
      'result.points',
      'result.tier',
      sql<AssessmentFacts | null>`result.explanation -> 'facts'`.as('facts'),
      sql<Marks | null>`result.explanation -> 'marks'`.as('marks'),
      sql<readonly VetoDecision[] | null>`result.explanation -> 'vetoes'`.as('vetoes'),
    ])
    .where('result.effectiveOn', '<=', asOf)
    .where(sql<boolean>`not exists (select from assessment_result later where later.supersedes = result.id)`)
    .orderBy('result.id')
    .execute();
  return rows.map(({ rubricId, facts, marks, vetoes, ...row }) => ({
    ...row,
    sheet: facts && marks ? { rubricId, facts, marks, vetoes: vetoes ?? [] } : null,
  }));
}

async function listRubrics(db: Db, ids: readonly string[]): Promise<Record<string, Rubric>> {
  if (ids.length === 0) return {};
  const rows = await db
    .selectFrom('policyVersion')
    .select(['id', sql<Rubric>`content`.as('rubric')])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return Object.fromEntries(rows.map(({ id, rubric }) => [id, rubric]));
}

/** The lists as they stood when they were frozen; who was struck afterwards stood on them too. */
async function listPastFreezes(db: Db, asOf: Day): Promise<PastFreeze[]> {
  const rows = await db
    .selectFrom('candidate')
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('screening')
          .select((inner) => ['commissionId', inner.fn.max('frozenAt').as('frozenAt')])
          .where('frozenAt', 'is not', null)
          .groupBy('commissionId')
          .as('freeze'),
      (join) => join.onRef('freeze.commissionId', '=', 'candidate.commissionId'),
    )
    .leftJoin('procurementBasis as basis', 'basis.commissionId', 'candidate.commissionId')
    .select([
      'candidate.commissionId',
      'candidate.agencyId',
      'candidate.tier as rating',
      'candidate.running',
      'candidate.cap',
      'freeze.frozenAt',
      'basis.method',
    ])
    .orderBy('candidate.commissionId')
    .orderBy('candidate.position')
    .execute();
  const freezes = new Map<string, PastFreeze & { candidates: DrawCandidate[] }>();
  for (const { commissionId, frozenAt, method, ...candidate } of rows) {
    const frozenOn = dayOf(frozenAt as Instant);
    if (frozenOn > asOf) continue;
    const freeze = freezes.get(commissionId) ?? {
      ...{ commissionId, frozenOn, isDrawn: method === 'weightedDraw', candidates: [] },
    };
    freeze.candidates.push(candidate);
    freezes.set(commissionId, freeze);
  }
  return [...freezes.values()];
}

export const insertRun = (db: Db, row: Insertable<WhatIfRunTable>) =>
  db.insertInto('whatIfRun').values(row).execute();

const runs = (db: Db) =>
  db
    .selectFrom('whatIfRun as run')
    .innerJoin('policyVersion as policy', 'policy.id', 'run.policyId')
    .innerJoin('policyVersion as earlier', 'earlier.id', 'run.beforeId')
    .innerJoin('policyVersion as rating', 'rating.id', 'run.ratingPolicyId')
    .innerJoin('account', 'account.id', 'run.madeBy')
    .leftJoin('policyAdoption as adoption', 'adoption.policyId', 'run.policyId')
    .select([
      'run.id',
      'run.policyId',
      'run.asOf',
      'run.inputsDigest',
      'run.resultDigest',
      sql<Summary>`run.summary`.as('summary'),
      'run.madeAt',
      'account.name as madeByName',
      'policy.kind',
      'policy.name',
      'policy.version',
      'policy.basis',
      'policy.inForceFrom',
      'earlier.version as beforeVersion',
      'rating.version as ratingVersion',
      'adoption.documentNumber',
    ]);

export type RunRow = Awaited<ReturnType<typeof listRuns>>[number];

/** Without the results. */
export const listRuns = (db: Db) =>
  runs(db).orderBy('run.madeAt', 'desc').orderBy('run.id', 'desc').limit(100).execute();

export const findRun = (db: Db, id: string) =>
  runs(db)
    .select([
      'run.secret',
      'run.result',
      sql<Readonly<Record<string, string>> | null>`run.code_names`.as('codeNames'),
    ])
    .where('run.id', '=', id)
    .executeTakeFirst();

/** What the ids of a result are called, once they may be. */
export async function listNames(db: Db) {
  const [agencies, commissions] = await Promise.all([
    db.selectFrom('agency').select(['id', 'code', 'name']).execute(),
    db.selectFrom('commission').select(['id', 'code']).execute(),
  ]);
  return { agencies, commissions };
}
