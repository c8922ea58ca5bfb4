/** What each hat finds at the left of every page. Only what stands whole is listed. */
import type { AnyHat } from '#api/permissions.ts';

export interface NavigationItem {
  href: string;
  label: string;
}

const agency = ['agencyAdmin', 'agencyStaff', 'leadEvaluator'] as const;
const bureau = ['bureauOfficer', 'bureauReviewer', 'bureauLeader', 'divisionOfficer'] as const;
const oversight = ['supervisor', 'auditor'] as const;

const entries: (NavigationItem & { hats: readonly AnyHat[] | 'all' })[] = [
  { href: '/home', label: '工作台', hats: 'all' },
  { href: '/agencies', label: '本机构', hats: agency },
  { href: '/dossier', label: '信用档案', hats: agency },
  { href: '/invitations', label: '邀请', hats: agency },
  { href: '/plans', label: '年度计划', hats: [...bureau, ...oversight, 'systemAdmin'] },
  { href: '/evaluatees', label: '评价对象', hats: [...bureau, ...oversight, 'unitOfficer'] },
  { href: '/units', label: '预算单位', hats: ['bureauOfficer', 'bureauLeader', 'auditor', 'systemAdmin'] },
  { href: '/commissions', label: '委托', hats: [...agency, 'unitOfficer', ...bureau, ...oversight] },
  { href: '/supervision', label: '过程监督', hats: [...bureau, ...oversight] },
  { href: '/rectifications', label: '整改', hats: ['unitOfficer', ...bureau, ...oversight] },
  { href: '/agencies', label: '第三方机构', hats: [...bureau, ...oversight] },
  { href: '/dossier-reviews', label: '档案审核', hats: [...bureau, 'auditor'] },
  {
    href: '/double-registrations',
    label: '重复登记核实',
    hats: [...agency, ...bureau, ...oversight],
  },
  {
    href: '/dossier-entries',
    label: '代录档案',
    hats: ['agencyAdmin', 'agencyStaff', ...bureau, ...oversight],
  },
  { href: '/national-records', label: '全国平台对照', hats: [...bureau, ...oversight] },
  { href: '/seals', label: '用印', hats: [...agency, ...bureau, ...oversight] },
  { href: '/integrity-queries', label: '信用查询登记', hats: [...bureau, ...oversight] },
  { href: '/assessments', label: '考核', hats: [...agency, ...bureau, ...oversight] },
  { href: '/ratings', label: '信用等级', hats: [...agency, ...bureau, ...oversight] },
  { href: '/sanctions', label: '处理决定', hats: [...agency, ...bureau, ...oversight] },
  { href: '/identity-changes', label: '主体变更', hats: [...agency, ...bureau, ...oversight] },
  { href: '/disclosures', label: '信息公开', hats: [...bureau, 'auditor'] },
  { href: '/notices', label: '通知与送达', hats: [...agency, 'unitOfficer', ...bureau, ...oversight] },
  { href: '/policies', label: '制度标准', hats: 'all' },
  {
    href: '/what-ifs',
    label: '标准推演',
    hats: ['bureauOfficer', 'bureauReviewer', 'bureauLeader', 'auditor'],
  },
  { href: '/colleagues', label: '本机构账号', hats: ['agencyAdmin'] },
  { href: '/journal', label: '操作日志', hats: ['auditor'] },
  { href: '/settings', label: '公开与登录设置', hats: ['systemAdmin', 'bureauLeader', 'auditor'] },
  { href: '/settings/accounts', label: '账号与角色', hats: ['systemAdmin', 'auditor'] },
  { href: '/settings/calendar', label: '工作日日历', hats: ['bureauOfficer', 'auditor', 'systemAdmin'] },
  { href: '/settings/files', label: '附件核对', hats: ['systemAdmin', 'auditor'] },
  { href: '/settings/clock', label: '示例时钟', hats: ['systemAdmin'] },
];

export const navigationOf = (hat: AnyHat, isExample: boolean): NavigationItem[] =>
  entries
    .filter((entry) => entry.hats === 'all' || entry.hats.includes(hat))
    .filter((entry) => isExample || entry.href !== '/settings/clock')
    .map(({ href, label }) => ({ href, label }));

/** Whether somebody's navigation leads to the pages of a noun: no page offers a link that refuses its reader. */
export const leadsTo = (navigation: readonly NavigationItem[], href: string): boolean =>
  navigation.some((one) => one.href === href);
