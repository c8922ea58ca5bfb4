import type { Page } from '@playwright/test';
import { exampleIdNumber } from '../../../migrations/seed/id-numbers.ts';
import { pdf } from '../../support/sample-files.ts';
import { expect, look as lookClosely } from './district.ts';
import { fill, press } from './form.ts';

const paper = (name: string) => ({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: pdf(name) });

/** Fills in the four sections, reads the check page, declares and submits; the agency's administrator is signed in. */
export async function fileDossier(page: Page, admin: string, look = lookClosely): Promise<void> {
  await page.goto('/dossier');
  await press(page, '开始填写档案');
  await look(page, 'dossier');
  await page.getByRole('link', { name: '基本信息' }).click();
  await fill(page, basic);
  await look(page, 'dossier-basic');
  await complete(page, '保存并完成本节');
  await fillTeam(page, look);
  await page.goto('/dossier/track-record');
  await fill(page, trackRecord);
  await complete(page, '保存并完成本节');
  await page.goto('/dossier/honours-penalties');
  await fill(page, { hasHonours: 'no', hasPenalties: 'no', seriousViolation: 'no' });
  await complete(page, '保存并完成本节');
  await page.goto('/dossier');
  await page.getByRole('link', { name: '检查并提交' }).click();
  await look(page, 'dossier-check');
  await fill(page, { truthful: ['yes'], responsible: ['yes'], declaredName: admin });
  await press(page, '提交档案');
  await expect(page).toHaveURL(/\/dossier\/submissions\/1$/);
  await look(page, 'dossier-receipt');
}

/** A section without gaps leads back to the list of sections. */
async function complete(page: Page, button: string): Promise<void> {
  await press(page, button);
  await expect(page).toHaveURL(/\/dossier$/);
}

const rule = (key: string) => ({
  [`rules.${key}.established`]: 'yes',
  [`rules.${key}.file`]: paper('内部管理制度'),
});

const basic = {
  kind: 'consultingFirm',
  premises: '示例区示例路 1 号',
  mailingAddress: '示例区示例路 1 号',
  headRole: 'legalRepresentative',
  headName: '示例子负责人',
  contactName: '示例子联系人',
  contactPhone: '0373-0000000',
  hasBranches: 'no',
  ...rule('qualityControl'),
  ...rule('accounting'),
  ...rule('assets'),
  ...rule('confidentiality'),
  ...rule('training'),
};

let numbered = 0;

const lead = (name: string) => ({
  name,
  idNumber: exampleIdNumber(90_000 + ++numbered),
  role: 'leadEvaluator',
  labourContract: 'yes',
  labourContractFile: paper('劳动合同'),
  education: 'master',
  diplomaFile: paper('学历证书'),
  title: 'associateSenior',
  titleName: '高级会计师',
  startedWorkOn: '2008-07-01',
  startedEvaluationOn: '2014-03-01',
  obeysLaw: 'yes',
  badRecord: 'no',
  skilled: 'yes',
  criminalRecord: 'none',
});

const trackRecord = {
  hasProjects: 'yes',
  'projects[0].name': '示例子文化项目评价',
  'projects[0].client': '示例文化部门',
  'projects[0].year': '2023',
  'projects[0].role': 'sole',
};

/** One lead evaluator is saved half-filled first, and told which of the six conditions are missing. */
async function fillTeam(page: Page, look: typeof lookClosely): Promise<void> {
  for (const [index, name] of ['示例主评人子一', '示例主评人子二'].entries()) {
    const whole = lead(name);
    await page.goto('/dossier/people/new');
    if (index === 0) {
      await fill(page, { name, role: 'leadEvaluator' });
      await press(page, '保存');
      await expect(page).toHaveURL(/\/dossier\/people\/[^/]+$/);
      await look(page, 'dossier-person-missing');
    }
    await fill(page, whole);
    await press(page, '保存');
    await expect(page.getByRole('heading', { name: '主评人六项条件：符合 6 项' })).toBeVisible();
  }
  await page.goto('/dossier/people');
  await look(page, 'dossier-people');
  await complete(page, '完成本节');
}
