/** How an agency takes on a commission, and the contract that follows. */
import type { Page } from '@playwright/test';
import { expect, look } from './district.ts';
import { fill, press } from './form.ts';
import { goTo } from './commission.ts';

/** Opens the latest notice whose title says so, which serves it, and goes where it leads. */
export async function openNotice(page: Page, title: string): Promise<void> {
  await page.goto('/notices?state=unserved');
  await page.getByRole('main').getByRole('link', { name: title }).first().click();
  await press(page, '打开并签收');
  await look(page, `notice-${title}`);
  await page.getByRole('link', { name: '前往办理' }).click();
}

export async function acceptInvitation(page: Page, lead: string, signedName: string): Promise<void> {
  await expect(page.getByRole('heading', { name: '接受邀请' })).toBeVisible();
  await look(page, 'invitation');
  for (const statement of await page.locator('[name=statements]').all()) await statement.check();
  const group = page.getByRole('group', { name: lead });
  const role = (await group.locator('select').getAttribute('name'))!;
  const person = role.replace(/\.role$/, '');
  await fill(page, {
    competence: '示例：有同类评价经验，人员和时间有保障',
    [role]: 'lead',
    [`${person}.tookPart`]: 'no',
    [`${person}.paidWork`]: 'no',
    [`${person}.kin`]: 'no',
    [`${person}.formerEmployment`]: 'no',
    signedName,
  });
  await press(page, '接受邀请');
  await expect(page.getByRole('heading', { name: '独立性声明' })).toBeVisible();
  await look(page, 'invitation-accepted');
}

export async function recordContract(page: Page): Promise<void> {
  await goTo(page, 'contract');
  await fill(page, {
    number: '示例绩委〔2025〕31号',
    fee: '28.8',
    payment: '签订后支付 30%，验收后 30 日内支付 70%',
    rightsAndDuties: '委托方提供资料并协调；受托方独立、客观、公正地评价并保密',
    archivingDuty: '受托方在验收后 30 日内移交全部资料',
    breach: '逾期交付的，每日按合同金额的万分之五支付违约金',
    disputes: '向委托方所在地人民法院起诉',
  });
  await press(page, '登记合同');
  await expect(page.getByRole('heading', { name: '节点', exact: true })).toBeVisible();
  await look(page, 'contract');
}
