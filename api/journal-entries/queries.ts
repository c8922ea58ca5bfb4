import type { z } from 'zod';
import { addDays, endOfDay, isDay } from '#scoring/calendar.ts';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import type { Actor } from '../permissions.ts';
import type { journalSearch } from './schema.ts';

const pageSize = 50;

/** Newest first; the next page starts after the last id of this one. */
export async function listJournalEntries(db: Db, search: z.output<typeof journalSearch>) {
  let select = db.selectFrom('journalEntry').selectAll();
  if (search.event) select = select.where('event', 'like', `${search.event.replaceAll(/[%_\\]/g, '\\$&')}%`);
  if (search.actor) select = select.where('actorName', '=', search.actor);
  if (search.subject) {
    select = isId(search.subject)
      ? select.where('subjectId', '=', search.subject)
      : select.where('subjectCode', '=', search.subject);
  }
  if (isDay(search.from)) select = select.where('at', '>=', endOfDay(addDays(search.from, -1)));
  if (isDay(search.until)) select = select.where('at', '<', endOfDay(search.until));
  if (isId(search.cursor)) select = select.where('id', '<', search.cursor);
  const rows = await select
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const entries = rows.slice(0, pageSize);
  return { entries, next: rows.length > pageSize ? entries.at(-1)!.id : null };
}

/**
 * What happened to one object, as far as the reader may know: an agency and a unit see the lines that are theirs, with
 * the names of their own people; of everyone else they learn the hat.
 */
export async function listTimeline(db: Db, actor: Actor, subjectId: string) {
  let select = db
    .selectFrom('journalEntry')
    .leftJoin('account', 'account.id', 'journalEntry.accountId')
    .select([
      'journalEntry.id',
      'journalEntry.at',
      'journalEntry.actorName',
      'journalEntry.hat',
      'journalEntry.event',
      'journalEntry.detail',
      'account.agencyId',
      'account.unitId',
    ])
    .where('journalEntry.subjectId', '=', subjectId);
  if (actor.agencyId) select = select.where('journalEntry.agencyId', '=', actor.agencyId);
  if (actor.unitId) select = select.where('journalEntry.unitId', '=', actor.unitId);
  const rows = await select.orderBy('journalEntry.id', 'desc').limit(200).execute();
  return rows.map(({ actorName, agencyId, unitId, ...line }) => {
    const isOutsider = actor.agencyId ? agencyId !== actor.agencyId : actor.unitId && unitId !== actor.unitId;
    return { ...line, who: isOutsider ? null : actorName };
  });
}
