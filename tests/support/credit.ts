/** Rows of credit by hand, for tests of what reads them. */
import { newId } from '../../api/ids.ts';
import { getPolicyInForce } from '../../api/policies/queries.ts';
import type { SanctionTable } from '../../api/tables.ts';
import { installDefaults } from '../../migrations/defaults.ts';
import { evaluateeOf } from './commissions.ts';
import { contextFor } from './context.ts';
import type { District, Person } from './district.ts';
import { pdf } from './sample-files.ts';

/** A stored file of the person's. */
export async function fileOf(person: Person): Promise<string> {
  return (await person.upload('证据.pdf', pdf())).body.id;
}

export interface SanctionRow {
  class: SanctionTable['class'];
  from: string;
  until: string;
  excludes?: boolean;
  ended?: { how: 'repaired' | 'revoked'; on: string };
}

/** A sanction in force from its day, by raw rows; when it was ended, the superseding row as well. */
export async function sanctionRow(district: District, agencyId: string, by: Person, row: SanctionRow) {
  const now = district.clock.now();
  const [id, proposalId] = [newId(now), newId(now)];
  const code = `CJ-2025-9${id.slice(-4)}`;
  const common = { code, agencyId, facts: '示例事实', clause: '财监〔2021〕4号第二十六条' };
  await district.owner
    .insertInto('sanctionProposal')
    .values({
      ...common,
      id: proposalId,
      kind: 'sanction',
      class: row.class,
      fileId: await fileOf(by),
      fromDay: row.from,
      untilDay: row.until,
      state: 'decided',
      proposedBy: by.accountId,
      proposedAt: now,
    })
    .execute();
  const sanction = {
    ...common,
    proposalId,
    class: row.class,
    excludes: row.excludes ?? false,
    fromDay: row.from,
    untilDay: row.until,
    effectiveOn: row.from,
    recordedBy: by.accountId,
    recordedAt: now,
  };
  await district.owner
    .insertInto('sanction')
    .values({ ...sanction, id })
    .execute();
  if (row.ended) {
    const more = { endedHow: row.ended.how, endedOn: row.ended.on, supersedes: id };
    await district.owner
      .insertInto('sanction')
      .values({ ...sanction, ...more, id: newId(now) })
      .execute();
  }
  return { code };
}

export async function restrictionRow(
  district: District,
  agencyId: string,
  by: Person,
  row: { from: string; until: string; cause?: string; state?: 'proposed' | 'decided' },
) {
  const now = district.clock.now();
  const [id, proposalId] = [newId(now), newId(now)];
  const code = `CJ-2025-8${id.slice(-4)}`;
  const cause = row.cause ?? '信用等级 D';
  await district.owner
    .insertInto('sanctionProposal')
    .values({
      code,
      agencyId,
      id: proposalId,
      kind: 'restriction',
      class: null,
      facts: cause,
      clause: '默认规则',
      fileId: await fileOf(by),
      fromDay: row.from,
      untilDay: row.until,
      state: row.state ?? 'decided',
      proposedBy: by.accountId,
      proposedAt: now,
    })
    .execute();
  if (row.state === 'proposed') return { code };
  await district.owner
    .insertInto('restriction')
    .values({
      id,
      code,
      proposalId,
      agencyId,
      cause,
      basis: '默认规则',
      fromDay: row.from,
      untilDay: row.until,
      effectiveOn: row.from,
      recordedBy: by.accountId,
      recordedAt: now,
    })
    .execute();
  return { code };
}

export async function ratingRow(
  district: District,
  agencyId: string,
  row: { rating: 'A' | 'B' | 'C' | 'D' | null; points?: number; on: string; at: string },
) {
  const policy = await ratingPolicy(district);
  const id = newId(row.at);
  await district.owner
    .insertInto('ratingDecision')
    .values({
      id,
      agencyId,
      policyId: policy.id,
      rating: row.rating,
      points: row.points ?? null,
      occasion: 'event',
      cause: '示例',
      causeType: 'test',
      asOf: row.on,
      result: '{}',
      inputs: '{}',
      digest: '0',
      effectiveOn: row.on,
      recordedAt: row.at,
    })
    .execute();
  return id;
}

/** The policy that the defaults install. */
export async function ratingPolicy(district: District) {
  await installDefaults(contextFor(district));
  return getPolicyInForce(district.db, 'rating', district.clock.now().slice(0, 10));
}

export interface FinalRow {
  points: number;
  tier: '优' | '良' | '一般' | '差';
  on: string;
  vetoed?: boolean;
  /** Several projects of one contract share it. */
  contractId?: string;
}

/** A final assessment by raw rows, with the accepted commission and the contract behind it. */
export async function finalAssessment(district: District, agencyId: string, by: Person, row: FinalRow) {
  const at = `${row.on}T02:00:00.000Z`;
  const work = await acceptedWork(district, agencyId, by, row.on);
  const assessmentId = newId(at);
  await district.owner
    .insertInto('assessment')
    .values({
      id: assessmentId,
      code: `KH-2025-9${assessmentId.slice(-5)}`,
      commissionId: work.commissionId,
      agencyId,
      rubricId: work.rubricId,
      state: 'final',
      openedAt: at,
    })
    .execute();
  await district.owner
    .insertInto('assessmentResult')
    .values({
      id: newId(at),
      assessmentId,
      agencyId,
      contractId: row.contractId ?? work.contractId,
      points: row.points,
      tier: row.tier,
      vetoed: row.vetoed ?? false,
      explanation: JSON.stringify({ leaves: [] }),
      digest: '0',
      reason: '示例',
      effectiveOn: row.on,
      recordedBy: by.accountId,
      recordedAt: at,
    })
    .execute();
  return work;
}

/** A commission under contract whose report was accepted on the day, by raw rows. */
export async function acceptedWork(
  district: District,
  agencyId: string,
  by: Person,
  on: string,
  state: 'running' | 'accepted' | 'archived' = 'accepted',
) {
  await installDefaults(contextFor(district));
  const rubric = await getPolicyInForce(district.db, 'rubric', on);
  const evaluatee = await evaluateeOf(district);
  const at = `${on}T01:00:00.000Z`;
  const [commissionId, contractId, reportId] = [newId(at), newId(at), newId(at)];
  const code = `WT-2025-9${commissionId.slice(-5)}`;
  await district.owner
    .insertInto('commission')
    .values({
      ...{ id: commissionId, code, evaluateeId: evaluatee.id, title: '示例重点绩效评价', state },
      ...{ division: '教科文科', organiser: 'thirdParty', scope: '示例', method: '示例' },
      ...{ plannedFrom: '2025-01-01', plannedUntil: '2025-12-31', feeCap: 12_000_000 },
      ...{ specialNeeds: '[]', createdBy: by.accountId, createdAt: at },
    })
    .execute();
  await district.owner
    .insertInto('contract')
    .values({
      ...{ id: contractId, number: `示例〔2025〕${contractId.slice(-6)}`, commissionId, agencyId },
      ...{ parties: '示例', subject: '示例', periodFrom: '2025-01-01', periodUntil: '2025-12-31' },
      ...{ fee: 10_000_000, payment: '示例', rightsAndDuties: '示例', archivingDuty: '示例' },
      ...{ breach: '示例', disputes: '示例', signedOn: '2025-01-01', rubricId: rubric.id },
      ...{ leadEvaluatorId: newId(at), team: '[]', recordedBy: by.accountId, recordedAt: at },
    })
    .execute();
  return { code, commissionId, contractId, reportId, rubricId: rubric.id, unitId: evaluatee.unitId };
}

/** A change that the agency filed months after it happened, checked since. */
export async function lateChange(district: District, agencyId: string, by: Person, number: number) {
  const at = '2025-07-01T02:00:00.000Z';
  const id = newId(at);
  await district.owner
    .insertInto('dossier')
    .values({ id, agencyId, number, state: 'checked', openedAt: at, changedOn: '2025-03-03' })
    .execute();
  await district.owner
    .insertInto('dossierSubmission')
    .values({
      ...{ id: newId(at), dossierId: id, number: 1, content: '{}', digest: '0', declaredName: '示例' },
      ...{ submittedBy: by.accountId, submittedAt: at, withdrawalEndsAt: at, dueOn: '2025-07-08' },
    })
    .execute();
}

/** 「仍然正确」, said on the day. */
export const confirmation = (district: District, agencyId: string, by: Person, on: string) =>
  district.owner
    .insertInto('dossierConfirmation')
    .values({
      ...{ id: newId(`${on}T02:00:00.000Z`), agencyId, confirmedOn: on },
      ...{ confirmedBy: by.accountId, recordedAt: `${on}T02:00:00.000Z` },
    })
    .execute();
