import { pdf } from '../support/sample-files.ts';
import { exampleAddress } from '../support/service-address.ts';
import { madeUpUscc } from '../support/uscc.ts';
import { expect, look, moveClock, password, signIn, takeUp, test } from './support/district.ts';
import * as accepting from './support/acceptance.ts';
import * as assessing from './support/assessment.ts';
import * as commissioning from './support/commission.ts';
import { fileDossier } from './support/dossier.ts';
import * as disclosing from './support/disclosure.ts';
import * as evaluating from './support/evaluation.ts';
import { fill, press } from './support/form.ts';

/**
 * One agency's way through the district, by everyone whose step it is: from its account to the screening of the second
 * commission, where the assessment of the first one changes what comes of it. Each test goes on where the last one ended.
 */
test.describe.configure({ mode: 'serial', timeout: 300_000 });

const newcomer = { name: '示例子绩效评价有限公司', username: 'agency.zi', admin: '示例子管理员' };

test('an agency opens its account and its administrator is confirmed by the letter', async ({ page }) => {
  await page.goto('/register');
  await look(page, 'register');
  await fill(page, {
    uscc: madeUpUscc(11),
    name: newcomer.name,
    adminName: newcomer.admin,
    username: newcomer.username,
    password,
    ...{ ...exampleAddress, confirmed: ['yes'] },
  });
  await press(page, '开通账号');
  await expect(page.getByRole('heading', { name: '账号已开通' })).toBeVisible();

  await signIn(page, newcomer.username);
  await page.getByRole('link', { name: '上传盖章的管理员授权书' }).click();
  const letter = { name: '管理员授权书.pdf', mimeType: 'application/pdf', buffer: pdf() };
  await fill(page, { letter });
  await press(page, '上传授权书', '授权书已上传');
  await look(page, 'letter');

  await signIn(page, 'officer');
  await page.goto('/agencies');
  await page.getByRole('row', { name: newcomer.name }).getByRole('link').first().click();
  await press(page, '确认管理员', '已确认这家机构的管理员');
  await look(page, 'agency-confirmed');
});

test('the agency files its dossier in four sections and gets a receipt', async ({ page }) => {
  await signIn(page, newcomer.username);
  await fileDossier(page, newcomer.admin);
});

test('the bureau sees the filing after its ten minutes and checks it section by section', async ({
  page,
}) => {
  await signIn(page, 'officer');
  await page.goto('/dossier-reviews');
  await expect(page.getByRole('cell', { name: newcomer.name })).toHaveCount(0);
  await moveClock(page, '2025-11-20', '14:00');
  await signIn(page, 'officer');
  await page.goto('/dossier-reviews');
  await page.getByRole('row', { name: newcomer.name }).getByRole('link').first().click();
  await press(page, '开始审核', '已由本人审核');
  for (const section of ['基本信息', '专业团队', '业绩记录', '奖惩情况']) {
    const form = page.getByRole('form', { name: section });
    await form.getByRole('radio', { name: '通过', exact: true }).check();
    await press(form, '记录本节意见', '已记录本节的审核意见');
  }
  await look(page, 'dossier-review');
  await press(page, '核对完成');
  await look(page, 'dossier-checked');
});

const first = {
  title: '示例乡镇卫生院改造项目绩效评价',
  evaluatee: '示例乡镇卫生院改造项目',
  division: '社保科',
  feeCap: '36',
};

test('a commission is opened on its procurement basis, its conditions are frozen and both sides declare', async ({
  page,
}) => {
  await moveClock(page, '2025-11-21', '09:30');
  await signIn(page, 'officer');
  await commissioning.open(page, first, { from: '2025-12-15', until: '2026-04-30' });
  await commissioning.recordStatutoryBasis(page, first.feeCap);
  await commissioning.declareNoConflict(page);
  await commissioning.freezeConditions(page);
  await signIn(page, 'reviewer');
  await commissioning.find(page, first.title);
  await commissioning.declareNoConflict(page);
  await signIn(page, newcomer.username);
  await commissioning.find(page, first.title);
  await commissioning.takePart(page, '示例子负责人', '');
});

test('agencies are looked up and screened, the list is frozen and the procured agency is invited', async ({
  page,
}) => {
  await moveClock(page, '2025-12-01', '09:30');
  await signIn(page, 'officer');
  await commissioning.lookUp(page, newcomer.name);
  await commissioning.find(page, first.title);
  await commissioning.screen(page);
  const row = page.getByRole('row', { name: newcomer.name }).first();
  await expect(row).toContainText('待核实 1 项');
  await look(page, 'screening');
  await commissioning.settle(page, newcomer.name, 'R7');
  await expect(row).not.toContainText('待核实');
  await signIn(page, 'reviewer');
  await commissioning.find(page, first.title);
  await commissioning.freezeList(page);
});

const leader = { name: '示例主评人子一', username: 'agency.zi.lead1' };

test('the procured agency accepts its served invitation and the contract is recorded', async ({ page }) => {
  await signIn(page, 'officer');
  await commissioning.find(page, first.title);
  await commissioning.recordProcured(page, newcomer.name);
  await commissioning.invite(page, newcomer.name);

  await signIn(page, newcomer.username);
  await accepting.openNotice(page, '邀请');
  await accepting.acceptInvitation(page, leader.name, newcomer.admin);

  await moveClock(page, '2025-12-08', '10:00');
  await signIn(page, 'officer');
  await commissioning.find(page, first.title);
  await accepting.recordContract(page);
});

test('the agency invites its lead evaluator and the administrator makes an account for the unit', async ({
  page,
}) => {
  await signIn(page, newcomer.username);
  await page.goto('/colleagues');
  const person = page.locator('[name=personId] option', { hasText: leader.name });
  await fill(page, {
    ...leader,
    hat: 'leadEvaluator',
    personId: (await person.getAttribute('value'))!,
  });
  await press(page, '邀请');
  const link = await page.getByLabel('一次性链接').inputValue();
  await look(page, 'colleagues');
  await takeUp(page, link);

  await signIn(page, 'admin');
  await page.goto('/settings/accounts/new');
  const unit = page.locator('[name=unitId] option', { hasText: '示例卫生健康委员会' });
  await fill(page, {
    name: '示例单位经办',
    username: 'unit.health',
    hats: ['unitOfficer'],
    unitId: (await unit.first().getAttribute('value'))!,
  });
  await press(page, '设立账号');
  await takeUp(page, await page.getByLabel('一次性链接').inputValue());
});

test('the work plan with its twelve elements and the indicators that sum to 100 are approved', async ({
  page,
}) => {
  await moveClock(page, '2025-12-12', '10:00');
  await signIn(page, leader.username);
  await commissioning.find(page, first.title);
  await evaluating.submitWorkPlan(page);
  await evaluating.submitIndicators(page);
  await signIn(page, 'officer');
  await commissioning.find(page, first.title);
  await evaluating.approve(page, 'plan', { gate: 'clientApproval', note: '示例：要素齐全，同意' });
  await evaluating.approve(page, 'indicators', { note: '示例：同意' });
});

test('the draft goes to the unit and the bureau, and every comment is answered', async ({ page }) => {
  await moveClock(page, '2026-01-12', '10:00');
  await signIn(page, leader.username);
  await commissioning.find(page, first.title);
  await evaluating.recordVisit(page, leader.name);
  await evaluating.submitDraft(page);
  await signIn(page, 'officer');
  await commissioning.find(page, first.title);
  await evaluating.openConsultation(page);

  await signIn(page, 'unit.health');
  await accepting.openNotice(page, '征求意见');
  await commissioning.find(page, first.title);
  await evaluating.comment(page, '示例：第 12 页的设备数量与台账不一致');
  await signIn(page, 'officer');
  await commissioning.find(page, first.title);
  await evaluating.comment(page, '示例：效益部分请补充问卷样本');

  await signIn(page, leader.username);
  await commissioning.find(page, first.title);
  await evaluating.answerComments(page);
});

test('the final report is signed by the lead evaluator, accepted, and the unit gets what to put right', async ({
  page,
}) => {
  await moveClock(page, '2026-01-26', '10:00');
  await signIn(page, leader.username);
  await commissioning.find(page, first.title);
  await evaluating.submitFinal(page);
  await signIn(page, 'officer');
  await commissioning.find(page, first.title);
  await evaluating.acceptReport(page, '示例：部分设备闲置');
  await signIn(page, 'unit.health');
  await page.goto('/rectifications');
  await expect(page.getByRole('row', { name: '示例：部分设备闲置' })).toBeVisible();
  await look(page, 'rectifications');
});

test('the work is assessed: scored by one, approved by another, heard, and final with the rating', async ({
  page,
}) => {
  await moveClock(page, '2026-01-28', '10:00');
  await signIn(page, 'officer');
  await assessing.openAssessment(page, first.title);
  await signIn(page, 'officer2');
  await assessing.findAssessment(page, first.title);
  await assessing.scorePoorWork(page);
  await signIn(page, 'reviewer');
  await assessing.findAssessment(page, first.title);
  await assessing.approveSheet(page);

  await signIn(page, newcomer.username);
  await accepting.openNotice(page, '考核评分告知书');
  await assessing.object(page, '示例：问题部分已列明数据来源，请重新核定');
  await signIn(page, 'officer2');
  await assessing.findAssessment(page, first.title);
  await assessing.answerObjection(page);

  await moveClock(page, '2026-02-09', '10:00');
  await signIn(page, 'leader');
  await assessing.findAssessment(page, first.title);
  await assessing.finalise(page);
});

test('the rating of D is seen by the bureau and the agency and leads to a restriction', async ({ page }) => {
  await signIn(page, newcomer.username);
  await page.goto('/ratings');
  await expect(page.getByText('信用等级：D').first()).toBeVisible();
  await look(page, 'rating-agency');
  await signIn(page, 'officer');
  await assessing.proposeRestriction(page, newcomer.name, '2026-02-10');
  await signIn(page, newcomer.username);
  await accepting.openNotice(page, '受限');
  await press(page, '放弃陈述申辩', '已放弃陈述申辩');
  await moveClock(page, '2026-02-10', '09:00');
  await signIn(page, 'officer');
  await assessing.recordHearing(page, newcomer.name);
  await signIn(page, 'leader');
  await assessing.imposeRestriction(page, newcomer.name);
});

const second = {
  title: '示例老旧小区改造项目再评价',
  evaluatee: '示例老旧小区改造项目',
  division: '经建科',
  feeCap: '12',
};

test('the second commission finds the agency ineligible, and both sides see why and until when', async ({
  page,
}) => {
  await signIn(page, 'officer');
  await commissioning.open(page, second, { from: '2026-03-16', until: '2026-07-31' });
  await commissioning.recordInternalBasis(page, second.feeCap, 'weightedDraw');
  await commissioning.declareNoConflict(page);
  await commissioning.freezeConditions(page);
  await signIn(page, newcomer.username);
  await commissioning.find(page, second.title);
  await commissioning.takePart(page, '示例子负责人');

  await moveClock(page, '2026-03-02', '09:00');
  await signIn(page, 'officer');
  await commissioning.lookUp(page, newcomer.name);
  await commissioning.find(page, second.title);
  await commissioning.screen(page);
  const row = page.getByRole('row', { name: newcomer.name }).first();
  await expect(row).toContainText('不符合 1 项');
  await page.locator('summary', { hasText: newcomer.name }).click();
  const why = page.getByRole('region', { name: '受限：不符合' });
  await expect(why).toContainText('信用等级 D，受限期 2026-02-10 至');
  await look(page, 'second-screening');

  await signIn(page, newcomer.username);
  await commissioning.find(page, second.title);
  await commissioning.goTo(page, 'screening');
  await expect(page.getByText('结论：不符合')).toBeVisible();
  await expect(why).toContainText('信用等级 D，受限期 2026-02-10 至');
  await expect(page.getByText('本次委托无法参加')).toBeVisible();
  await look(page, 'second-screening-agency');
});

test('the public sees of the agency what is published and nothing more', async ({ page }) => {
  await disclosing.lookUpInPublic(page, newcomer.name);
  await expect(page.getByText('信用等级：D')).toHaveCount(0);
  await signIn(page, 'officer');
  await disclosing.proposeDisclosure(page, newcomer.name, '信用等级');
  await signIn(page, 'leader');
  await disclosing.publish(page, newcomer.name, '信用等级');
  await disclosing.lookUpInPublic(page, newcomer.name);
  await expect(page.getByText('信用等级：D').first()).toBeVisible();
  await expect(page.getByText('还没有公开的考核等级')).toBeVisible();
  await look(page, 'public-agency');
});
