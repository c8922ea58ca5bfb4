/** The pages of a commission, from its opening to its frozen list. */
import type { Page } from '@playwright/test';
import { png } from '../../support/sample-files.ts';
import { expect, look } from './district.ts';
import { fill, press } from './form.ts';

export interface NewCommission {
  title: string;
  evaluatee: string;
  division: string;
  /** 万元 */
  feeCap: string;
}

export async function open(
  page: Page,
  commission: NewCommission,
  planned: { from: string; until: string },
): Promise<void> {
  await page.goto('/commissions/new');
  await look(page, 'commission-new');
  const evaluatee = page.locator('[name=evaluateeId] option', { hasText: commission.evaluatee });
  await fill(page, {
    evaluateeId: (await evaluatee.first().getAttribute('value'))!,
    title: commission.title,
    division: commission.division,
    scope: '示例：项目的决策、过程、产出和效益',
    method: '案卷研究、现场核查、问卷调查',
    plannedFrom: planned.from,
    plannedUntil: planned.until,
    leadEvaluatorsRequired: '1',
    feeCap: commission.feeCap,
  });
  await press(page, '立项');
  await expect(page.getByRole('heading', { level: 1, name: commission.title })).toBeVisible();
  await look(page, 'commission');
}

/** Opens the commission's own page from the list. */
export async function find(page: Page, title: string): Promise<void> {
  await page.goto('/commissions');
  await page.getByRole('row', { name: title }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** From the commission's own page to one of its parts. */
export async function goTo(page: Page, part: string): Promise<void> {
  const code = /\/commissions\/(WT-\d+-\d+)/.exec(page.url())?.[1];
  await page.goto(`/commissions/${code}/${part}`);
}

export async function recordStatutoryBasis(page: Page, amount: string): Promise<void> {
  await goTo(page, 'basis');
  await fill(page, {
    amount,
    method: 'weightedDraw',
    internalRuleNumber: '示例内部采购规则〔2022〕1号',
  });
  await press(page, '保存采购依据');
  await expect(page.getByRole('alert')).toContainText('采购限额标准');
  await fill(page, {
    method: 'consultation',
    procurementNumber: '示例采磋-2025-31',
    noticeLink: 'https://example.invalid/notice',
    resultLink: 'https://example.invalid/result',
    resultOn: '2025-11-20',
    ...collectiveDecision,
  });
  await press(page, '保存采购依据', '采购依据');
  await look(page, 'basis');
}

export async function recordInternalBasis(page: Page, amount: string, method: string): Promise<void> {
  await goTo(page, 'basis');
  const rule = { internalRuleNumber: '示例内部采购规则〔2022〕1号' };
  await fill(page, { amount, method, ...rule, ...collectiveDecision });
  await press(page, '保存采购依据', '采购依据');
}

const collectiveDecision = {
  meeting: '示例局党组会议',
  heldOn: '2025-11-18',
  minutesNumber: '示例纪要〔2025〕18号',
  attendees: '示例甲、示例乙、示例丙',
};

export async function declareNoConflict(page: Page): Promise<void> {
  await goTo(page, 'recusal');
  await fill(page, { hasConflict: 'no' });
  await press(page, '提交声明', '声明');
}

export async function freezeConditions(page: Page): Promise<void> {
  await goTo(page, 'conditions');
  await press(page, '冻结并公布', '条件');
  await look(page, 'conditions');
}

/** The agency takes part and has nothing to recuse itself for; what runs for others may be left open. */
export async function takePart(page: Page, head: string, runningElsewhere = '0'): Promise<void> {
  await goTo(page, 'recusal');
  await fill(page, { takesPart: 'yes', personInCharge: head, runningElsewhere, isTrue: ['yes'] });
  await press(page, '提交声明', '声明');
  await look(page, 'recusal');
}

/** Registers a look-up at each of the three sites that found nothing. */
export async function lookUp(page: Page, agency: string): Promise<void> {
  await page.goto('/integrity-queries');
  await page.getByRole('row', { name: agency }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: `信用查询：${agency}` })).toBeVisible();
  const options = page.locator('[name=site] option');
  const sites = await options.evaluateAll((all) => all.map((one) => one.getAttribute('value')!));
  for (const site of sites.filter(Boolean)) {
    const proof = { name: '查询截图.png', mimeType: 'image/png', buffer: png() };
    await fill(page, { site, result: 'clear', proof });
    await press(page, '登记', '查询结果已登记');
  }
  await look(page, 'integrity-queries');
}

export async function screen(page: Page): Promise<void> {
  await goTo(page, 'screening');
  await press(page, '开始资格筛选', '已按当前事实筛选');
}

/** Settles what an agency left open, with a proof, and screens again. */
export async function settle(page: Page, agency: string, ruleId: string): Promise<void> {
  const form = page.locator('form[action="?/screening.settle"]');
  const option = form.locator('[name=agency] option', { hasText: agency });
  await fill(form, {
    agency: (await option.getAttribute('value'))!,
    ruleId,
    outcome: 'pass',
    note: '示例：向机构和其他委托方核实，没有在办项目',
    proof: { name: '核实记录.png', mimeType: 'image/png', buffer: png() },
  });
  await press(form, '登记核实结果', '核实结果已登记');
  await press(page, '重新筛选', '已按当前事实筛选');
}

export async function freezeList(page: Page): Promise<void> {
  await goTo(page, 'screening');
  await press(page, '冻结名单', '冻结');
  await look(page, 'shortlist');
}

/** Above the limit the procurement's result is recorded: there is no draw. */
export async function recordProcured(page: Page, winner: string): Promise<void> {
  await goTo(page, 'selection');
  await expect(page.getByText('本平台不得抽取、比选或轮候')).toBeVisible();
  const option = page.locator('[name=winnerCode] option', { hasText: winner });
  await fill(page, {
    winnerCode: (await option.getAttribute('value'))!,
    resultLink: 'https://example.invalid/result',
    reason: '示例：达到采购限额标准，登记磋商结果',
  });
  await press(page, '确定并公布');
}

export async function invite(page: Page, agency: string): Promise<void> {
  await press(page, '发出邀请');
  await expect(page.getByRole('table', { name: '邀请记录' }).getByText(agency)).toBeVisible();
  await look(page, 'selection');
}
