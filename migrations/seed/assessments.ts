/** 考核, from the acceptance to the grade: opened, scored, approved, served, heard, final; the rating follows by itself. */
import { dayOf, type Day } from '#scoring/calendar.ts';
import { declareAndBegin, readFor, submitSheet } from '../../api/assessment-sheets/commands.ts';
import { listSheets } from '../../api/assessment-sheets/queries.ts';
import { sheet as sheetSchema, type TypedSheet } from '../../api/assessment-sheets/schema.ts';
import {
  answerFeedback,
  approveSheet,
  finaliseAssessment,
  giveFeedback,
  openAssessment,
} from '../../api/assessments/commands.ts';
import { findAssessment } from '../../api/assessments/queries.ts';
import { feedback } from '../../api/assessments/schema.ts';
import { parse } from '../../api/input.ts';
import { openNotice } from '../../api/notices/commands.ts';
import type { Actor } from '../../api/permissions.ts';
import { after, shanghai, type Seed } from './seed.ts';
import { reaches, type Story } from './story.ts';

/** The nth working day after. */

/** Takes an accepted story as far as its scored sheet, its served notice or its grade. */
export async function assessWork(seed: Seed, story: Story): Promise<void> {
  const commissionCode = story.made.code;
  if (!reaches(story, 'scored') || !commissionCode) return;
  const officer = seed.people['officer']!;
  const scorer = seed.people['officer2']!;
  const acceptedOn = await acceptanceOf(seed, story);
  const openedOn = after(acceptedOn, 2);
  const opened = await openAssessment(seed.at(shanghai(openedOn, '09:30'), officer), { commissionCode });
  const { code } = opened;
  story.made.assessmentId = opened.id;
  await declareAndBegin(seed.at(shanghai(openedOn, '14:00'), scorer, 1), code, { conflict: 'none' });
  const scoredOn = after(openedOn, 5);
  const scoring = seed.at(shanghai(scoredOn, '16:00'), scorer, 1);
  await submitSheet(scoring, code, await sheetOf(scoring, code, story.quality));
  if (!reaches(story, 'feedback')) return;
  await hear(seed, story, code, scoredOn);
}

async function hear(seed: Seed, story: Story, code: string, scoredOn: Day): Promise<void> {
  const at = (day: Day, time: string, person: Actor) => seed.at(shanghai(day, time), person);
  const reviewer = seed.people['reviewer']!;
  const approvedOn = after(scoredOn, 3);
  const admin = Object.values(seed.people).find(
    ({ agencyId, hat }) => agencyId === story.made.agencyId && hat === 'agencyAdmin',
  )!;
  const version = async (day: Day, person: Actor) =>
    (await findAssessment({ ...at(day, '09:00', person), actor: reviewer }, code))!.version;
  await approveSheet(
    seed.at(shanghai(approvedOn, '10:00'), reviewer, await version(approvedOn, reviewer)),
    code,
    { note: '逐项核对评分依据，同意。' },
  );
  const row = (await findAssessment(at(approvedOn, '11:00', reviewer), code))!;
  const servedOn = after(approvedOn, 1);
  await openNotice(at(servedOn, '09:30', admin), row.feedbackNoticeId!);
  if (!reaches(story, 'assessed')) return;
  if (story.quality === 'poor') await object(seed, code, servedOn, admin, version);
  const finalOn = after(servedOn, 7);
  const leader = seed.people['leader']!;
  await finaliseAssessment(
    seed.at(shanghai(finalOn, '15:00'), leader, await version(finalOn, leader)),
    code,
    {
      reason: '评分依据充分，反馈期已满，机构意见已逐项答复。',
    },
  );
}

/** The agency does not agree with the judged item; the scorer keeps the mark and says why. */
async function object(
  seed: Seed,
  code: string,
  servedOn: Day,
  admin: Actor,
  version: (day: Day, person: Actor) => Promise<number>,
): Promise<void> {
  const statedOn = after(servedOn, 2);
  const statement = '问题部分已列明数据来源，请重新核定。';
  const input = parse(feedback, { items: [{ code: 'O5', agrees: 'no', statement }] });
  await giveFeedback(
    seed.at(shanghai(statedOn, '10:00'), admin, await version(statedOn, admin)),
    code,
    input,
  );
  const answeredOn = after(statedOn, 2);
  const scorer = seed.people['officer2']!;
  await answerFeedback(
    seed.at(shanghai(answeredOn, '10:00'), scorer, await version(answeredOn, scorer)),
    code,
    'O5',
    {
      answer: '所列数据与底稿不符，维持原评分。',
      changes: '',
    },
  );
}

async function acceptanceOf(seed: Seed, story: Story): Promise<Day> {
  const { db } = seed.at(shanghai(story.opensOn), seed.people['officer']!);
  const { decidedAt } = await db
    .selectFrom('acceptance')
    .select('decidedAt')
    .where('commissionId', '=', story.made.commissionId!)
    .where('outcome', '=', 'accepted')
    .executeTakeFirstOrThrow();
  return dayOf(decidedAt);
}

interface Found {
  structure: string;
  parts: readonly [string, string, string];
  supported: string;
  faults: readonly ('grade' | 'firstLevel' | 'other')[];
  archiveMissing: readonly string[];
  breach: '' | 'severe';
}

/** What the scorer found, by how well the work was done. */
const found: Readonly<Record<Story['quality'], Found>> = {
  excellent: {
    structure: '6.5',
    parts: ['3.8', '2.8', '2.6'],
    supported: '20',
    faults: ['other'],
    archiveMissing: [],
    breach: '',
  },
  good: {
    ...{ structure: '5.5', parts: ['3.2', '2.2', '2.1'], supported: '18', breach: '' },
    faults: ['firstLevel', 'firstLevel', 'other'],
    archiveMissing: ['调查问卷', '评价工作组的说明'],
  },
  fair: {
    ...{ structure: '3.5', parts: ['2', '1.5', '1.5'], supported: '14', breach: '' },
    faults: ['firstLevel', 'firstLevel', 'firstLevel', 'other'],
    archiveMissing: ['调查问卷', '基础数据表', '评价工作组的说明'],
  },
  poor: {
    ...{ structure: '2', parts: ['1', '0.5', '0.5'], supported: '8', breach: 'severe' },
    faults: ['grade'],
    archiveMissing: ['调查问卷', '基础数据表', '工作底稿及附件', '评价工作组的说明'],
  },
};

/** The sheet as the scorer types it: every suggestion adopted, every item gone through. */
async function sheetOf(
  context: ReturnType<Seed['at']>,
  code: string,
  quality: Story['quality'],
): Promise<TypedSheet> {
  const { structure, parts, supported, faults, archiveMissing, breach } = found[quality];
  const severe = (text: string) =>
    breach ? [{ on: context.today, gravity: 'severe', text, evidence: '核查记录第 1 页' }] : [];
  const part = (name: string, points: string, reason: string) => ({
    code: name,
    points,
    reason,
    evidence: '评价报告定稿',
  });
  const typed = parse(sheetSchema, {
    observed: {
      ...{ fieldWorkDone: '60', fieldWorkPlanned: '60', fieldWorkFunds: '120' },
      ...{
        papersTotal: '40',
        papersChecked: '20',
        papersSupported: supported,
        papersEvidence: '底稿 1～20 号',
      },
      reportChecked: 'yes',
      reportFaults: faults.map((gravity, index) => ({
        gravity,
        text: `示例差错 ${index + 1}：前后数据不一致`,
        evidence: `第 ${12 + index} 页`,
      })),
      secrecyChecked: 'yes',
      secrecyBreaches: severe('示例：未按约定清退被评价单位的原始资料'),
      relationsChecked: 'yes',
      undeclaredRelations: severe('示例：未申报评价人员曾在被评价单位任职'),
      ...{ planChecked: 'yes', commentsChecked: 'yes', archiveChecked: 'yes', archiveMissing },
    },
    items: {
      P2: { parts: [part('P2', structure, '个别评价内容缺少相应专业人员。')] },
      O5: {
        parts: [
          part('O5.1', parts[0], '部分问题没有数据支撑。'),
          part('O5.2', parts[1], '原因分析未分清主客观。'),
          part('O5.3', parts[2], '部分建议未写明由谁、何时办理。'),
        ],
      },
    },
  });
  const row = (await findAssessment(context, code))!;
  const [sheet] = await listSheets(context.db, row.id);
  const { read, rubric } = await readFor(context, row, sheet!, typed);
  for (const { code: item, kind } of rubric.dimensions.flatMap(({ items }) => items)) {
    if (kind === 'steps' || kind === 'judged') continue;
    const suggestions = read.suggestions.find((one) => one.item === item)?.deductions ?? [];
    typed.items[item] = {
      ...{ done: 'yes', reason: '', notApplicable: '', notApplicableReason: '', own: [], parts: [] },
      suggestions: suggestions.map(({ factId, cause }) => ({
        factId,
        cause,
        verdict: 'adopt' as const,
        reason: '',
      })),
    };
  }
  return typed;
}
