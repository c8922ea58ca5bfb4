import { sql, type Insertable, type Updateable } from 'kysely';
import type { Assessment } from '#scoring/assessment.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import { nameAt } from '../agency-names/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { serviceFacts, withService } from '../notices/queries.ts';
import type { Actor } from '../permissions.ts';
import { isTrialRubric } from '../policies/queries.ts';
import type { AssessmentFeedbackTable, AssessmentResultTable, AssessmentTable } from '../tables.ts';

/** What the reviewer approved: it is what the agency sees and what becomes final. */
export interface Approved {
  system: AssessmentFacts;
  facts: AssessmentFacts;
  marks: Marks;
  assessment: Assessment;
}

/** An agency finds its own from the day the result was served; until then there is nothing to find. */
function assessments(db: Db, actor: Actor) {
  let select = db
    .selectFrom('assessment')
    .innerJoin('agency', 'agency.id', 'assessment.agencyId')
    .innerJoin('commission', 'commission.id', 'assessment.commissionId')
    .innerJoin('contract', 'contract.commissionId', 'commission.id')
    .innerJoin('policyVersion as rubric', 'rubric.id', 'assessment.rubricId')
    .leftJoin('notice', 'notice.id', 'assessment.feedbackNoticeId')
    .leftJoin('account as approver', 'approver.id', 'assessment.approvedBy')
    .leftJoin('assessmentResult as result', (join) =>
      join
        .onRef('result.assessmentId', '=', 'assessment.id')
        .on(
          sql<boolean>`not exists (select from assessment_result later where later.supersedes = result.id)`,
        ),
    )
    .select([
      'assessment.id',
      'assessment.code',
      'assessment.state',
      'assessment.agencyId',
      'assessment.commissionId',
      'assessment.rubricId',
      'assessment.openedAt',
      'assessment.scoredAt',
      'assessment.approvedBy',
      'assessment.approvedAt',
      'assessment.feedbackNoticeId',
      'assessment.feedbackClosedAt',
      'assessment.version',
      sql<Approved | null>`assessment.approved`.as('approved'),
      'approver.name as approverName',
      'agency.code as agencyCode',
      nameAt('result.recordedAt').as('agencyName'),
      'commission.code as commissionCode',
      'commission.title as commissionTitle',
      'commission.division',
      'commission.state as commissionState',
      'contract.id as contractId',
      'contract.number as contractNumber',
      'rubric.version as rubricVersion',
      isTrialRubric('contract.rubricId', 'contract.signedOn').as('rubricIsTrial'),
      'notice.sentAt as noticedAt',
      ...serviceFacts,
      'result.id as resultId',
      'result.points',
      'result.tier',
      'result.vetoed',
      'result.digest',
      'result.reason as resultReason',
      'result.effectiveOn',
      sql<string | null>`(select max(decided_at)::text from acceptance a
        where a.commission_id = commission.id and a.outcome = 'accepted')`.as('acceptedAtText'),
      sql<string[]>`array(select sheet.scorer_id::text from assessment_sheet sheet
        where sheet.assessment_id = assessment.id order by sheet.id)`.as('scorerIds'),
      sql<boolean>`exists (select from assessment_sheet sheet
        where sheet.assessment_id = assessment.id and sheet.submitted_at is null)`.as('isBeingScored'),
      sql<string[]>`array(select unnest(array[s.chosen_by, s.drawn_by])::text from selection s
        where s.commission_id = commission.id)`.as('selectedBy'),
    ]);
  if (actor.agencyId)
    select = select
      .where('assessment.agencyId', '=', actor.agencyId)
      .where((eb) => eb.or([eb('notice.receivedAt', 'is not', null), eb('assessment.state', '=', 'final')]));
  return select;
}

export type AssessmentRow = NonNullable<Awaited<ReturnType<typeof findAssessment>>>;

type Reading = Pick<Context, 'db' | 'actor' | 'today'>;

export const listAssessments = async (context: Reading) =>
  withService(
    context,
    await assessments(context.db, context.actor).orderBy('assessment.code', 'desc').limit(500).execute(),
  );

export const findAssessment = async (context: Reading, code: string) =>
  (
    await withService(
      context,
      await assessments(context.db, context.actor).where('assessment.code', '=', code).execute(),
    )
  )[0];

/** Held until the transaction ends; who may know of it is checked by the query that follows. */
export const lockAssessment = (db: Db, code: string) =>
  db.selectFrom('assessment').select('id').where('code', '=', code).forUpdate().executeTakeFirst();

export const insertAssessment = (db: Db, row: Insertable<AssessmentTable>) =>
  db.insertInto('assessment').values(row).execute();

export const updateAssessment = async (
  db: Db,
  id: string,
  row: Updateable<AssessmentTable>,
): Promise<number> =>
  (
    await db
      .updateTable('assessment')
      .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

export const insertResult = (db: Db, row: Insertable<AssessmentResultTable>) =>
  db.insertInto('assessmentResult').values(row).execute();

/** Accepted work that is still to be assessed, the oldest acceptance first. */
export const listWaiting = (db: Db) =>
  db
    .selectFrom('commission')
    .innerJoin('contract', 'contract.commissionId', 'commission.id')
    .innerJoin('agency', 'agency.id', 'contract.agencyId')
    .select([
      'commission.id',
      'commission.code',
      'commission.title',
      'commission.state',
      'commission.division',
      'contract.agencyId',
      'contract.rubricId',
      'agency.name as agencyName',
      sql<string | null>`(select max(decided_at)::text from acceptance a
        where a.commission_id = commission.id and a.outcome = 'accepted')`.as('acceptedAtText'),
    ])
    .where('commission.state', 'in', ['accepted', 'archived'])
    .where(sql<boolean>`not exists (select from assessment a where a.commission_id = commission.id)`)
    .orderBy('commission.code')
    .limit(200)
    .execute();

export const listFeedback = (db: Db, assessmentId: string) =>
  db
    .selectFrom('assessmentFeedback')
    .leftJoin('file', 'file.id', 'assessmentFeedback.fileId')
    .leftJoin('account as answerer', 'answerer.id', 'assessmentFeedback.answeredBy')
    .select([
      'assessmentFeedback.id',
      'itemCode',
      'agrees',
      'statement',
      'fileId',
      'file.name as fileName',
      'madeAt',
      'answer',
      'answeredAt',
      'answerer.name as answeredByName',
      'changes',
    ])
    .where('assessmentId', '=', assessmentId)
    .orderBy('itemCode')
    .execute();

export const insertFeedback = (db: Db, rows: Insertable<AssessmentFeedbackTable>[]) =>
  db.insertInto('assessmentFeedback').values(rows).execute();

export const updateFeedback = (db: Db, id: string, row: Updateable<AssessmentFeedbackTable>) =>
  db.updateTable('assessmentFeedback').set(row).where('id', '=', id).execute();

/** Which of these files the agency itself has stored. */
export const listOwnFiles = async (db: Db, ids: string[], agencyId: string): Promise<string[]> =>
  ids.length === 0
    ? []
    : (
        await db
          .selectFrom('file')
          .select('id')
          .where('id', 'in', ids)
          .where('agencyId', '=', agencyId)
          .execute()
      ).map(({ id }) => id);
