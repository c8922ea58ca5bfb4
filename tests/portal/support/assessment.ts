/** The pages of an assessment, and the 受限 that a poor one may lead to. */
import type { Page } from '@playwright/test';
import { pdf } from '../../support/sample-files.ts';
import { expect, look } from './district.ts';
import { fill, press, type Answers } from './form.ts';

export async function openAssessment(page: Page, commission: string): Promise<void> {
  await page.goto('/assessments');
  await look(page, 'assessments');
  await press(page.getByRole('row', { name: commission }), /^启动考核/);
  await expect(page).toHaveURL(/\/assessments\/KH-/);
}

/** Opens the assessment's own page from the list. */
export async function findAssessment(page: Page, commission: string): Promise<void> {
  await page.goto('/assessments');
  await page.getByRole('row', { name: commission }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: '的考核' })).toBeVisible();
}

/** What the scorer finds of poor work; the suggestions that follow from it are adopted, the rest is in order. */
export async function scorePoorWork(page: Page): Promise<void> {
  await fill(page, { conflict: 'none' });
  await press(page, '声明并开始评分', '已声明');
  await look(page, 'assessment-sheet');
  await press(page, '提交评分');
  await expect(page.getByRole('alert')).toBeVisible();
  await fillShown(page, observed);
  await fillShown(page, judged);
  await fill(page, await named(page, '[name$=".done"]', ['yes']));
  await press(page, '保存草稿', '草稿已保存');
  await fill(page, await named(page, '[name$=".verdict"][value=adopt]', 'adopt'));
  await look(page, 'assessment-suggestions');
  await press(page, '提交评分', '评分已提交');
  await look(page, 'assessment-scored');
}

const observed = {
  'observed.fieldWorkDone': '130',
  'observed.fieldWorkPlanned': '120',
  'observed.fieldWorkFunds': '400',
  'observed.papersTotal': '40',
  'observed.papersChecked': '20',
  'observed.papersSupported': '4',
  'observed.papersEvidence': '底稿 1～20 号',
  'observed.reportFaults[0].text': '示例：主要结论没有底稿支持',
  'observed.reportFaults[0].gravity': 'grade',
  'observed.reportFaults[0].evidence': '第 12 页',
  'observed.reportChecked': ['yes'],
  'observed.secrecyBreaches[0].on': '2026-01-20',
  'observed.secrecyBreaches[0].gravity': 'severe',
  'observed.secrecyBreaches[0].text': '示例：未按约定清退被评价单位的原始资料',
  'observed.secrecyBreaches[0].evidence': '核查记录第 1 页',
  'observed.secrecyChecked': ['yes'],
  'observed.undeclaredRelations[0].on': '2026-01-20',
  'observed.undeclaredRelations[0].gravity': 'severe',
  'observed.undeclaredRelations[0].text': '示例：未申报评价人员曾在被评价单位任职',
  'observed.undeclaredRelations[0].evidence': '核查记录第 2 页',
  'observed.relationsChecked': ['yes'],
  'observed.planChecked': ['yes'],
  'observed.commentsChecked': ['yes'],
  'observed.archiveChecked': ['yes'],
};

const part = (path: string, points: string, reason: string) => ({
  [`${path}.points`]: points,
  [`${path}.reason`]: reason,
  [`${path}.evidence`]: '评价报告定稿',
});

const judged = {
  ...part('items.P2.parts[0]', '2', '示例：个别评价内容缺少相应专业人员'),
  ...part('items.O5.parts[0]', '1', '示例：部分问题没有数据支撑'),
  ...part('items.O5.parts[1]', '0.5', '示例：原因分析未分清主客观'),
  ...part('items.O5.parts[2]', '0.5', '示例：建议未写明由谁、何时办理'),
};

/** The same answer for each control that the page shows of a kind. */
async function named(page: Page, selector: string, answer: string | readonly string[]): Promise<Answers> {
  const names = await page
    .locator(selector)
    .evaluateAll((all) => all.map((one) => one.getAttribute('name')!));
  return Object.fromEntries(names.map((name) => [name, answer]));
}

/** What the platform knows already is not asked. */
async function fillShown(page: Page, answers: Record<string, string | string[]>): Promise<void> {
  for (const [name, answer] of Object.entries(answers))
    if ((await page.locator(`[name="${name}"]`).count()) > 0) await fill(page, { [name]: answer });
}

export async function approveSheet(page: Page): Promise<void> {
  const form = page.locator('form[action="?/approve"]');
  await fill(form, { note: '示例：逐项核对评分依据，同意' });
  await press(form, '复核通过并告知机构', '已复核并告知机构');
  await look(page, 'assessment-approved');
}

/** The agency does not agree with one item and says why. */
export async function object(page: Page, statement: string): Promise<void> {
  const form = page.locator('form[action="?/respond"]');
  await look(page, 'assessment-agency');
  const index = await form
    .locator('[type=hidden][name$=".code"]')
    .evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).value === 'O5'));
  await fill(form, { [`items[${index}].agrees`]: 'no', [`items[${index}].statement`]: statement });
  await press(form, '提交反馈', '反馈已提交');
}

export async function answerObjection(page: Page): Promise<void> {
  const form = page.locator('form[action="?/answer"]');
  await fill(form, { answer: '示例：所列数据与底稿不符，维持原评分' });
  await press(form, '答复 O5', '已答复');
}

export async function finalise(page: Page): Promise<void> {
  await look(page, 'assessment-finalise');
  const form = page.locator('form[action="?/finalise"]');
  await fill(form, { reason: '示例：评分依据充分，异议已逐项答复' });
  await press(form, '确定考核等级', '考核等级已经确定');
  await expect(page.getByText('考核等级：差').first()).toBeVisible();
  await look(page, 'assessment-final');
}

/** Proposes 受限 for a rating of D. */
export async function proposeRestriction(page: Page, agency: string, from: string): Promise<void> {
  await page.goto('/sanctions/new');
  await look(page, 'sanction-new');
  const option = page.locator('[name=agencyCode] option', { hasText: agency });
  await fill(page, {
    agencyCode: (await option.getAttribute('value'))!,
    kind: 'restriction',
    cause: 'rating',
    facts: '示例：首次考核不合格，信用等级为 D，见考核结果。',
    clause: '本局信用等级结果应用规定',
    file: { name: '考核结果.pdf', mimeType: 'application/pdf', buffer: pdf('考核结果') },
    from,
  });
  await press(page, '提出并告知机构');
}

async function findSanction(page: Page, agency: string): Promise<void> {
  await page.goto('/sanctions');
  await page.getByRole('row', { name: agency }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: '事实与依据' })).toBeVisible();
}

export async function recordHearing(page: Page, agency: string): Promise<void> {
  await findSanction(page, agency);
  const form = page.locator('form[action="?/sanction.hear"]');
  await fill(form, { note: '示例：机构放弃陈述申辩' });
  await press(form, '记录陈述申辩', '已记录陈述申辩');
}

export async function imposeRestriction(page: Page, agency: string): Promise<void> {
  await findSanction(page, agency);
  await look(page, 'sanction');
  const form = page.locator('form[action="?/sanction.impose"]');
  await fill(form, {
    meeting: '示例局党组会议',
    heldOn: '2026-02-10',
    minutesNumber: '示例纪要〔2026〕3号',
    attendees: '示例甲、示例乙、示例丙',
    reason: '示例：事实清楚，机构放弃陈述申辩',
  });
  await press(form, /./, '决定已作出');
  await look(page, 'sanction-imposed');
}
