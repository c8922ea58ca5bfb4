import type { Insertable } from 'kysely';
import type { z } from 'zod';
import type { Instant } from '#scoring/calendar.ts';
import { findPersonalData, personalDataKinds } from '#scoring/personal-data.ts';
import type { Db } from '../database.ts';
import { loadBlocks, type BlockOf } from '../public-blocks/queries.ts';
import { blockLabels, disclosureKinds, type Block, type DisclosureKind } from '../public-blocks/schema.ts';
import type { DisclosureProposalTable, DisclosureTable } from '../tables.ts';
import type { disclosureSearch } from './schema.ts';

const pageSize = 50;

/** A thing that may be published, with what the public would see of it. */
export interface Candidate extends BlockOf {
  kind: DisclosureKind;
  title: string;
}

/** Everything that holds today and is neither published nor proposed. */
export async function listCandidates(db: Db, now: Instant): Promise<Candidate[]> {
  const kinds = Object.keys(disclosureKinds) as DisclosureKind[];
  const [live, ...found] = await Promise.all([
    db
      .selectFrom('disclosureProposal')
      .select(['kind', 'subjectId'])
      .where('state', 'in', ['proposed', 'published'])
      .execute(),
    ...kinds.map((kind) => loadBlocks(db, kind, now)),
  ]);
  const taken = new Set(live.map(({ kind, subjectId }) => `${kind} ${subjectId}`));
  return found
    .flat()
    .map(candidateOf)
    .filter(({ kind, subjectId }) => !taken.has(`${kind} ${subjectId}`));
}

export async function findCandidate(
  db: Db,
  now: Instant,
  kind: DisclosureKind,
  subjectId: string,
): Promise<Candidate | undefined> {
  const [found] = await loadBlocks(db, kind, now, [subjectId]);
  return found && candidateOf(found);
}

const candidateOf = (found: BlockOf): Candidate => ({
  ...found,
  kind: found.block.kind,
  title: titleOf(found.block),
});

/** What a list says of a block; never a tier or a score. */
export function titleOf(block: Block): string {
  if (block.kind === 'evaluation') return `${block.name}（${block.year} 年度）`;
  if (block.kind === 'assessment') return `${block.agency.name}：${block.code}`;
  if (block.kind === 'sanction') return `${block.agency.name}：${block.code}`;
  return `${block.agency.name}：${block.effectiveOn} 起的信用等级`;
}

/** Where in the block a number of a person stands, in words. */
export function personalDataIn(block: Block): { field: string; message: string }[] {
  return textsOf(block).flatMap(({ field, text }) =>
    findPersonalData(text).map(({ kind, from, masked }) => ({
      field,
      message: `「${blockLabels[field] ?? field}」第 ${from} 个字起有${personalDataKinds[kind]} ${masked}，不得公开。`,
    })),
  );
}

/** Every text of the block but its codes, by path. */
function textsOf(value: unknown, path = ''): { field: string; text: string }[] {
  if (typeof value === 'string') return [{ field: path, text: value }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'code' ? [] : textsOf(part, path === '' ? key : `${path}.${key}`),
  );
}

export async function listDisclosures(db: Db, search: z.output<typeof disclosureSearch>) {
  let select = disclosures(db);
  if (search.state) select = select.where('disclosureProposal.state', '=', search.state);
  if (search.kind) select = select.where('disclosureProposal.kind', '=', search.kind);
  if (search.cursor) select = select.where('disclosureProposal.code', '<', search.cursor);
  const rows = await select
    .orderBy('disclosureProposal.code', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  return { disclosures: page, next: rows.length > pageSize ? page.at(-1)!.code : null };
}

export const findDisclosure = (db: Db, code: string) =>
  disclosures(db).where('disclosureProposal.code', '=', code).executeTakeFirst();

export const lockProposal = (db: Db, code: string) =>
  db.selectFrom('disclosureProposal').selectAll().where('code', '=', code).forUpdate().executeTakeFirst();

export const insertProposal = (db: Db, row: Insertable<DisclosureProposalTable>) =>
  db.insertInto('disclosureProposal').values(row).execute();

export const markProposal = (
  db: Db,
  id: string,
  change: {
    state: 'published' | 'returned' | 'withdrawn';
    decidedBy?: string;
    decidedAt?: string;
    returnedReason?: string;
  },
) =>
  db
    .updateTable('disclosureProposal')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();

export const insertDisclosure = (db: Db, row: Insertable<DisclosureTable>) =>
  db.insertInto('disclosure').values(row).execute();

export const markWithdrawn = (db: Db, proposalId: string, at: string, by: string, reason: string) =>
  db
    .updateTable('disclosure')
    .set({ withdrawnAt: at, withdrawnBy: by, withdrawnReason: reason })
    .where('proposalId', '=', proposalId)
    .execute();

const disclosures = (db: Db) =>
  db
    .selectFrom('disclosureProposal')
    .leftJoin('disclosure', 'disclosure.proposalId', 'disclosureProposal.id')
    .innerJoin('account as proposer', 'proposer.id', 'disclosureProposal.proposedBy')
    .leftJoin('account as decider', 'decider.id', 'disclosureProposal.decidedBy')
    .select([
      'disclosureProposal.id',
      'disclosureProposal.code',
      'disclosureProposal.kind',
      'disclosureProposal.subjectId',
      'disclosureProposal.agencyId',
      'disclosureProposal.title',
      'disclosureProposal.state',
      'disclosureProposal.proposedBy',
      'disclosureProposal.proposedAt',
      'disclosureProposal.decidedAt',
      'disclosureProposal.returnedReason',
      'disclosureProposal.version',
      'proposer.name as proposedByName',
      'decider.name as decidedByName',
      'disclosure.publishedAt',
      'disclosure.untilDay',
      'disclosure.withdrawnAt',
      'disclosure.withdrawnReason',
    ]);
