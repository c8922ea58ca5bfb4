import { sql, type Insertable, type SqlBool, type Updateable } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { z } from 'zod';
import type { Day, Instant } from '#scoring/calendar.ts';
import { identityKinds, type FollowedRecord, type IdentityKindKey } from '#scoring/identity-change.ts';
import { normaliseCode } from '#scoring/codes.ts';
import { everKnown, type Db } from '../database.ts';
import { nobody } from '../ids.ts';
import type { Actor } from '../permissions.ts';
import type { IdentityChangePartyTable, IdentityChangeTable } from '../tables.ts';
import type { identityChangeSearch } from './schema.ts';

const pageSize = 50;

export type Change = Awaited<ReturnType<typeof listChanges>>['changes'][number];

/** An agency finds those it is a party of, others all. Newest code first. */
export async function listChanges(db: Db, actor: Actor, search: z.output<typeof identityChangeSearch>) {
  let select = changes(db, actor);
  if (search.state) select = select.where('change.state', '=', search.state);
  if (search.cursor) select = select.where('change.code', '<', search.cursor);
  const rows = await select
    .orderBy('change.code', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { changes: page, next: rows.length > pageSize ? page.at(-1)!.code : null };
}

export const listChangesOf = (db: Db, actor: Actor, agencyId: string) =>
  changes(db, actor).where(isPartyOf(agencyId)).orderBy('change.code', 'desc').execute();

export const findChange = (db: Db, actor: Actor, code: string): Promise<Change | undefined> =>
  changes(db, actor).where('change.code', '=', code).executeTakeFirst();

export async function lockChange(db: Db, actor: Actor, code: string): Promise<Change | undefined> {
  await db.selectFrom('identityChange').select('id').where('code', '=', code).forUpdate().executeTakeFirst();
  return findChange(db, actor, code);
}

/** Locked, so that of two changes of one agency one sees the other. */
export const lockAgencies = (db: Db, codes: readonly string[]) => {
  const normal = codes.map(normaliseCode);
  return normal.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('agency')
        .select(['id', 'code', 'name', 'uscc'])
        .where((eb) => eb.or([eb('code', 'in', normal), eb('uscc', 'in', normal)]))
        .orderBy('id')
        .forUpdate()
        .execute();
};

/** Of these agencies: where a change waits, or has ended the agency. */
export const listStanding = (db: Db, agencyIds: readonly string[]) =>
  db
    .selectFrom('identityChangeParty as party')
    .innerJoin('identityChange as change', 'change.id', 'party.changeId')
    .select(['party.agencyId', 'change.code', 'change.state', 'change.effectiveOn', 'change.kind'])
    .where('party.agencyId', 'in', [...agencyIds])
    .where('party.side', '=', 'predecessor')
    .where((eb) =>
      eb.or([
        eb('change.state', 'in', ['requested', 'proposed']),
        eb.and([eb('change.state', '=', 'decided'), eb('change.kind', 'in', endingKinds)]),
      ]),
    )
    .orderBy('change.code')
    .execute();

const endingKinds = (Object.keys(identityKinds) as IdentityKindKey[]).filter(
  (key) => identityKinds[key].ends,
);

export interface Ending {
  agencyId: string;
  code: string;
  kind: IdentityKindKey;
  on: Day;
  /** Names of those who succeed. */
  successors: string[];
}

/** Agencies that are no more on the day. */
export const listEndings = (db: Db, day: Day, agencyIds?: readonly string[]): Promise<Ending[]> =>
  db
    .selectFrom('identityChangeParty as party')
    .innerJoin('identityChange as change', 'change.id', 'party.changeId')
    .select([
      'party.agencyId',
      'change.code',
      'change.kind',
      'change.effectiveOn as on',
      sql<string[]>`array(select agency.name from identity_change_party one
        join agency on agency.id = one.agency_id
        where one.change_id = change.id and one.side = 'successor' order by one.position)`.as('successors'),
    ])
    .where('party.side', '=', 'predecessor')
    .where('change.state', '=', 'decided')
    .where('change.kind', 'in', endingKinds)
    .where('change.effectiveOn', '<=', day)
    .$if(agencyIds !== undefined, (select) => select.where('party.agencyId', 'in', [...agencyIds!, nobody]))
    .orderBy('change.effectiveOn')
    .execute();

/** The day from which the agency is struck off, when that has come. */
export const findStruckOff = async (db: Db, agencyId: string, today: Day): Promise<Day | null> =>
  (await listEndings(db, today, [agencyId])).find(({ kind }) => kind === 'cancellation')?.on ?? null;

/** Whose record follows to whom, by decisions known at the instant. */
export const listFollowed = (db: Db, knownAt: Instant = everKnown): Promise<FollowedRecord[]> =>
  db
    .selectFrom('identityChangeParty as party')
    .innerJoin('identityChange as change', 'change.id', 'party.changeId')
    .select(['party.agencyId as from', 'change.effectiveOn as on'])
    .select(sql<string>`party.record_to`.as('to'))
    .where('party.recordTo', 'is not', null)
    .where('change.state', '=', 'decided')
    .where('change.decidedAt', '<=', knownAt)
    .orderBy('change.code')
    .execute();

/** What runs for the agencies and who has to settle it: contracts that are not accepted, invitations that are. */
export const listRunning = (db: Db, agencyIds: readonly string[]) =>
  db
    .selectFrom('commission')
    .leftJoin('contract', 'contract.commissionId', 'commission.id')
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.commissionId', '=', 'commission.id')
        .on('invitation.state', 'in', ['accepted', 'pending']),
    )
    .innerJoin('agency', (join) =>
      join.on((eb) =>
        eb.or([
          eb('agency.id', '=', eb.ref('contract.agencyId')),
          eb('agency.id', '=', eb.ref('invitation.agencyId')),
        ]),
      ),
    )
    .select(['commission.code', 'commission.title', 'commission.state', 'agency.name as agencyName'])
    .where('agency.id', 'in', [...agencyIds, nobody])
    .where('commission.state', 'in', ['inviting', 'contracted', 'running'])
    .distinct()
    .orderBy('commission.code')
    .execute();

export const insertChange = (db: Db, row: Insertable<IdentityChangeTable>) =>
  db.insertInto('identityChange').values(row).execute();

export const insertParties = (db: Db, rows: readonly Insertable<IdentityChangePartyTable>[]) =>
  db
    .insertInto('identityChangeParty')
    .values([...rows])
    .execute();

export const markChange = async (db: Db, id: string, row: Updateable<IdentityChangeTable>): Promise<number> =>
  (
    await db
      .updateTable('identityChange')
      .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version;

const isPartyOf = (agencyId: string) =>
  sql<SqlBool>`exists (select from identity_change_party seen
    where seen.change_id = change.id and seen.agency_id = ${agencyId})`;

const changes = (db: Db, actor: Actor) =>
  db
    .selectFrom('identityChange as change')
    .innerJoin('file', 'file.id', 'change.fileId')
    .leftJoin('account as requester', 'requester.id', 'change.requestedBy')
    .leftJoin('account as proposer', 'proposer.id', 'change.proposedBy')
    .leftJoin('account as decider', 'decider.id', 'change.decidedBy')
    .select((eb) => [
      'change.id',
      'change.code',
      'change.kind',
      'change.state',
      'change.effectiveOn',
      'change.facts',
      'change.fileId',
      'file.name as fileName',
      'requester.name as requesterName',
      'change.requestedAt',
      'change.proposedBy',
      'proposer.name as proposerName',
      'change.proposedAt',
      'change.note',
      'decider.name as deciderName',
      'change.decidedAt',
      'change.version',
      jsonArrayFrom(
        eb
          .selectFrom('identityChangeParty as party')
          .innerJoin('agency', 'agency.id', 'party.agencyId')
          .leftJoin('agency as heir', 'heir.id', 'party.recordTo')
          .select([
            'party.side',
            'party.agencyId',
            'agency.code as agencyCode',
            'agency.name as agencyName',
            'party.recordTo',
            'heir.name as recordToName',
            'party.reason',
          ])
          .whereRef('party.changeId', '=', 'change.id')
          .orderBy('party.side')
          .orderBy('party.position'),
      ).as('parties'),
    ])
    .$if(actor.agencyId !== null, (select) => select.where(isPartyOf(actor.agencyId!)));
