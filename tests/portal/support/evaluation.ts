/** The pages of an evaluation, from its work plan to its acceptance. */
import type { Page } from '@playwright/test';
import { pdf } from '../../support/sample-files.ts';
import { goTo } from './commission.ts';
import { expect, look } from './district.ts';
import { fill, press, type Answers } from './form.ts';

export async function submitWorkPlan(page: Page): Promise<void> {
  await goTo(page, 'plan');
  const elements = await page.locator('form[action="?/submit"] textarea').all();
  expect(elements).toHaveLength(12);
  for (const element of elements) await element.fill('示例：按委托要求逐项安排');
  await fill(page, { plannedFunds: '120' });
  await press(page, '提交');
  await expect(page.getByRole('heading', { name: '第 1 稿' })).toBeVisible();
  await look(page, 'work-plan');
}

/** From the framework that suits the object; a sum other than 100 is refused. */
export async function submitIndicators(page: Page): Promise<void> {
  await goTo(page, 'indicators');
  await look(page, 'indicators-framework');
  await page.getByRole('radio', { name: '适用于本被评价对象' }).first().check();
  await press(page, '按框架生成指标');
  await look(page, 'indicators-form');
  for (const [index, points] of weights.entries())
    await fill(page, {
      [`indicators[${index}].points`]: points,
      [`indicators[${index}].standard`]: '计划标准',
    });
  await fill(page, { 'indicators[0].points': '4' });
  await expect(page.getByText('分值合计 101.00 分，须为 100.00 分')).toBeVisible();
  await press(page, '提交');
  await expect(page.getByRole('alert')).toContainText('100');
  await fill(page, { 'indicators[0].points': '3' });
  await press(page, '提交');
  await expect(page.getByRole('heading', { name: '第 1 稿' })).toBeVisible();
}

/** Of the project framework: eleven rows of 决策 and 过程 make 33 points, nine of 产出 and 效益 make 67. */
const weights = [...Array.from({ length: 11 }, () => '3'), ...[...'777778888']];

export async function approve(page: Page, part: 'plan' | 'indicators', answers: Answers): Promise<void> {
  await goTo(page, part);
  await fill(page.locator('form[action="?/approve"]'), answers);
  await press(page, '审核确定');
  await look(page, `${part}-approved`);
}

export async function recordVisit(page: Page, person: string): Promise<void> {
  await goTo(page, 'fieldwork');
  await fill(page, {
    place: '示例卫生院',
    people: person,
    fundsCovered: '130',
    note: '示例：核对设备台账和付款凭证',
  });
  await press(page, '登记');
  await look(page, 'fieldwork');
}

const report = {
  summary: '示例：项目总体完成，效益一般',
  problems: '示例：部分设备闲置',
  advice: '示例：盘活闲置设备',
};

/** Full marks but for the first indicator, which loses one point with its reason. */
export async function submitDraft(page: Page): Promise<void> {
  await goTo(page, 'reports');
  const file = { name: '评价报告初稿.pdf', mimeType: 'application/pdf', buffer: pdf('初稿') };
  await fill(page, { file, ...report });
  const rows = await page.getByRole('table', { name: '评分表' }).getByRole('row').all();
  for (const [index, row] of rows.slice(1).entries()) {
    const full = Number(await row.locator('td').first().innerText());
    const marks = row.locator('input.input');
    await marks.nth(0).fill(String(index === 0 ? full - 1 : full));
    if (index === 0) await marks.nth(1).fill('示例：立项论证不充分');
    await marks.nth(2).fill('示例底稿');
  }
  await press(page, '提交初稿');
  await expect(page).toHaveURL(/reports\/draft-1$/);
  await look(page, 'report-draft');
}

export async function openConsultation(page: Page): Promise<void> {
  await goTo(page, 'comments');
  await press(page, '将初稿送预算单位和本局征求意见');
  await look(page, 'consultation');
}

export async function comment(page: Page, body: string): Promise<void> {
  await goTo(page, 'comments');
  const form = page.locator('form[action="?/answer"]');
  await fill(form, { 'comments[0].page': '第 12 页', 'comments[0].body': body });
  await press(form, '提交意见');
}

/** The first is adopted, the others are not, each with its reason. */
export async function answerComments(page: Page): Promise<void> {
  await goTo(page, 'comments');
  const forms = page.locator('form[action="?/respond"]');
  await look(page, 'comments');
  for (let index = 0; index < (await forms.count()); index += 1) {
    const form = page.locator(`#comment-${index + 1} form`);
    const reason = index === 0 ? '示例：已按台账更正第 12 页' : '示例：样本已按方案抽取，数量符合要求';
    await fill(form, { answer: index === 0 ? 'adopted' : 'notAdopted', reason });
    await press(form, '保存回应');
  }
  await look(page, 'comments-answered');
}

export async function submitFinal(page: Page): Promise<void> {
  await goTo(page, 'reports');
  const file = { name: '评价报告定稿.pdf', mimeType: 'application/pdf', buffer: pdf('定稿') };
  await fill(page, { file, reviewedByName: '示例主评人子二', sealNote: '已加盖公章' });
  await press(page, '保存定稿');
  await look(page, 'report-final-form');
  await press(page, '主评人签字');
  await press(page, '提交定稿');
  await look(page, 'report-final');
}

export async function acceptReport(page: Page, problems: string): Promise<void> {
  await goTo(page, 'reports');
  const form = page.locator('form[action="?/accept"]');
  await fill(form, { note: '示例：符合合同约定，同意验收', problems });
  await press(form, '验收');
  await look(page, 'report-accepted');
}
