/** A commission under contract and what is filed on it, for the tests of the evaluation and of what hangs on it. */
import { newId } from '../../api/ids.ts';
import { installDefaults } from '../../migrations/defaults.ts';
import vectors from '../vectors/evaluation-sheet.json' with { type: 'json' };
import { evaluateeOf } from './commissions.ts';
import { contextFor } from './context.ts';
import type { Answer, District, Person } from './district.ts';
import { pdf } from './sample-files.ts';

export interface RunningCommission {
  id: string;
  code: string;
  agencyId: string;
  unitId: string;
  leadEvaluatorId: string;
  staff: Person;
  lead: Person;
  officer: Person;
  /** Of the division that leads, 教科文科. */
  division: Person;
  unit: Person;
}

let count = 0;

/** Signed today by raw rows; the work plan is due in 20 working days. Defaults must be installed once before. */
export async function contractedCommission(district: District): Promise<RunningCommission> {
  const now = district.clock.now();
  const today = now.slice(0, 10);
  const number = String(++count).padStart(3, '0');
  const evaluatee = await evaluateeOf(district);
  const agency = await district.agency();
  const officer = await district.signedIn(['bureauOfficer']);
  const [id, leadEvaluatorId] = [newId(now), newId(now)];
  const code = `WT-2025-${number}`;
  await district.owner
    .insertInto('commission')
    .values({
      id,
      code,
      evaluateeId: evaluatee.id,
      title: `示例项目${number}重点绩效评价`,
      state: 'contracted',
      division: '教科文科',
      organiser: 'thirdParty',
      scope: '全部资金',
      method: '现场核查',
      plannedFrom: today,
      plannedUntil: '2026-05-31',
      feeCap: 12_500_000,
      specialNeeds: '[]',
      createdBy: officer.accountId,
      createdAt: now,
    })
    .execute();
  const rubric = await district.owner
    .selectFrom('policyVersion')
    .select('id')
    .where('kind', '=', 'rubric')
    .executeTakeFirstOrThrow();
  await district.owner
    .insertInto('contract')
    .values({
      id: newId(now),
      number: `HT-${number}`,
      commissionId: id,
      agencyId: agency.id,
      parties: '甲方、乙方',
      subject: '绩效评价',
      periodFrom: today,
      periodUntil: '2026-05-31',
      fee: 10_000_000,
      payment: '验收后支付',
      rightsAndDuties: '按合同',
      archivingDuty: '乙方归档',
      breach: '按合同',
      disputes: '协商',
      signedOn: today,
      rubricId: rubric.id,
      leadEvaluatorId,
      team: '[]',
      recordedBy: officer.accountId,
      recordedAt: now,
    })
    .execute();
  const keys = ['workPlan', 'workPlanApproval', 'draft', 'comments', 'final', 'acceptance'] as const;
  await district.owner
    .insertInto('milestone')
    .values(keys.map((key, index) => ({ id: newId(now), commissionId: id, key, position: index + 1 })))
    .execute();
  await district.owner
    .updateTable('milestone')
    .set({ originalDueOn: '2025-12-18', dueOn: '2025-12-18', runsFrom: '2025-11-20' })
    .where('commissionId', '=', id)
    .where('key', '=', 'workPlan')
    .execute();
  const lead = await district.signedIn(['leadEvaluator', 'agencyStaff'], { agencyId: agency.id });
  await district.owner
    .updateTable('account')
    .set({ personId: leadEvaluatorId })
    .where('id', '=', lead.accountId)
    .execute();
  return {
    id,
    code,
    agencyId: agency.id,
    unitId: evaluatee.unitId,
    leadEvaluatorId,
    officer,
    lead,
    staff: await district.signedIn(['agencyStaff'], { agencyId: agency.id }),
    division: await district.signedIn(['divisionOfficer'], { division: '教科文科' }),
    unit: await district.signedIn(['unitOfficer'], { unitId: evaluatee.unitId }),
  };
}

export const installPolicies = (district: District) => installDefaults(contextFor(district));

export const fullPlan = {
  staffing: '主评人 1 名、组员 4 名',
  schedule: '12 月准备，1 月现场，2 月报告',
  purpose: '了解资金使用绩效',
  content: '决策、过程、产出、效益',
  basis: '财预〔2020〕10号',
  method: '案卷研究、现场核查、问卷',
  indicators: '见指标体系',
  standards: '计划标准、行业标准',
  sample: '覆盖资金 40%',
  questionnaire: '服务对象满意度问卷',
  documentList: '立项、预算、合同、验收资料',
  discipline: '廉洁、保密',
  plannedFunds: '200',
};

const sheet = vectors.cases[0]!;
const firstLevels: Readonly<Record<string, string>> = { A: '决策', B: '过程', C: '产出', D: '效益' };

/** The 28 indicators of the real sheet, as an agency would type them. */
export const realIndicators = sheet.input.indicators.map(({ code, title, points }) => ({
  code,
  firstLevel: firstLevels[code[0]!]!,
  secondLevel: `${firstLevels[code[0]!]}${code[1]}`,
  title,
  points,
  rule: '按要素计分',
  standard: '计划标准',
}));

/** Its marks as printed. */
export const realMarks = Object.fromEntries(
  sheet.input.indicators.map(({ code, points, got }) => [
    code,
    { got, reason: got === points ? '' : '见报告正文', evidence: `底稿 ${code}` },
  ]),
);

export const reportOf = (fileId: string, more: Record<string, unknown> = {}) => ({
  fileId,
  summary: '总体情况',
  problems: '制度执行不到位\n支出进度偏慢',
  advice: '健全制度',
  marks: realMarks,
  ...more,
});

export async function uploaded(person: Person, mark = '报告'): Promise<string> {
  const answer = await person.upload('报告.pdf', pdf(mark));
  if (answer.status !== 201) throw new Error(`upload: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

/** Plan and indicators approved: the evaluation runs. */
export async function runningCommission(
  district: District,
  indicators: readonly object[] = realIndicators,
): Promise<RunningCommission> {
  const made = await contractedCommission(district);
  const { code, staff, officer } = made;
  done(await staff.post(`/work-plans/${code}/submission`, fullPlan));
  district.clock.pass(1000);
  const note = { gate: 'clientApproval', note: '同意' };
  done(await officer.post(`/work-plans/${code}/approval`, note, { version: 2 }));
  const frameworks = (await staff.get(`/indicator-systems/${code}`)).body.frameworks;
  const frameworkId = frameworks.find(({ title }: { title: string }) => title.startsWith('河南省')).id;
  const system = { frameworkId, indicators };
  done(await staff.post(`/indicator-systems/${code}/submission`, system));
  done(await officer.post(`/indicator-systems/${code}/approval`, {}, { version: 2 }));
  district.clock.pass(1000);
  return made;
}

/** The draft is filed and the unit and the bureau are asked; the unit has not opened its notice yet. */
export async function consultedCommission(
  district: District,
): Promise<RunningCommission & { noticeId: string }> {
  const made = await runningCommission(district);
  const { code, staff, officer } = made;
  done(await staff.post(`/reports/${code}/drafts`, reportOf(await uploaded(staff))));
  district.clock.pass(1000);
  const opened = done(await officer.post(`/consultations/${code}`));
  return { ...made, noticeId: opened.body.noticeId };
}

/** Both sides have said that they have no comment; the final report is filed and signed. */
export async function finalisedCommission(district: District): Promise<RunningCommission> {
  const made = await consultedCommission(district);
  const { code, unit, officer, staff, lead, noticeId } = made;
  done(await unit.post(`/notices/${noticeId}/opening`));
  done(await unit.post(`/consultations/${code}/answers`, { noComment: 'yes' }));
  done(await officer.post(`/consultations/${code}/answers`, { noComment: 'yes' }));
  await fileFinal(district, made, { staff, lead });
  return made;
}

export async function fileFinal(
  district: District,
  { code }: { code: string },
  { staff, lead }: { staff: Person; lead: Person },
  more: Record<string, unknown> = {},
): Promise<Answer> {
  const final = reportOf(await uploaded(staff, '定稿'), {
    reviewedByName: '示例复核',
    sealNote: '已盖公章',
    ...more,
  });
  const version = (await staff.get(`/reports/${code}`)).body.writing.version ?? undefined;
  const saved = done(await staff.put(`/reports/${code}/working-copies/final`, final, { version }));
  const signed = done(await lead.post(`/reports/${code}/signature`, {}, { version: saved.body.version }));
  const filed = done(await staff.post(`/reports/${code}/finals`, {}, { version: signed.body.version }));
  district.clock.pass(1000);
  return filed;
}

/** The answer, when it was one. */
export function done(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

/** Moves the clock and keeps everybody signed in: sessions have tests of their own. */
export async function travel(district: District, instant: string): Promise<void> {
  district.clock.set(instant);
  await district.owner
    .updateTable('session')
    .set({ seenAt: instant, endsAt: new Date(Date.parse(instant) + 3_600_000).toISOString() })
    .execute();
}
