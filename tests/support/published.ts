/** Things that could be published, by raw rows: what other nouns' commands leave behind. */
import { newId } from '../../api/ids.ts';
import { adoptAll } from './adoption.ts';
import type { District, Person } from './district.ts';
import { leadTyped } from './dossier.ts';
import { evaluateeOf } from './commissions.ts';

/** Strings that must never reach the public. */
export const canaries = [
  'CANARY-REASON',
  'CANARY-EVIDENCE',
  'CANARY-CAUSE',
  'CANARY-PHONE',
  'CANARY-PERSON',
  'CANARY-ACCOUNT',
  'CANARY-STATEMENT',
  'CANARY-UNPUBLISHED',
  '欧阳示例全名',
  '诸葛示例全名',
] as const;

export interface Published {
  agency: { id: string; code: string; name: string; uscc: string };
  assessmentResultId: string;
  assessmentCode: string;
  reportId: string;
  policyId: string;
}

/** An agency with a checked dossier, an accepted report and a final assessment of 91.25 (优). */
export async function workDone(
  district: District,
  by: Person,
  name: string,
  adopted = true,
): Promise<Published> {
  const { owner } = district;
  const now = district.clock.now();
  const agency = await district.agency(name);
  await dossierVersionOf(district, by, agency.id);
  const fileId = await fileOf(district, by);
  const policyId = newId(now);
  await owner
    .insertInto('policyVersion')
    .values({
      id: policyId,
      kind: 'rubric',
      name: `示例标准${agency.code}`,
      version: 3,
      content: '{}',
      basis: '示例依据',
      isDefault: true,
      inForceFrom: '2025-01-01',
      recordedAt: now,
    })
    .execute();
  if (adopted) await adoptAll(district, by);
  const { id: evaluateeId } = await evaluateeOf(district);
  const commissionId = newId(now);
  await owner
    .insertInto('commission')
    .values({
      id: commissionId,
      code: `WT-2025-${commissionId.slice(-4)}`,
      evaluateeId,
      title: '示例评价',
      state: 'accepted',
      division: '教科文科',
      organiser: 'thirdParty',
      scope: '',
      method: '',
      plannedFrom: '2025-01-01',
      plannedUntil: '2025-06-30',
      feeCap: 100,
      specialNeeds: '[]',
      createdBy: by.accountId,
      createdAt: now,
    })
    .execute();
  const contractId = newId(now);
  await owner
    .insertInto('contract')
    .values({
      id: contractId,
      number: contractId,
      commissionId,
      agencyId: agency.id,
      parties: '',
      subject: '',
      periodFrom: '2025-01-01',
      periodUntil: '2025-06-30',
      fee: 100,
      payment: '',
      rightsAndDuties: '',
      archivingDuty: '',
      breach: '',
      disputes: '',
      signedOn: '2025-01-02',
      rubricId: policyId,
      leadEvaluatorId: newId(now),
      team: '[]',
      recordedBy: by.accountId,
      recordedAt: now,
    })
    .execute();
  const reportId = newId(now);
  await owner
    .insertInto('report')
    .values({
      id: reportId,
      commissionId,
      kind: 'final',
      number: 1,
      fileId,
      summary: '项目总体达到预期。',
      problems: '部分设备使用率不高。',
      advice: '完善使用管理。',
      marks: JSON.stringify({ A1: { reason: 'CANARY-REASON', evidence: 'CANARY-EVIDENCE' } }),
      score: 8512,
      grade: '良',
      submittedBy: by.accountId,
      submittedAt: now,
    })
    .execute();
  await owner
    .insertInto('acceptance')
    .values({
      id: newId(now),
      commissionId,
      reportId,
      outcome: 'accepted',
      note: 'CANARY-REASON',
      decidedBy: by.accountId,
      decidedAt: now,
    })
    .execute();
  const assessmentId = newId(now);
  const assessmentCode = `KH-2025-${assessmentId.slice(-4)}`;
  await owner
    .insertInto('assessment')
    .values({
      id: assessmentId,
      code: assessmentCode,
      commissionId,
      agencyId: agency.id,
      rubricId: policyId,
      state: 'final',
      openedAt: now,
    })
    .execute();
  const assessmentResultId = await assessmentResultOf(district, by, {
    assessmentId,
    agencyId: agency.id,
    contractId,
  });
  return { agency, assessmentResultId, assessmentCode, reportId, policyId };
}

export async function assessmentResultOf(
  district: District,
  by: Person,
  of: { assessmentId: string; agencyId: string; contractId: string; supersedes?: string; vetoed?: boolean },
): Promise<string> {
  const now = district.clock.now();
  const id = newId(now);
  await district.owner
    .insertInto('assessmentResult')
    .values({
      id,
      ...of,
      points: 9125,
      tier: of.vetoed ? '差' : '优',
      vetoed: of.vetoed ?? false,
      explanation: JSON.stringify({
        dimensions: [
          {
            code: 'P',
            title: '人员配备',
            full: 2000,
            applicable: 2000,
            points: 1900,
            items: [{ leaves: [{ reason: 'CANARY-REASON', evidence: 'CANARY-EVIDENCE' }] }],
          },
          { code: 'O', title: '评价任务组织', full: 5000, applicable: 5000, points: 4525, items: [] },
        ],
      }),
      digest: 'x',
      reason: 'CANARY-REASON',
      effectiveOn: now.slice(0, 10),
      recordedBy: by.accountId,
      recordedAt: now,
    })
    .execute();
  return id;
}

export async function ratingOf(
  district: District,
  agencyId: string,
  policyId: string,
  rating: 'A' | 'B' | 'C' | 'D' | null,
): Promise<string> {
  const now = district.clock.now();
  const id = newId(now);
  await district.owner
    .insertInto('ratingDecision')
    .values({
      id,
      agencyId,
      policyId,
      rating,
      points: rating ? 8765 : null,
      occasion: 'event',
      cause: 'CANARY-CAUSE',
      causeType: 'assessment',
      asOf: now.slice(0, 10),
      result: '{}',
      inputs: '{}',
      digest: 'x',
      effectiveOn: now.slice(0, 10),
      recordedAt: now,
    })
    .execute();
  return id;
}

export async function sanctionOf(
  district: District,
  by: Person,
  agencyId: string,
  more: {
    class?: 'minor' | 'general' | 'serious';
    facts?: string;
    untilDay?: string;
    supersedes?: string;
    endedHow?: 'repaired';
    endedOn?: string;
  } = {},
): Promise<string> {
  const now = district.clock.now();
  const [proposalId, id] = [newId(now), newId(now)];
  const days = { fromDay: '2025-11-01', untilDay: more.untilDay ?? '2026-04-30' };
  const said = {
    class: more.class ?? ('general' as const),
    facts: more.facts ?? '未按期报送资料。',
    clause: '暂行办法第二十六条',
  };
  await district.owner
    .insertInto('sanctionProposal')
    .values({
      id: proposalId,
      code: `CJ-${proposalId.slice(-6)}`,
      agencyId,
      kind: 'sanction',
      ...said,
      ...days,
      fileId: await fileOf(district, by),
      state: 'decided',
      statement: 'CANARY-STATEMENT',
      proposedBy: by.accountId,
      proposedAt: now,
    })
    .execute();
  await district.owner
    .insertInto('sanction')
    .values({
      id,
      code: `CJ-2025-${id.slice(-4)}`,
      proposalId,
      agencyId,
      ...said,
      ...days,
      excludes: true,
      supersedes: more.supersedes ?? null,
      endedHow: more.endedHow ?? null,
      endedOn: more.endedOn ?? null,
      effectiveOn: now.slice(0, 10),
      recordedBy: by.accountId,
      recordedAt: now,
    })
    .execute();
  return id;
}

export async function dossierVersionOf(
  district: District,
  by: Person,
  agencyId: string,
  kind = 'accountingFirm',
): Promise<void> {
  const now = district.clock.now();
  const [dossierId, submissionId] = [newId(now), newId(now)];
  const content = JSON.stringify({
    basic: {
      kind,
      premises: 'CANARY-ACCOUNT 示例路 1 号',
      headRole: 'legalRepresentative',
      headName: '欧阳示例全名',
      contactName: 'CANARY-PERSON',
      contactPhone: 'CANARY-PHONE 13800138000',
      hasBranches: false,
      branches: [],
    },
    people: [
      {
        ...leadTyped('file', '诸葛示例全名'),
        // By a raw row nothing would seal it.
        idNumber: undefined,
        id: newId(now),
        titleName: 'CANARY-PERSON',
        labourContract: true,
        obeysLaw: true,
        badRecord: false,
        skilled: true,
        criminalRecord: 'none',
        sentenceServedOn: null,
      },
      { id: newId(now), name: 'CANARY-PERSON', role: 'evaluator' },
    ],
    trackRecord: { hasProjects: true, projects: [{ name: 'CANARY-UNPUBLISHED' }] },
    honoursPenalties: { penalties: [{ content: 'CANARY-UNPUBLISHED' }] },
  });
  await district.owner
    .insertInto('dossier')
    .values({ id: dossierId, agencyId, number: 1, state: 'checked', openedAt: now })
    .execute();
  await district.owner
    .insertInto('dossierSubmission')
    .values({
      id: submissionId,
      dossierId,
      number: 1,
      content,
      digest: 'x',
      declaredName: 'CANARY-PERSON',
      submittedBy: by.accountId,
      submittedAt: now,
      withdrawalEndsAt: now,
      dueOn: '2025-11-20',
    })
    .execute();
  await district.owner
    .insertInto('dossierVersion')
    .values({
      id: newId(now),
      agencyId,
      number: 1,
      submissionId,
      content,
      digest: 'x',
      checkedBy: by.accountId,
      effectiveOn: '2025-10-10',
      recordedAt: now,
    })
    .execute();
}

async function fileOf(district: District, by: Person): Promise<string> {
  const id = newId(district.clock.now());
  await district.owner
    .insertInto('file')
    .values({
      id,
      sha256: 'a'.repeat(64),
      name: 'CANARY-EVIDENCE.pdf',
      type: 'pdf',
      size: 10,
      uploadedBy: by.accountId,
      uploadedAt: district.clock.now(),
    })
    .execute();
  return id;
}
