/** 评价, from the contract to the acceptance: plan, indicators, visits, draft, comments, final report, rectification. */
import type { Day } from '#scoring/calendar.ts';
import { frameworkIndicators, type Framework } from '#scoring/evaluation.ts';
import { formatPoints } from '#scoring/points.ts';
import type { EvaluationGrade } from '#scoring/scale.ts';
import { acceptReport } from '../../api/acceptances/commands.ts';
import { reportAcceptance } from '../../api/acceptances/schema.ts';
import { answerComment, answerConsultation, openConsultation } from '../../api/consultations/commands.ts';
import { consultationAnswer } from '../../api/consultations/schema.ts';
import { findEvaluation, type Evaluation } from '../../api/evaluations/queries.ts';
import { recordVisit } from '../../api/fieldwork/commands.ts';
import { newVisit } from '../../api/fieldwork/schema.ts';
import { storeFile } from '../../api/files/commands.ts';
import { approveIndicators, submitIndicators } from '../../api/indicator-systems/commands.ts';
import { listFrameworks } from '../../api/indicator-systems/queries.ts';
import { indicatorDraft, type IndicatorRow } from '../../api/indicator-systems/schema.ts';
import { parse } from '../../api/input.ts';
import { openNotice } from '../../api/notices/commands.ts';
import type { Actor } from '../../api/permissions.ts';
import { closeRectification, reportMeasures } from '../../api/rectifications/commands.ts';
import { listRectifications } from '../../api/rectifications/queries.ts';
import { saveReport, signFinal, submitDraft, submitFinal } from '../../api/reports/commands.ts';
import { workingCopy } from '../../api/reports/schema.ts';
import { approveWorkPlan, submitWorkPlan } from '../../api/work-plans/commands.ts';
import { planElementTitles, workPlanSubmission } from '../../api/work-plans/schema.ts';
import { examplePdf } from './example-pdf.ts';
import { after, shanghai, type Seed } from './seed.ts';
import { reaches, type Story } from './story.ts';

/** The nth working day after. */

/** Who takes part in one evaluation. */
interface Cast {
  evaluation: Evaluation;
  code: string;
  admin: Actor;
  lead: Actor;
  officer: Actor;
  unit: Actor;
}

/** Takes the story from its contract to the acceptance of its report, or as far as it goes. */
export async function evaluate(seed: Seed, story: Story): Promise<void> {
  if (!reaches(story, 'planSubmitted')) return;
  const cast = await castOf(seed, story);
  const planOn = after(cast.evaluation.signedOn, 10);
  await filePlan(seed, story, cast, planOn);
  if (!reaches(story, 'planApproved')) return;
  const approvedOn = after(planOn, 2);
  const rows = await approveFilings(seed, story, cast, approvedOn);
  await visit(seed, story, cast, after(approvedOn, 8));
  if (!reaches(story, 'draftSubmitted')) return;
  const draftOn = after(approvedOn, 30 + story.draftLate);
  const report = await fileDraft(seed, story, cast, rows, draftOn);
  if (!reaches(story, 'consultation')) return;
  const isAsking = story.until === 'consultation';
  const askedOn = isAsking ? '2025-11-17' : after(draftOn, 1);
  await consult(seed, cast, askedOn, isAsking);
  if (isAsking) return;
  const finalOn = after(askedOn, 6);
  await fileFinal(seed, cast, report, finalOn);
  if (!reaches(story, 'accepted')) return;
  await accept(seed, story, cast, after(finalOn, 3));
}

async function castOf(seed: Seed, story: Story): Promise<Cast> {
  const officer = seed.people['officer']!;
  const { db } = seed.at(shanghai(story.opensOn), officer);
  const code = story.made.code!;
  const evaluation = (await findEvaluation(db, officer, code))!;
  const people = Object.values(seed.people);
  const at = shanghai(evaluation.signedOn, '17:00');
  const admin = people.find(
    ({ agencyId, hat }) => agencyId === evaluation.agencyId && hat === 'agencyAdmin',
  )!;
  const lead =
    people.find(({ personId }) => personId === evaluation.leadEvaluatorId) ??
    (await seed.addPerson({
      username: `lead-${evaluation.agencyCode.toLowerCase()}-${code.toLowerCase()}`,
      name: `${evaluation.agencyName.slice(0, 3)}主评人`,
      hats: ['leadEvaluator'],
      agencyId: evaluation.agencyId,
      personId: evaluation.leadEvaluatorId,
      at,
    }));
  const unit =
    people.find(({ unitId, hat }) => unitId === evaluation.unitId && hat === 'unitOfficer') ??
    (await seed.addPerson({
      username: `unit-${code.toLowerCase()}`,
      name: `${evaluation.unitName ?? '示例单位'}经办人`,
      hats: ['unitOfficer'],
      unitId: evaluation.unitId!,
      at,
    }));
  return { evaluation, code, admin, lead, officer, unit };
}

/** A weak agency leaves an element out and says that it files all the same. */
async function filePlan(seed: Seed, story: Story, { code, admin }: Cast, day: Day): Promise<void> {
  const elements = Object.fromEntries(
    Object.entries(planElementTitles).map(([key, title]) => [key, `示例：${story.evaluatee}的${title}`]),
  );
  const isWeak = story.quality === 'poor';
  const input = {
    ...elements,
    plannedFunds: '120',
    ...(isWeak ? { questionnaire: '', confirmMissing: 'yes' } : {}),
  };
  await submitWorkPlan(seed.at(shanghai(day, '10:00'), admin), code, parse(workPlanSubmission, input));
}

async function approveFilings(seed: Seed, story: Story, cast: Cast, day: Day): Promise<IndicatorRow[]> {
  const { code, admin, officer, evaluation } = cast;
  const at = (time: string, person: Actor, version?: number) => seed.at(shanghai(day, time), person, version);
  const gate = { gate: 'clientApproval' as const, note: '示例：要素齐全，同意按方案实施' };
  await approveWorkPlan(at('09:30', officer, 2), code, gate);
  const kind = kinds[evaluation.evaluateeKind];
  const frameworks = await listFrameworks(at('10:00', officer).db, day);
  const { id, framework } = frameworks.find((one) => one.framework.kind === kind)!;
  const indicators = weighted(framework);
  const draft = parse(indicatorDraft, {
    frameworkId: id,
    indicators,
    warningReason: '示例：处于实施初期，产出和效益尚未全部显现',
  });
  await submitIndicators(at('10:30', admin), code, draft);
  await approveIndicators(at('15:00', officer, 2), code, { note: '' });
  return indicators;
}

const kinds = {
  project: 'project',
  policy: 'project',
  department: 'department',
  bondProject: 'bondConstruction',
} as const;

/** Whole points in equal parts; the first ones carry what is left. */
function weighted(framework: Framework): IndicatorRow[] {
  const rows = frameworkIndicators(framework);
  const [each, rest] = [Math.floor(100 / rows.length), 100 % rows.length];
  return rows.map(({ code, path, examine, formula }, index) => ({
    code,
    firstLevel: path[0],
    secondLevel: path[1],
    title: path[2],
    points: String(each + (index < rest ? 1 : 0)),
    rule: formula ?? examine.join('；'),
    standard: '计划标准',
    method: isShare(formula) ? 'ratio' : '',
    scale: '',
  }));
}

/** Savings and changes are left to be judged. */
const isShare = (formula: string | undefined): boolean => formula !== undefined && !formula.includes('−');

async function visit(seed: Seed, story: Story, { code, admin }: Cast, day: Day): Promise<void> {
  if (day > '2025-11-19') return;
  const funds = { excellent: '140', good: '120', fair: '90', poor: '50' }[story.quality];
  const input = {
    visitedOn: day,
    place: `${story.evaluatee}实施地`,
    people: '示例主评人、示例组员',
    fundsCovered: funds,
    note: '示例：核对账簿、合同和实物，访谈经办人员',
  };
  await recordVisit(seed.at(shanghai(day, '17:00'), admin), code, parse(newVisit, input));
}

/** Every mark the same share of its points, within the band of the grade. */
const percents: Readonly<Record<EvaluationGrade, number>> = { 优: 93, 良: 85, 中: 70, 差: 55 };

type Report = ReturnType<typeof reportOf>;

function reportOf(story: Story, rows: readonly IndicatorRow[], fileId: string) {
  const marks = rows.map(({ code, points, method }) => {
    // A poor report states data that do not bear its marks out: the check finds them.
    const percent = percents[story.grade] - (story.quality === 'poor' ? 3 : 0);
    const mark = {
      data: method === 'ratio' ? `${percent}%` : '',
      got: formatPoints(Number(points) * percents[story.grade]),
      evidence: `底稿 ${code}`,
    };
    return [code, { ...mark, reason: '示例：部分要素未达到标准' }];
  });
  return {
    fileId,
    summary: `示例：${story.evaluatee}总体实施情况`,
    problems: '示例：绩效目标细化不够\n示例：支出进度不均衡',
    advice: '示例：细化目标，按季度跟踪支出',
    marks: Object.fromEntries(marks),
  };
}

async function fileDraft(seed: Seed, story: Story, { code, admin }: Cast, rows: IndicatorRow[], day: Day) {
  const context = seed.at(shanghai(day, '16:00'), admin);
  const bytes = new Blob([
    examplePdf(`示例：评价报告 ${code}`, '示例：第二页'),
  ]).stream() as ReadableStream<Uint8Array>;
  const { id } = await storeFile(context, '评价报告.pdf', bytes);
  const report = reportOf(story, rows, id);
  await submitDraft(context, code, parse(workingCopy, report));
  return report;
}

/** Served on the next day; the unit speaks, the client has nothing to add. `isOpen`: they still have their days. */
async function consult(seed: Seed, cast: Cast, day: Day, isOpen: boolean): Promise<void> {
  const { code, officer, unit, admin } = cast;
  const { noticeId } = await openConsultation(seed.at(shanghai(day, '10:00'), officer), code);
  if (noticeId) await openNotice(seed.at(shanghai(after(day, 1), '09:30'), unit), noticeId);
  if (isOpen) return;
  const said = { comments: [{ page: '第 12 页', body: '示例：完成数量与我单位台账不一致，请核对' }] };
  const sentOn = after(day, 3);
  await answerConsultation(seed.at(shanghai(sentOn, '11:00'), unit), code, parse(consultationAnswer, said));
  const none = parse(consultationAnswer, { noComment: 'yes' });
  await answerConsultation(seed.at(shanghai(sentOn, '15:00'), officer), code, none);
  const answer = { answer: 'adopted' as const, reason: '示例：已按台账核对并修改' };
  await answerComment(seed.at(shanghai(after(sentOn, 1), '10:00'), admin), code, 1, answer);
}

async function fileFinal(seed: Seed, { code, admin, lead }: Cast, report: Report, day: Day): Promise<void> {
  const at = (time: string, person: Actor, version?: number) => seed.at(shanghai(day, time), person, version);
  const final = { ...report, reviewedByName: '示例复核人', sealNote: '示例：封面及骑缝已加盖公章' };
  const { version } = await saveReport(at('09:30', admin), code, 'final', parse(workingCopy, final));
  const signed = await signFinal(at('10:00', lead, version), code);
  await submitFinal(at('10:30', admin, signed.version), code);
}

/** The unit opens the notice and reports; where the story is long over, the bureau has closed the first item. */
async function accept(seed: Seed, story: Story, { code, officer, unit }: Cast, day: Day): Promise<void> {
  const input = parse(reportAcceptance, {
    note: '示例：按合同完成，同意验收',
    problems: '示例：绩效目标细化不够\n示例：支出进度不均衡',
  });
  await acceptReport(seed.at(shanghai(day, '10:00'), officer), code, input);
  const { db } = seed.at(shanghai(day, '11:00'), officer);
  const { rectifications } = await listRectifications(db, officer, {
    state: '',
    commission: code,
    cursor: '',
  });
  const notice = await db
    .selectFrom('notice')
    .select('id')
    .where('kind', '=', 'rectification')
    .where('subjectId', '=', story.made.commissionId!)
    .executeTakeFirst();
  if (!notice) return;
  await openNotice(seed.at(shanghai(after(day, 1), '09:00'), unit), notice.id);
  const [second, first] = rectifications;
  if (!first || !second || !reaches(story, 'scored')) return;
  const measure = { measure: '示例：已修订制度并按季度通报支出进度', proofFileId: '' };
  const measuredOn = after(day, 15);
  await reportMeasures(seed.at(shanghai(measuredOn, '10:00'), unit, 1), first.code, measure);
  if (!reaches(story, 'published')) return;
  const note = { note: '示例：核查属实' };
  await closeRectification(seed.at(shanghai(after(measuredOn, 5), '10:00'), officer, 2), first.code, note);
  await reportMeasures(seed.at(shanghai(measuredOn, '10:30'), unit, 1), second.code, measure);
}
