import { sql, type Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { PolicyDraftTable } from '../tables.ts';

export const insertDraft = (db: Db, row: Insertable<PolicyDraftTable>) =>
  db.insertInto('policyDraft').values(row).execute();

export const lockDraft = (db: Db, id: string) =>
  db.selectFrom('policyDraft').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export type DraftRow = NonNullable<Awaited<ReturnType<typeof lockDraft>>>;

export const findDraft = (db: Db, id: string) =>
  db
    .selectFrom('policyDraft as draft')
    .innerJoin('policyVersion as base', 'base.id', 'draft.basedOn')
    .innerJoin('account as opener', 'opener.id', 'draft.openedBy')
    .leftJoin('account as closer', 'closer.id', 'draft.closedBy')
    .leftJoin('policyVersion as made', 'made.id', 'draft.policyId')
    .selectAll('draft')
    .select([
      'base.version as basedOnVersion',
      'base.content as basedOnContent',
      'base.basis as basedOnBasis',
      'opener.name as openedByName',
      'closer.name as closedByName',
      'made.version as madeVersion',
    ])
    .where('draft.id', '=', id)
    .executeTakeFirst();

/** The draft that is open of a policy: there is one at most. */
export const findOpenDraft = (db: Db, kind: string, name: string) =>
  db
    .selectFrom('policyDraft as draft')
    .innerJoin('account as opener', 'opener.id', 'draft.openedBy')
    .select(['draft.id', 'draft.openedAt', 'opener.name as openedByName'])
    .where('draft.kind', '=', kind as PolicyDraftTable['kind'])
    .where('draft.name', '=', name)
    .where('draft.state', '=', 'draft')
    .executeTakeFirst();

/** The names of everyone who opened or saved the draft. */
export const listDrafters = (db: Db, ids: readonly string[]) =>
  db.selectFrom('account').select(['id', 'name']).where('id', 'in', ids).orderBy('name').execute();

/** Newest first, without their content. */
export const listDrafts = (db: Db) =>
  db
    .selectFrom('policyDraft as draft')
    .innerJoin('policyVersion as base', 'base.id', 'draft.basedOn')
    .innerJoin('account as opener', 'opener.id', 'draft.openedBy')
    .leftJoin('policyVersion as made', 'made.id', 'draft.policyId')
    .select(['draft.id', 'draft.kind', 'draft.name', 'draft.state', 'draft.basedOn', 'draft.note'])
    .select(['draft.openedAt', 'draft.savedAt', 'opener.name as openedByName'])
    .select(['base.version as basedOnVersion', 'made.version as madeVersion', 'draft.policyId'])
    .orderBy('draft.id', 'desc')
    .execute();

/** What is being drafted, with what its proof is made of. */
export const listOpenDrafts = (db: Db) =>
  db
    .selectFrom('policyDraft')
    .select(['id', 'kind', 'name', 'content', 'basis', 'drafters'])
    .where('state', '=', 'draft')
    .orderBy('id')
    .execute();

/** The number that the next version of the policy takes. */
export const nextVersion = async (db: Db, kind: PolicyDraftTable['kind'], name: string): Promise<number> => {
  const { highest } = await db
    .selectFrom('policyVersion')
    .select(sql<number>`max(version)`.as('highest'))
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return highest + 1;
};

export const saveDraft = (
  db: Db,
  id: string,
  { by, at, ...row }: { content: string; basis: string; note: string; by: string; at: string },
) =>
  db
    .updateTable('policyDraft')
    .set((eb) => ({
      ...row,
      savedAt: at,
      drafters: sql<string[]>`case when ${by}::uuid = any(drafters) then drafters
        else drafters || ${by}::uuid end`,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();

export const markClosed = (
  db: Db,
  id: string,
  row: { state: 'checked' | 'withdrawn'; by: string; at: string; policyId: string | null },
) =>
  db
    .updateTable('policyDraft')
    .set((eb) => ({
      state: row.state,
      closedBy: row.by,
      closedAt: row.at,
      policyId: row.policyId,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
