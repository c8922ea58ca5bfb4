import { sql, type Insertable, type Updateable } from 'kysely';
import { addWorkingDays, dayOf, type Calendar, type Day } from '#scoring/calendar.ts';
import { nameAt } from '../agency-names/queries.ts';
import { loadCalendar } from '../calendar/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { serviceFacts, withService } from '../notices/queries.ts';
import type { Actor } from '../permissions.ts';
import { readDaysThen } from '../policies/queries.ts';
import type { InvitationTable } from '../tables.ts';
import type { AcceptanceStatement } from './schema.ts';

/** The accepted invitation of a commission with what was declared. */
export const findAcceptance = (db: Db, commissionId: string) =>
  db
    .selectFrom('invitation')
    .select(['id', 'agencyId', 'answeredAt', 'selectionId'])
    .select(sql<AcceptanceStatement>`invitation.statement`.as('statement'))
    .where('commissionId', '=', commissionId)
    .where('state', '=', 'accepted')
    .executeTakeFirst();

const invitations = (db: Db) =>
  db
    .selectFrom('invitation')
    .innerJoin('commission', 'commission.id', 'invitation.commissionId')
    .innerJoin('agency', 'agency.id', 'invitation.agencyId')
    .innerJoin('notice', 'notice.id', 'invitation.noticeId')
    .leftJoin('account as answerer', 'answerer.id', 'invitation.answeredBy')
    .selectAll('invitation')
    .select(sql<AcceptanceStatement | null>`invitation.statement`.as('statement'))
    .select([
      'commission.code',
      'commission.title',
      'commission.state as commissionState',
      nameAt('invitation.sentAt').as('agencyName'),
      'agency.code as agencyCode',
      ...serviceFacts,
      'answerer.name as answererName',
    ]);

/** With the day the answer is due and where the invitation stands today: unanswered after that day is lapsed. */
async function standing<
  Row extends Parameters<typeof withService>[1][number] & { sentAt: string; state: InvitationTable['state'] },
>(context: Pick<Context, 'db' | 'today'>, found: Row[]) {
  if (found.length === 0) return [];
  const rows = await withService(context, found);
  const [calendar, daysThen] = await Promise.all([loadCalendar(context.db), readDaysThen(context.db)]);
  return rows.map((row) => {
    const dueOn = dueDayOf(calendar, row.servedAt, daysThen(row.sentAt).invitation);
    const isLate = row.state === 'pending' && dueOn !== null && context.today > dueOn;
    return { ...row, dueOn, standing: isLate ? ('lapsed' as const) : row.state };
  });
}

/** The window runs from service; without service none runs. */
export const dueDayOf = (calendar: Calendar, servedAt: string | null, days: number): Day | null =>
  servedAt === null ? null : addWorkingDays(calendar, dayOf(servedAt), days).day;

export const listInvitationsOf = async (context: Context, commissionId: string) => {
  const rows = await invitations(context.db)
    .where('invitation.commissionId', '=', commissionId)
    .orderBy('invitation.id')
    .execute();
  return (await standing(context, rows)).map(({ statement: _, ...row }) => row);
};

/** An agency's own, or all; the newest first. */
export const listInvitations = async (context: Context, actor: Actor) => {
  let select = invitations(context.db).orderBy('invitation.id', 'desc').limit(100);
  if (actor.agencyId) select = select.where('invitation.agencyId', '=', actor.agencyId);
  return (await standing(context, await select.execute())).map(({ statement: _, ...row }) => row);
};

export async function findInvitation(context: Context, actor: Actor, id: string) {
  let select = invitations(context.db).where('invitation.id', '=', id);
  if (actor.agencyId) select = select.where('invitation.agencyId', '=', actor.agencyId);
  const row = await select.executeTakeFirst();
  return row && (await standing(context, [row]))[0];
}

export type FoundInvitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;

export const findPending = async (context: Context, commissionId: string) => {
  const row = await invitations(context.db)
    .where('invitation.commissionId', '=', commissionId)
    .where('invitation.state', '=', 'pending')
    .executeTakeFirst();
  return row && (await standing(context, [row]))[0];
};

/** Why nobody can be invited now, or null: one agency at a time, until it has answered or its window has passed. */
export async function findObstacle(context: Context, commissionId: string): Promise<string | null> {
  if (await findAcceptance(context.db, commissionId)) return '已有机构接受邀请，请登记合同。';
  const pending = await findPending(context, commissionId);
  if (!pending || pending.standing === 'lapsed') return null;
  return pending.servedAt === null
    ? `${pending.agencyName}尚未签收邀请；可登记纸质送达，答复期自送达起算。`
    : `${pending.agencyName}的答复期到 ${pending.dueOn} 为止，届满前不能顺延。`;
}

/** The first in the drawn order who stands and has not been asked in this selection. */
export const findNextCandidate = (db: Db, commissionId: string, selectionId: string) =>
  db
    .selectFrom('candidate')
    .innerJoin('agency', 'agency.id', 'candidate.agencyId')
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.agencyId', '=', 'candidate.agencyId')
        .on('invitation.selectionId', '=', selectionId),
    )
    .select(['candidate.agencyId', 'candidate.place', 'agency.name', 'agency.code'])
    .where('candidate.commissionId', '=', commissionId)
    .where('candidate.struckAt', 'is', null)
    .where('candidate.place', 'is not', null)
    .where('invitation.id', 'is', null)
    .orderBy('candidate.place')
    .executeTakeFirst();

export const insertInvitation = (db: Db, row: Insertable<InvitationTable>) =>
  db.insertInto('invitation').values(row).execute();

export const updateInvitation = async (
  db: Db,
  id: string,
  row: Updateable<InvitationTable>,
): Promise<number> =>
  (
    await db
      .updateTable('invitation')
      .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

/** Holds the agency so that two of its acceptances, on whatever commissions, follow one another. */
export const lockAgency = (db: Db, id: string) =>
  db.selectFrom('agency').select('id').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

/** What waits between the frozen list and the contract, with the newest invitation. */
export async function listSelecting(context: Context) {
  const found = await context.db
    .selectFrom('commission')
    .leftJoin('selection', (join) =>
      join
        .onRef('selection.commissionId', '=', 'commission.id')
        .on('selection.voidedAt', 'is', null)
        .on('selection.endedAt', 'is', null),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('invitation')
          .innerJoin('notice', 'notice.id', 'invitation.noticeId')
          .select(['invitation.state', 'invitation.sentAt', ...serviceFacts])
          .whereRef('invitation.selectionId', '=', 'selection.id')
          .orderBy('invitation.id', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .select([
      'commission.code',
      'commission.title',
      'commission.state',
      'selection.method',
      'selection.drawnAt',
      'selection.drawUntil',
      'latest.state as invitationState',
      'latest.sentAt',
      'latest.noticeSentAt',
      'latest.mailedAt',
      'latest.receivedAt',
      'latest.receivedHow',
      'latest.serviceDays',
    ])
    .where('commission.state', 'in', ['frozen', 'selecting', 'inviting'])
    .orderBy('commission.code')
    .limit(50)
    .execute();
  if (found.length === 0) return [];
  const rows = await withService(
    context,
    found.map((row) => ({ ...row, sentAt: row.noticeSentAt, invitedAt: row.sentAt })),
  );
  const [calendar, daysThen] = await Promise.all([loadCalendar(context.db), readDaysThen(context.db)]);
  return rows.map((row) => {
    const dueOn = row.invitedAt ? dueDayOf(calendar, row.servedAt, daysThen(row.invitedAt).invitation) : null;
    const isLate = row.invitationState === 'pending' && dueOn !== null && context.today > dueOn;
    return { ...row, dueOn, standing: isLate ? 'lapsed' : row.invitationState };
  });
}
