/** What anyone may read: of the latest checked dossier the public part, and of the rest what was published and holds. */
import { sql } from 'kysely';
import type { z } from 'zod';
import { headRoles } from '#scoring/dossier-words.ts';
import { checkUscc, normaliseCode } from '#scoring/codes.ts';
import { dayOf, type Day, type Instant } from '#scoring/calendar.ts';
import { inForceOfEach } from '#scoring/policy-versions.ts';
import type { CreditRating } from '#scoring/scale.ts';
import { formerNames, listFormerlyCalled } from '../agency-names/queries.ts';
import type { Db } from '../database.ts';
import { nobody } from '../ids.ts';
import { isEmployedOn, qualifiedLeadEvaluators } from '../dossier-people/schema.ts';
import { findCheckedVersion, type CheckedVersion } from '../dossier-versions/queries.ts';
import { listEndings } from '../identity-changes/queries.ts';
import { loadBlocks, ratingBlocks, type BlockOf } from '../public-blocks/queries.ts';
import type {
  AssessmentBlock,
  Block,
  DisclosureKind,
  EvaluationBlock,
  RatingBlock,
  SanctionBlock,
} from '../public-blocks/schema.ts';
import { ratingsInForce } from '../ratings/queries.ts';
import { Refusal } from '../refusal.ts';
import type { AgencyKind, publicAgencySearch, publicResultSearch } from './schema.ts';

const pageSize = 50;

export interface Asking {
  db: Db;
  now: Instant;
  /** The switch: without it no rating leaves the house. */
  ratingsPublic: boolean;
}

/** What is said of a rating: hidden by the switch, never published, under review, or the one in force. */
export type PublicRating =
  { state: 'notPublic' | 'none' | 'underReview' } | { state: 'shown'; rating: CreditRating };

export async function listPublicAgencies(
  { db, now, ratingsPublic }: Asking,
  search: z.output<typeof publicAgencySearch>,
) {
  let select = publicAgencies(db, now);
  if (search.q) {
    const part = `%${search.q.normalize('NFKC').replaceAll(/[%_\\]/g, '\\$&')}%`;
    const code = `${normaliseCode(search.q).replaceAll(/[%_\\]/g, '\\$&')}%`;
    const called = await listFormerlyCalled(db, part);
    select = select.where((eb) =>
      eb.or([
        eb('agency.name', 'ilike', part),
        eb('agency.id', 'in', called),
        eb('agency.code', 'like', code),
        eb('agency.uscc', 'like', code),
      ]),
    );
  }
  if (search.kind)
    select = select.where(sql<string>`dossier_version.content->'basic'->>'kind'`, '=', search.kind);
  const ratings = await publicRatings(db, now, ratingsPublic);
  if (search.rating) {
    const holders = [...ratings].flatMap(([agencyId, held]) =>
      held.state === 'shown' && held.rating === search.rating ? [agencyId] : [],
    );
    select = select.where('agency.id', 'in', holders.length > 0 ? holders : [nobody]);
  }
  if (search.cursor) select = select.where('agency.code', '>', search.cursor);
  const rows = await select
    .orderBy('agency.code')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const inDisplay = await listPublicSanctions(db, now);
  const endings = await listEndings(
    db,
    dayOf(now),
    page.map(({ id }) => id),
  );
  return {
    agencies: page.map((row) => ({
      code: row.code,
      name: row.name,
      formerNames: row.formerNames,
      uscc: row.uscc,
      kind: row.kind,
      checkedOn: row.checkedOn,
      rating: ratings.get(row.id) ?? unrated(ratingsPublic),
      endedOn: endings.find(({ agencyId }) => agencyId === row.id)?.on ?? null,
      sanctions: inDisplay.filter((block) => block.agency.code === row.code).length,
    })),
    next: rows.length > pageSize ? page.at(-1)!.code : null,
    ratingsPublic,
  };
}

/** By the code printed on paper or by 统一社会信用代码, in full width or half. */
export async function getPublicAgency({ db, now, ratingsPublic }: Asking, key: string) {
  const code = normaliseCode(key);
  const row = await publicAgencies(db, now)
    .where(code.length === 18 ? 'agency.uscc' : 'agency.code', '=', code)
    .executeTakeFirst();
  const version = row && (await findCheckedVersion(db, row.id, now));
  if (!row || !version) throw notListed();
  const [ratings, published, done] = await Promise.all([
    publicRatings(db, now, ratingsPublic),
    publishedBlocks(db, now, row.id),
    countCommissionsDone(db, row.id),
  ]);
  const rating = ratings.get(row.id) ?? unrated(ratingsPublic);
  const [ending] = await listEndings(db, dayOf(now), [row.id]);
  return {
    ending: ending ? { kind: ending.kind, on: ending.on, successors: ending.successors } : null,
    agency: {
      code: row.code,
      name: row.name,
      formerNames: row.formerNames,
      uscc: row.uscc,
      kind: row.kind,
      ...publicDossier(version, dayOf(now)),
      checkedOn: version.effectiveOn,
      confirmedOn: version.confirmedOn,
      commissionsDone: done,
    },
    rating,
    ratingHistory: ratingsPublic ? ratingHistory(published.ratings, rating) : [],
    assessments: published.assessments,
    assessmentsUnderReview: published.assessmentsUnderReview,
    sanctions: published.sanctions,
  };
}

/** True when the text is the code of exactly one agency: the look-up then goes straight to its page. */
export async function findExactCode(db: Db, now: Instant, text: string): Promise<string | null> {
  const code = normaliseCode(text);
  if (checkUscc(code).faults.length > 0 && !/^JG-\d{4,}$/.test(code)) return null;
  const row = await publicAgencies(db, now)
    .where(code.length === 18 ? 'agency.uscc' : 'agency.code', '=', code)
    .executeTakeFirst();
  return row?.code ?? null;
}

/**
 * By agency, where anything was published. A published decision is shown while the one in force says the same; else the
 * public sees 复核中, whether the new one is better or worse.
 */
async function publicRatings(
  db: Db,
  now: Instant,
  ratingsPublic: boolean,
): Promise<Map<string, PublicRating>> {
  if (!ratingsPublic) return new Map();
  const [held, published] = await Promise.all([
    ratingsInForce(db, now),
    db
      .selectFrom('disclosure')
      .innerJoin('ratingDecision', 'ratingDecision.id', 'disclosure.subjectId')
      .distinctOn('ratingDecision.agencyId')
      .select(['ratingDecision.agencyId', 'ratingDecision.rating'])
      .where('disclosure.kind', '=', 'rating')
      .where('disclosure.withdrawnAt', 'is', null)
      .orderBy('ratingDecision.agencyId')
      .orderBy('disclosure.publishedAt', 'desc')
      .orderBy('disclosure.id', 'desc')
      .execute(),
  ]);
  const inForce = new Map(held.map(({ agencyId, rating }) => [agencyId, rating]));
  return new Map(
    published.flatMap(({ agencyId, rating }): [string, PublicRating][] => {
      if (rating === null) return [];
      return [
        [agencyId, inForce.get(agencyId) === rating ? { state: 'shown', rating } : { state: 'underReview' }],
      ];
    }),
  );
}

const unrated = (ratingsPublic: boolean): PublicRating => ({ state: ratingsPublic ? 'none' : 'notPublic' });

/** Newest first. What is under review is withdrawn from the history too. */
function ratingHistory(ratings: readonly RatingBlock[], now: PublicRating): RatingBlock[] {
  return now.state === 'underReview' ? ratings.slice(1) : [...ratings];
}

/** The latest checked version of each agency; an agency without one is not listed. */
const publicAgencies = (db: Db, now: Instant) =>
  db
    .selectFrom('agency')
    .innerJoin('dossierVersion', 'dossierVersion.agencyId', 'agency.id')
    .where((eb) =>
      eb(
        'dossierVersion.id',
        '=',
        eb
          .selectFrom('dossierVersion as newest')
          .select('newest.id')
          .whereRef('newest.agencyId', '=', 'agency.id')
          .where('newest.recordedAt', '<=', now)
          .orderBy('newest.number', 'desc')
          .limit(1),
      ),
    )
    .select([
      'agency.id',
      'agency.code',
      'agency.name',
      formerNames().as('formerNames'),
      'agency.uscc',
      'dossierVersion.effectiveOn as checkedOn',
      sql<AgencyKind | null>`dossier_version.content->'basic'->>'kind'`.as('kind'),
    ]);

/** What the public sees of a checked version: counts and masked names; no address, number or file. */
function publicDossier({ people, content: { basic, trackRecord } }: CheckedVersion, today: Day) {
  return {
    headRole: headRoles[basic.headRole],
    headName: surnameOf(basic.headName),
    branches: basic.branches.length,
    people: people.filter((one) => isEmployedOn(one, today)).length,
    leadEvaluators: qualifiedLeadEvaluators(people, today).map(({ name }) => surnameOf(name)),
    projects: trackRecord.projects.length,
  };
}

/** 诸葛某某 → 诸***: how many characters there are, and the first. */
function surnameOf(name: string): string {
  const [first = '', ...others] = name;
  return first + '*'.repeat(others.length);
}

async function publishedBlocks(db: Db, now: Instant, agencyId: string) {
  const rows = await db
    .selectFrom('disclosure')
    .select(['kind', 'subjectId'])
    .where('agencyId', '=', agencyId)
    .where('withdrawnAt', 'is', null)
    .where('kind', 'in', ['rating', 'assessment', 'sanction'])
    .orderBy('publishedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const idsOf = (kind: DisclosureKind) => rows.filter((row) => row.kind === kind).map((row) => row.subjectId);
  const [ratings, assessments, sanctions] = await Promise.all([
    ratingBlocks(db, idsOf('rating')),
    loadBlocks(db, 'assessment', now, idsOf('assessment')),
    loadBlocks(db, 'sanction', now, idsOf('sanction')),
  ]);
  const order = idsOf('rating');
  return {
    ratings: ratings
      .sort((a, b) => order.indexOf(a.subjectId) - order.indexOf(b.subjectId))
      .map(({ block }) => block),
    assessments: blocksOf<AssessmentBlock>(assessments),
    assessmentsUnderReview: idsOf('assessment').length - assessments.length,
    sanctions: blocksOf<SanctionBlock>(sanctions),
  };
}

const blocksOf = <B extends Block>(found: readonly BlockOf[]): B[] => found.map(({ block }) => block as B);

const countCommissionsDone = async (db: Db, agencyId: string): Promise<number> => {
  const { done } = await db
    .selectFrom('contract')
    .innerJoin('commission', 'commission.id', 'contract.commissionId')
    .select((eb) => eb.fn.countAll<number>().as('done'))
    .where('contract.agencyId', '=', agencyId)
    .where('commission.state', 'in', ['accepted', 'archived'])
    .executeTakeFirstOrThrow();
  return Number(done);
};

/** Published evaluations, newest year first. */
export async function listPublicResults(db: Db, now: Instant, search: z.output<typeof publicResultSearch>) {
  const all = (await publishedOf(db, 'evaluation', now)).map(({ code, publishedAt, block }) => ({
    code,
    publishedAt,
    block: block as EvaluationBlock,
  }));
  const part = search.q.normalize('NFKC').toLowerCase();
  const found = all
    .filter(({ block }) => search.year === '' || block.year === Number(search.year))
    .filter(({ block }) => search.kind === '' || block.evaluateeKind === search.kind)
    .filter(({ block }) => search.grade === '' || block.grade === search.grade)
    .filter(({ block }) => `${block.name} ${block.unit ?? ''}`.toLowerCase().includes(part))
    .sort((a, b) => b.block.year - a.block.year || b.code.localeCompare(a.code));
  const from = search.cursor === '' ? 0 : found.findIndex(({ code }) => code === search.cursor) + 1;
  const page = found.slice(from, from + pageSize);
  return {
    results: page.map(({ code, publishedAt, block }) => {
      const { name, evaluateeKind, year, unit, grade, score } = block;
      return { code, publishedAt, name, evaluateeKind, year, unit, grade, score };
    }),
    years: [...new Set(all.map(({ block }) => block.year))].sort((a, b) => b - a),
    next: found.length > from + pageSize ? page.at(-1)!.code : null,
  };
}

export async function getPublicResult(db: Db, now: Instant, code: string) {
  const found = (await publishedOf(db, 'evaluation', now, code))[0];
  if (!found) throw new Refusal('notFound', '没有公开这项评价结果，或者它已经撤下。');
  return { code, publishedAt: found.publishedAt, block: found.block as EvaluationBlock };
}

export async function listPublicSanctions(db: Db, now: Instant): Promise<SanctionBlock[]> {
  return blocksOf<SanctionBlock>(await publishedOf(db, 'sanction', now));
}

/** What was published of a kind and holds now, newest publication first. */
async function publishedOf(db: Db, kind: DisclosureKind, now: Instant, code?: string) {
  let select = db
    .selectFrom('disclosure')
    .innerJoin('disclosureProposal', 'disclosureProposal.id', 'disclosure.proposalId')
    .select(['disclosure.subjectId', 'disclosure.publishedAt', 'disclosureProposal.code'])
    .where('disclosure.kind', '=', kind)
    .where('disclosure.withdrawnAt', 'is', null)
    .orderBy('disclosure.publishedAt', 'desc')
    .orderBy('disclosure.id', 'desc');
  if (code !== undefined) select = select.where('disclosureProposal.code', '=', code);
  const rows = await select.execute();
  const blocks = await loadBlocks(
    db,
    kind,
    now,
    rows.map((row) => row.subjectId),
  );
  return rows.flatMap((row) => {
    const found = blocks.find(({ subjectId }) => subjectId === row.subjectId);
    return found ? [{ ...row, ...found }] : [];
  });
}

/** Four figures of now and the latest publications that still hold. */
export async function getOverview({ db, now, ratingsPublic }: Asking) {
  const kinds = ratingsPublic
    ? (['evaluation', 'assessment', 'sanction', 'rating'] as const)
    : (['evaluation', 'assessment', 'sanction'] as const);
  const [agencies, ...published] = await Promise.all([
    publicAgencies(db, now)
      .clearSelect()
      .select(sql<number>`count(*)::int`.as('count'))
      .executeTakeFirstOrThrow(),
    ...kinds.map((kind) => publishedOf(db, kind, now)),
  ]);
  const [evaluations, assessments, sanctions] = published as [unknown[], unknown[], unknown[]];
  const latest = published
    .flat()
    .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt) || b.code.localeCompare(a.code))
    .slice(0, 8)
    .map(({ code, publishedAt, block }) => ({ publishedAt, ...lineOf(code, block) }));
  return {
    figures: {
      agencies: agencies.count,
      evaluations: evaluations.length,
      assessments: assessments.length,
      sanctions: sanctions.length,
    },
    latest,
  };
}

/** One line of the front page: what it is and where it stands, without tier or score. */
function lineOf(code: string, block: Block): { kind: DisclosureKind; text: string; path: string } {
  if (block.kind === 'evaluation') {
    return { kind: block.kind, text: `${block.name}（${block.year} 年度）`, path: `/public/results/${code}` };
  }
  const text = block.kind === 'assessment' ? `${block.agency.name}：${block.evaluatee}` : block.agency.name;
  return { kind: block.kind, text, path: `/public/agencies/${block.agency.code}` };
}

/** Versions of the policies with their basis, the bureau's documents, and the years of the calendar. */
export async function listRules(db: Db, today: Day) {
  const [versions, documents, years] = await Promise.all([
    db
      .selectFrom('policyVersion')
      .leftJoin('policyAdoption as adoption', 'adoption.policyId', 'policyVersion.id')
      .select(['kind', 'name', 'version', 'content', 'basis', 'isDefault', 'inForceFrom'])
      .select(['adoption.documentNumber', 'adoption.effectiveOn as adoptedFrom'])
      .where('inForceFrom', '<=', today)
      .orderBy('kind')
      .orderBy('name')
      .orderBy('version', 'desc')
      .execute(),
    db
      .selectFrom('document')
      .select(['number', 'title', 'note'])
      .orderBy('number')
      .orderBy('title')
      .execute(),
    db.selectFrom('calendarYear').select(['year', 'document']).orderBy('year', 'desc').execute(),
  ]);
  const inForce = new Set(inForceOfEach(versions, today));
  return {
    policies: versions.map((version) => ({ ...version, isInForce: inForce.has(version) })),
    documents: documents as { number: string | null; title: string; note: string }[],
    years,
  };
}

const notListed = () =>
  new Refusal(
    'notFound',
    '没有收录这家机构，或者它的信用档案还没有核对完成。未收录不代表违规。请核对名称或统一社会信用代码。',
  );
