import { sql, type Insertable } from 'kysely';
import { dayOf, type Day, type Instant } from '#scoring/calendar.ts';
import type { Periods } from '#scoring/periods.ts';
import { inForceOn } from '#scoring/policy-versions.ts';
import type { Adoption } from '#scoring/rating-policy.ts';
import type { Db } from '../database.ts';
import type { PolicyAdoptionTable } from '../tables.ts';
import type { PolicyKind } from './schema.ts';

export interface Policy<Content = unknown> {
  id: string;
  kind: PolicyKind;
  name: string;
  version: number;
  content: Content;
  basis: string;
  isDefault: boolean;
  inForceFrom: Day;
  recordedAt: string;
}

/** The version that holds on the day, adopted ones first. A kind with several names needs the name. */
export async function findPolicy<Content = unknown>(
  db: Db,
  kind: PolicyKind,
  onDay: Day,
  name?: string,
): Promise<Policy<Content> | undefined> {
  let select = datedPolicies(db, kind).where('inForceFrom', '<=', onDay);
  if (name !== undefined) select = select.where('name', '=', name);
  const found = inForceOn(await select.orderBy('name', 'desc').execute(), onDay);
  if (!found) return undefined;
  const { adoptedFrom: _adoptedFrom, ...policy } = found;
  return policy as Policy<Content>;
}

/** As `findPolicy`, where one must be there: the installation writes defaults of every kind. */
export async function getPolicyInForce<Content = unknown>(
  db: Db,
  kind: PolicyKind,
  onDay: Day,
  name?: string,
): Promise<Policy<Content>> {
  const policy = await findPolicy<Content>(db, kind, onDay, name);
  if (!policy) throw new Error(`no policy ${kind} ${name ?? ''} in force on ${onDay}`);
  return policy;
}

/** The periods in force on the day. */
export const getDays = async (db: Db, onDay: Day): Promise<Periods> =>
  (await getPolicyInForce<Periods>(db, 'days', onDay)).content;

/** The periods in force on any day, by one reading; before the first version there were none. */
export async function readDays(db: Db): Promise<(onDay: Day) => Periods | undefined> {
  const versions = await datedPolicies(db, 'days').execute();
  return (onDay) => inForceOn(versions, onDay)?.content as Periods | undefined;
}

/**
 * The periods as they were when a letter went out, by what was known then: it runs for as many days as it says, whatever
 * a later version says.
 */
export async function readDaysThen(db: Db): Promise<(sentAt: Instant) => Periods> {
  const versions = await datedPolicies(db, 'days').select('policyAdoption.recordedAt as adoptedAt').execute();
  return (sentAt) => {
    const known = versions
      .filter(({ isDefault, recordedAt }) => isDefault || recordedAt <= sentAt)
      .map((one) => (one.adoptedAt !== null && one.adoptedAt > sentAt ? { ...one, adoptedFrom: null } : one));
    const found = inForceOn(known, dayOf(sentAt));
    if (!found) throw new Error(`no policy days in force on ${sentAt}`);
    return found.content as Periods;
  };
}

export const getPolicy = async <Content = unknown>(db: Db, id: string): Promise<Policy<Content>> =>
  (await policies(db).where('id', '=', id).executeTakeFirstOrThrow()) as Policy<Content>;

/** Of a kind that has one name. */
export const findPolicyVersion = async <Content = unknown>(db: Db, kind: PolicyKind, version: number) =>
  (await policies(db).where('kind', '=', kind).where('version', '=', version).executeTakeFirst()) as
    Policy<Content> | undefined;

export const findPolicyById = async (db: Db, id: string): Promise<Policy | undefined> =>
  policies(db).where('id', '=', id).executeTakeFirst();

/** Every version of every policy without its content, grouped by kind and name, newest first. */
export const listPolicies = (db: Db) =>
  db
    .selectFrom('policyVersion')
    .leftJoin('policyAdoption as adoption', 'adoption.policyId', 'policyVersion.id')
    .select([
      'policyVersion.id',
      'kind',
      'name',
      'version',
      'basis',
      'isDefault',
      'inForceFrom',
      'policyVersion.recordedAt',
      'adoption.documentNumber',
      'adoption.effectiveOn as adoptedFrom',
    ])
    .orderBy('kind')
    .orderBy('name')
    .orderBy('version', 'desc')
    .execute();

export const insertPolicy = (db: Db, policy: Policy) =>
  db
    .insertInto('policyVersion')
    .values({ ...policy, content: JSON.stringify(policy.content) })
    .execute();

/** 公布施行 of a version with the meeting that decided; undefined: the version serves for 试评 only. */
export const findAdoption = (db: Db, policyId: string) =>
  db
    .selectFrom('policyAdoption as adoption')
    .innerJoin('collectiveDecision as decision', 'decision.id', 'adoption.decisionId')
    .select([
      'adoption.documentNumber',
      'adoption.legalityReview',
      'adoption.fairCompetitionReview',
      'adoption.consultation',
      'adoption.effectiveOn',
      'adoption.recordedAt',
      'decision.meeting',
      'decision.heldOn',
      'decision.minutesNumber',
      'decision.attendees',
      'decision.withdrew',
      'decision.dissent',
    ])
    .where('adoption.policyId', '=', policyId)
    .executeTakeFirst();

/** The papers as `scoring` takes them, once the adoption's day has come. */
export async function adoptionOn(db: Db, policyId: string, day: Day): Promise<Adoption | null> {
  const found = await findAdoption(db, policyId);
  if (!found || found.effectiveOn > day) return null;
  const { documentNumber, legalityReview, fairCompetitionReview, consultation, minutesNumber } = found;
  return {
    ...{ documentNumber, legalityReview, fairCompetitionReview, consultation },
    collectiveDecision: minutesNumber,
  };
}

export const insertAdoption = (db: Db, row: Insertable<PolicyAdoptionTable>) =>
  db.insertInto('policyAdoption').values(row).execute();

/** 试评: when the rating was decided, its policy was not adopted yet. For queries whose `alias` is a rating decision. */
export const isTrialRating = (alias: string) =>
  sql<boolean>`not exists (select from policy_adoption
    where policy_adoption.policy_id = ${sql.ref(`${alias}.policyId`)}
      and policy_adoption.recorded_at <= ${sql.ref(`${alias}.recordedAt`)}
      and policy_adoption.effective_on <= (${sql.ref(`${alias}.recordedAt`)} at time zone 'Asia/Shanghai')::date)`;

/** The rubric attached to a contract was adopted on the day it was signed: it alone governs the commission. */
export const isTrialRubric = (rubricId: string, signedOn: string) =>
  sql<boolean>`not exists (select from policy_adoption
    where policy_adoption.policy_id = ${sql.ref(rubricId)}
      and policy_adoption.effective_on <= ${sql.ref(signedOn)})`;

const policies = (db: Db) => db.selectFrom('policyVersion').selectAll('policyVersion');

const datedPolicies = (db: Db, kind: PolicyKind) =>
  policies(db)
    .leftJoin('policyAdoption', 'policyAdoption.policyId', 'policyVersion.id')
    .select('policyAdoption.effectiveOn as adoptedFrom')
    .where('kind', '=', kind);
