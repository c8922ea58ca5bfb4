import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { dayOf, type Calendar, type Day } from '#scoring/calendar.ts';
import {
  consultationWindows,
  reportStateOf,
  type ConsultationWindows,
  type ReportState,
} from '#scoring/consultation.ts';
import { nameAt } from '../agency-names/queries.ts';
import { loadCalendar } from '../calendar/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import type { Actor } from '../permissions.ts';

/**
 * Which evaluations under contract the actor may know of, for any query that reads `commission` and `contract`.
 * An agency: those it holds the contract of. A unit: those of its own evaluatees. Others: all.
 */
export function evaluationScope({ agencyId, unitId }: Actor): RawBuilder<SqlBool> {
  if (agencyId) return sql<SqlBool>`contract.agency_id = ${agencyId}`;
  if (unitId) return sql<SqlBool>`evaluatee.unit_id = ${unitId}`;
  return sql<SqlBool>`true`;
}

/** Undefined when there is none, no contract yet, or the actor may not know of it. */
export const findEvaluation = (db: Db, actor: Actor, code: string) =>
  evaluations(db, actor).where('commission.code', '=', code).executeTakeFirst();

/** As `findEvaluation`, with the commission's row held until the transaction ends. */
export const lockEvaluationRow = (db: Db, actor: Actor, code: string) =>
  evaluations(db, actor).where('commission.code', '=', code).forUpdate('commission').executeTakeFirst();

export type Evaluation = NonNullable<Awaited<ReturnType<typeof findEvaluation>>>;

export const listEvaluations = (db: Db, actor: Actor) =>
  evaluations(db, actor).orderBy('commission.code').execute();

/** The report bears the name of its acceptance; until then the one of now. */
const acceptedAt = sql`(select max(decided_at) from acceptance
  where acceptance.commission_id = commission.id and acceptance.outcome = 'accepted')`;

const evaluations = (db: Db, actor: Actor) =>
  db
    .selectFrom('commission')
    .innerJoin('contract', 'contract.commissionId', 'commission.id')
    .innerJoin('agency', 'agency.id', 'contract.agencyId')
    .innerJoin('evaluatee', 'evaluatee.id', 'commission.evaluateeId')
    .leftJoin('unit', 'unit.id', 'evaluatee.unitId')
    .select([
      'commission.id',
      'commission.code',
      'commission.title',
      'commission.state',
      'commission.division',
      'contract.agencyId',
      'contract.leadEvaluatorId',
      'contract.signedOn',
      nameAt(acceptedAt).as('agencyName'),
      'agency.code as agencyCode',
      'evaluatee.kind as evaluateeKind',
      'evaluatee.name as evaluateeName',
      'evaluatee.unitId',
      'unit.name as unitName',
    ])
    .where(evaluationScope(actor));

/** Where each of these evaluations stands today. */
export async function loadProgress(
  context: Context,
  commissionIds: readonly string[],
): Promise<Map<string, Progress>> {
  if (commissionIds.length === 0) return new Map();
  const [rows, calendar] = await Promise.all([
    listFiled(context.db, commissionIds),
    loadCalendar(context.db),
  ]);
  return new Map(rows.map((row) => [row.commissionId, progressOf(row, calendar, context.today)]));
}

export async function getProgress(context: Context, commissionId: string): Promise<Progress> {
  return (await loadProgress(context, [commissionId])).get(commissionId)!;
}

export interface Progress extends Filed {
  windows: ConsultationWindows | null;
  reportState: ReportState;
}

function progressOf(row: Filed, calendar: Calendar, today: Day): Progress {
  const windows = row.consultationId === null ? null : windowsOf(row, calendar, today);
  const reportState = reportStateOf({
    hasDraft: row.hasDraft,
    consultation: windows,
    hasFinal: row.finals !== null,
    outcome: row.outcome,
  });
  return { ...row, windows, reportState };
}

function windowsOf(row: Filed, calendar: Calendar, today: Day): ConsultationWindows {
  const unit = {
    from: dayOrNull(row.servedAt),
    answeredOn: dayOrNull(row.unitAnsweredAt),
    hasNoComment: row.unitHasNoComment ?? false,
  };
  const bureau = {
    from: dayOrNull(row.openedAt),
    answeredOn: dayOrNull(row.bureauAnsweredAt),
    hasNoComment: row.bureauHasNoComment ?? false,
  };
  return consultationWindows(
    { days: row.days ?? 0, unit: row.noticeId ? unit : null, bureau },
    calendar,
    today,
  );
}

type Filed = Awaited<ReturnType<typeof listFiled>>[number];

/** The newest row of each part of an evaluation, from which its stage follows. */
const listFiled = (db: Db, commissionIds: readonly string[]) =>
  db
    .selectFrom('commission')
    .leftJoin('consultation', 'consultation.commissionId', 'commission.id')
    .leftJoin('notice', 'notice.id', 'consultation.noticeId')
    .leftJoin('report as newestFinal', (join) =>
      join
        .onRef('newestFinal.commissionId', '=', 'commission.id')
        .on('newestFinal.kind', '=', 'final')
        .on(
          'newestFinal.number',
          '=',
          sql<number>`(select max(r.number) from report r
                where r.commission_id = commission.id and r.kind = 'final')`,
        ),
    )
    .leftJoin('acceptance', 'acceptance.reportId', 'newestFinal.id')
    .select((eb) => [
      'commission.id as commissionId',
      latest('work_plan', 'state').as('workPlan'),
      latest('indicator_system', 'state').as('indicatorSystem'),
      eb
        .exists(
          eb
            .selectFrom('report')
            .select('report.id')
            .whereRef('report.commissionId', '=', 'commission.id')
            .where('report.kind', '=', 'draft'),
        )
        .$castTo<boolean>()
        .as('hasDraft'),
      'newestFinal.number as finals',
      'acceptance.outcome',
      'acceptance.decidedAt',
      'consultation.id as consultationId',
      'consultation.noticeId',
      'consultation.openedAt',
      'consultation.days',
      'consultation.unitAnsweredAt',
      'consultation.unitHasNoComment',
      'consultation.bureauAnsweredAt',
      'consultation.bureauHasNoComment',
      // A unit confirms no address of service: only opening and signing serve it.
      'notice.receivedAt as servedAt',
    ])
    .where('commission.id', 'in', [...commissionIds])
    .execute();

const latest = (table: 'work_plan' | 'indicator_system', column: 'state') =>
  sql<'draft' | 'submitted' | 'returned' | 'approved' | null>`(select ${sql.ref(`t.${column}`)}
    from ${sql.table(table)} t where t.commission_id = commission.id order by t.number desc limit 1)`;

/** The day in Shanghai of a stored instant, where there is one. */
export const dayOrNull = (instant: string | null): Day | null => (instant === null ? null : dayOf(instant));

/** `id key` of an evaluation's node → the day it is due. */
export async function listDues(db: Db, commissionIds: readonly string[]): Promise<Map<string, Day>> {
  if (commissionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('milestone')
    .select(['commissionId', 'key', 'dueOn'])
    .where('commissionId', 'in', [...commissionIds])
    .where('dueOn', 'is not', null)
    .execute();
  return new Map(rows.map(({ commissionId, key, dueOn }) => [`${commissionId} ${key}`, dueOn!]));
}
