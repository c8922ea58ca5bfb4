/** The commissions of the example district, in the order of time: three years of history, then one at every stage. */
import { assessWork } from './assessments.ts';
import { evaluate } from './evaluations.ts';
import { openCommission } from './commissions.ts';
import { publish } from './disclosures.ts';
import type { Seed } from './seed.ts';
import { selectAgency } from './selections.ts';
import type { Story } from './story.ts';

type Told = Omit<Story, 'made' | 'division' | 'title'> & Partial<Pick<Story, 'division'>>;

const told = (story: Told): Story => ({
  division: '教科文科',
  title: `${story.opensOn.slice(0, 4)} 年${story.evaluatee}绩效评价`,
  ...story,
  made: {},
});

/** 分: below and above the procurement limit of the default table. */
const small = 12_000_000;
const large = 36_000_000;

const to = (method: 'statutory' | 'comparison', winner: string): Story['selection'] => ({ method, winner });
const draw: Story['selection'] = { method: 'weightedDraw' };

const jia = '示例甲会计师事务所';
const yi = '示例乙咨询有限公司';
const wu = '示例戊管理咨询有限公司';
const ren = '示例壬大学评价中心';
const gui = '示例癸咨询服务有限公司';

/** What came before this year: from these the agencies have their 考核等级 and 信用等级. */
const history: Story[] = [
  {
    evaluatee: '示例校舍安全提升项目',
    opensOn: '2023-05-08',
    selection: to('statutory', jia),
    grade: '良',
    quality: 'excellent',
  },
  {
    evaluatee: '示例社区养老服务项目',
    opensOn: '2023-05-22',
    selection: to('comparison', yi),
    grade: '良',
    quality: 'good',
  },
  {
    evaluatee: '示例农村公路养护项目',
    opensOn: '2024-03-04',
    selection: to('statutory', jia),
    grade: '良',
    quality: 'excellent',
  },
  {
    evaluatee: '示例就业补助政策',
    opensOn: '2024-03-11',
    selection: to('comparison', yi),
    grade: '优',
    quality: 'good',
  },
  {
    evaluatee: '示例图书馆运行项目',
    opensOn: '2024-04-08',
    selection: to('comparison', gui),
    grade: '中',
    quality: 'fair',
  },
  {
    evaluatee: '示例基本公共卫生服务项目',
    opensOn: '2024-05-06',
    selection: to('statutory', ren),
    grade: '中',
    quality: 'poor',
  },
  {
    evaluatee: '示例教育局部门整体支出',
    opensOn: '2025-02-17',
    selection: to('comparison', jia),
    grade: '良',
    quality: 'excellent',
  },
  {
    evaluatee: '示例社区养老服务项目',
    opensOn: '2025-02-24',
    selection: to('comparison', gui),
    grade: '良',
    quality: 'fair',
  },
].map((story) =>
  told({
    feeCap: story.selection.method === 'statutory' ? large : small,
    until: 'published',
    draftLate: story.quality === 'poor' ? 9 : story.quality === 'fair' ? 4 : 0,
    ...story,
  } as Told),
);

/** This year's: one at every stage when the example district opens on 2025-11-20. */
const running: Story[] = [
  {
    evaluatee: '示例校舍安全提升项目',
    opensOn: '2025-05-06',
    selection: to('comparison', yi),
    until: 'feedback',
  },
  {
    evaluatee: '示例农村公路养护项目',
    opensOn: '2025-05-12',
    selection: to('comparison', wu),
    until: 'scored',
  },
  { evaluatee: '示例就业补助政策', opensOn: '2025-05-26', selection: draw, until: 'accepted' },
  { evaluatee: '示例基本公共卫生服务项目', opensOn: '2025-06-10', selection: draw, until: 'final' },
  { evaluatee: '示例高标准农田建设项目', opensOn: '2025-07-01', selection: draw, until: 'consultation' },
  {
    evaluatee: '示例图书馆运行项目',
    opensOn: '2025-07-14',
    selection: draw,
    until: 'draftSubmitted',
    draftLate: 3,
  },
  { evaluatee: '示例老旧小区改造项目', opensOn: '2025-08-25', selection: draw, until: 'planApproved' },
  { evaluatee: '示例困难群众救助项目', opensOn: '2025-09-03', selection: draw, until: 'contracted' },
  { evaluatee: '示例防汛应急维修项目', opensOn: '2025-09-22', selection: draw, until: 'planSubmitted' },
  { evaluatee: '示例污水管网专项债券项目', opensOn: '2025-10-20', selection: draw, until: 'inviting' },
  { evaluatee: '示例校舍安全提升项目', opensOn: '2025-10-27', selection: draw, until: 'drawn' },
  { evaluatee: '示例社区养老服务项目', opensOn: '2025-10-30', selection: draw, until: 'frozen' },
  { evaluatee: '示例污水管网专项债券项目', opensOn: '2025-11-06', selection: draw, until: 'screening' },
  { evaluatee: '示例就业补助政策', opensOn: '2025-11-12', selection: draw, until: 'conditioned' },
  { evaluatee: '示例图书馆运行项目', opensOn: '2025-11-18', selection: draw, until: 'created' },
].map((story) => told({ feeCap: small, grade: '良', draftLate: 0, quality: 'good', ...story } as Told));

export const stories: readonly Story[] = [...history, ...running];

/** Takes one story from its first day to where it stands. */
export async function tell(seed: Seed, story: Story, evaluatees: Record<string, string>): Promise<void> {
  const year = story.opensOn.slice(0, 4);
  await openCommission(seed, story, evaluatees[`${year} ${story.evaluatee}`]!);
  await selectAgency(seed, story);
  await evaluate(seed, story);
  await assessWork(seed, story);
  await publish(seed, story);
}
