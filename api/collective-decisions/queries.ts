import type { Db } from '../database.ts';
import { nobody } from '../ids.ts';

export const insertDecision = (
  db: Db,
  row: {
    id: string;
    kind: string;
    meeting: string;
    heldOn: string;
    minutesNumber: string;
    attendees: string;
    withdrew: string;
    dissent: string;
    recordedBy: string;
    recordedAt: string;
  },
) => db.insertInto('collectiveDecision').values(row).execute();

export const findDecision = (db: Db, id: string) => decisions(db).where('d.id', '=', id).executeTakeFirst();

export const listDecisionsByIds = (db: Db, ids: readonly string[]) =>
  decisions(db)
    .where('d.id', 'in', ids.length > 0 ? ids : [nobody])
    .orderBy('d.recordedAt')
    .execute();

const pageSize = 50;

/** Newest first; `before` is the id of the last row of the page before. */
export async function listDecisions(db: Db, before: string | null) {
  let select = decisions(db);
  if (before) select = select.where('d.id', '<', before);
  const rows = await select
    .orderBy('d.id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { decisions: page, next: rows.length > pageSize ? page.at(-1)!.id : null };
}

const decisions = (db: Db) =>
  db
    .selectFrom('collectiveDecision as d')
    .innerJoin('account', 'account.id', 'd.recordedBy')
    .select([
      'd.id',
      'd.kind',
      'd.meeting',
      'd.heldOn',
      'd.minutesNumber',
      'd.attendees',
      'd.withdrew',
      'd.dissent',
      'd.recordedAt',
      'account.name as recordedByName',
    ]);
