/** A commission whose list is frozen, by raw rows, for the tests of what comes after. */
import { newId } from '../../api/ids.ts';
import { evaluateeOf } from './commissions.ts';
import type { District, Person } from './district.ts';

export interface Candidate {
  agency: { id: string; code: string; name: string; uscc: string };
  admin: Person;
  leadId: string;
  memberId: string;
}

export interface FrozenCommission {
  id: string;
  code: string;
  unitId: string;
  candidates: Candidate[];
}

type Tier = 'A' | 'B' | 'C' | 'D' | null;

let numbers = 100;

/** `tiers` has one entry a candidate; each runs nothing and may carry three. */
export async function frozenCommission(
  district: District,
  more: { tiers?: Tier[]; method?: 'weightedDraw' | 'comparison' | 'rotation' | 'openTender' } = {},
): Promise<FrozenCommission> {
  const { tiers = ['A', 'B', 'C'], method = 'weightedDraw' } = more;
  const { owner } = district;
  const now = district.clock.now();
  const evaluatee = await evaluateeOf(district);
  const officer = await district.signedIn(['bureauOfficer']);
  const id = newId(now);
  const code = `WT-2025-${++numbers}`;
  await owner
    .insertInto('commission')
    .values({
      id,
      code,
      evaluateeId: evaluatee.id,
      title: '示例智慧校园项目重点绩效评价',
      state: 'frozen',
      division: '教科文科',
      organiser: 'thirdParty',
      scope: '2023—2025 年项目资金',
      method: '案卷研究、现场核查',
      plannedFrom: '2025-12-15',
      plannedUntil: '2026-05-31',
      leadEvaluatorsRequired: 1,
      feeCap: 12_500_000,
      specialNeeds: '[]',
      createdBy: officer.accountId,
      createdAt: now,
    })
    .execute();
  const policy = (kind: 'procurement' | 'eligibility') =>
    owner.selectFrom('policyVersion').select('id').where('kind', '=', kind).executeTakeFirstOrThrow();
  await owner
    .insertInto('procurementBasis')
    .values({
      commissionId: id,
      estimatedAmount: 12_500_000,
      yearlyTotal: 12_500_000,
      thresholdPolicyId: (await policy('procurement')).id,
      thresholdAmount: 30_000_000,
      openTenderAmount: 200_000_000,
      aboveThreshold: method === 'openTender',
      splitSuspected: false,
      method,
      internalRuleNumber: method === 'openTender' ? null : '牧财办〔2025〕7号',
      recordedBy: officer.accountId,
      recordedAt: now,
    })
    .execute();
  const candidates: Candidate[] = [];
  for (const [index, tier] of tiers.entries()) {
    const candidate = await candidateOf(district);
    candidates.push(candidate);
    await owner
      .insertInto('candidate')
      .values({
        commissionId: id,
        agencyId: candidate.agency.id,
        position: index + 1,
        tier,
        running: 0,
        cap: 3,
        weightNumerator: tier === 'A' ? 3 : tier === 'C' ? 1 : 2,
        weightDenominator: 1,
      })
      .execute();
    await owner
      .insertInto('recusalDeclaration')
      .values({
        id: newId(now),
        commissionId: id,
        side: 'agency',
        agencyId: candidate.agency.id,
        accountId: candidate.admin.accountId,
        content: '{}',
        declaredName: '示例负责人',
        declaredAt: now,
      })
      .execute();
  }
  return { id, code, unitId: evaluatee.unitId, candidates };
}

async function candidateOf(district: District): Promise<Candidate> {
  const agency = await district.agency();
  const admin = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
  return { agency, admin, leadId: newId(district.clock.now()), memberId: newId(district.clock.now()) };
}

/** An invitation that the candidate accepted, by raw rows: for the tests of the contract. */
export async function acceptedBy(
  district: District,
  commission: FrozenCommission,
  candidate: Candidate,
): Promise<void> {
  const { owner } = district;
  const now = district.clock.now();
  const officer = await district.signedIn(['bureauOfficer']);
  const selectionId = newId(now);
  const noticeId = newId(now);
  await owner
    .insertInto('selection')
    .values({
      id: selectionId,
      commissionId: commission.id,
      number: 1,
      method: 'rotation',
      reason: '示例',
      list: '{}',
      chosenBy: officer.accountId,
      chosenAt: now,
    })
    .execute();
  await owner
    .insertInto('notice')
    .values({
      id: noticeId,
      agencyId: candidate.agency.id,
      kind: 'invitation',
      title: '邀请承接',
      body: '示例',
      subjectType: 'commission',
      subjectId: commission.id,
      path: '/invitations',
      sentAt: now,
      receivedAt: now,
      receivedHow: 'opened',
      serviceDays: 3,
    })
    .execute();
  await owner
    .insertInto('invitation')
    .values({
      id: newId(now),
      commissionId: commission.id,
      selectionId,
      agencyId: candidate.agency.id,
      place: 1,
      state: 'accepted',
      noticeId,
      sentBy: officer.accountId,
      sentAt: now,
      answeredBy: candidate.admin.accountId,
      answeredAt: now,
      statement: JSON.stringify({
        statements: ['independent'],
        competence: '有同类业绩',
        declarations: [],
        signedName: '示例负责人',
        team: [
          { personId: candidate.leadId, name: '示例主评人', role: 'leadEvaluator' },
          { personId: candidate.memberId, name: '示例评价人员', role: 'evaluator' },
        ],
      }),
    })
    .execute();
  await owner.updateTable('commission').set({ state: 'inviting' }).where('id', '=', commission.id).execute();
}

export const contractTerms = (more: Record<string, unknown> = {}) => ({
  number: '牧财绩委〔2025〕1号',
  signedOn: '2025-11-20',
  parties: '委托方：示例区财政局，示例路 1 号；受托方：示例机构，示例路 2 号',
  subject: '示例智慧校园项目重点绩效评价',
  periodFrom: '2025-11-20',
  periodUntil: '2026-05-31',
  fee: '11.8',
  payment: '签订后付 30%，验收后 30 日内付 70%',
  rightsAndDuties: '委托方提供资料，受托方独立评价',
  archivingDuty: '受托方验收后 30 日内移交全部档案',
  breach: '逾期一日按合同金额万分之五支付违约金',
  disputes: '协商不成的，向委托方所在地人民法院起诉',
  ...more,
});
