/** The static proof of the eligibility rules: what must hold of their numbers alone, before anyone is screened by them. */
import type { EligibilityRules } from './eligibility-rules.ts';
import { integritySites, lawfulSites } from './integrity-sites.ts';

/** The claims in the order in which a page shows them. */
export const eligibilityClaims = {
  dossier: '按年确认档案的机构都能达到，两年没有确认的都达不到',
  load: '主评人能够承接项目，同期承接的个数有上限',
  violations: '重大违法记录按法律规定的 3 年认定',
  sites: '诚信查询的网站包含规定的网站，互不重复，都能登记查询结果',
  queries: '诚信查询隔日仍可使用，三十日以前的不能使用',
  relations: '一年以内结束的有偿服务都须核实，五年以前的不再核实',
} as const;

export type EligibilityClaim = keyof typeof eligibilityClaims;

export interface PlacedEligibilityFault {
  readonly claim: EligibilityClaim;
  readonly path: string;
  readonly message: string;
}

export type EligibilityNumber = Exclude<
  {
    [Key in keyof EligibilityRules]: EligibilityRules[Key] extends number ? Key : never;
  }[keyof EligibilityRules],
  'version'
>;

interface Bound {
  readonly claim: EligibilityClaim;
  readonly title: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  /** What less, and what more, would lead to. */
  readonly ifLess: string;
  readonly ifMore: string;
}

const threeYears = '法律规定的 3 年（《政府采购法》第二十二条、财监〔2021〕4号第九条）';

/** Between which values each number makes sense; the page and the proof read this table. */
export const eligibilityBounds: Readonly<Record<EligibilityNumber, Bound>> = {
  confirmationMonths: {
    ...{ claim: 'dossier', title: '档案确认的有效期', unit: '个月', least: 12, most: 24 },
    ifLess: '机构每年确认一次，期限再短，按期确认的机构也会落选',
    ifMore: '期限再长，两年没有确认的档案也算有效',
  },
  lateConfirmationWorkingDays: {
    ...{ claim: 'dossier', title: '可申请例外审批的确认逾期', unit: '个工作日', least: 0, most: 60 },
    ifLess: '不设例外的写 0',
    ifMore: '例外只适用于短期逾期，逾期再久的应当先作年度确认',
  },
  projectsPerLeadEvaluator: {
    ...{ claim: 'load', title: '每名主评人同期主评的项目', unit: '个', least: 1, most: 10 },
    ifLess: '没有主评人可以承接，所有机构都会落选',
    ifMore: '上限再高，等于不设上限',
  },
  violationYears: {
    ...{ claim: 'violations', title: '重大违法记录的期限', unit: '年', least: 3, most: 3 },
    ifLess: `短于${threeYears}，依法不得参加的机构也会入选`,
    ifMore: `长于${threeYears}，超出部分没有依据`,
  },
  queryDays: {
    ...{ claim: 'queries', title: '诚信查询结果的有效期', unit: '日', least: 1, most: 30 },
    ifLess: '只认冻结当日的查询，机构较多时当日办不完',
    ifMore: '查询结果过旧，其间新增的记录看不到',
  },
  relationMonths: {
    ...{ claim: 'relations', title: '有偿服务结束后仍须核实的期限', unit: '个月', least: 12, most: 60 },
    ifLess: '刚结束的有偿服务很快就不再核实',
    ifMore: '多年以前的有偿服务也须逐项核实',
  },
};

export function proveEligibilityRules(rules: EligibilityRules): {
  faults: readonly PlacedEligibilityFault[];
  proved: readonly string[];
} {
  const numbers = Object.keys(eligibilityBounds) as EligibilityNumber[];
  const faults = [...numbers.flatMap((key) => numberFaults(key, rules[key])), ...siteFaults(rules)];
  const open = new Set(faults.map(({ claim }) => claim));
  const proved = (Object.keys(eligibilityClaims) as EligibilityClaim[]).filter((claim) => !open.has(claim));
  return { faults, proved: proved.map((claim) => eligibilityClaims[claim]) };
}

/** 「12 至 24 个月」 */
export const rangeText = ({ least, most, unit }: Bound): string =>
  least === most ? `${least} ${unit}` : `${least} 至 ${most} ${unit}`;

function numberFaults(path: EligibilityNumber, value: number): PlacedEligibilityFault[] {
  const bound = eligibilityBounds[path];
  const { claim, title, least, most, unit, ifLess, ifMore } = bound;
  const wanted = `${title}须为 ${rangeText(bound)}`;
  if (!Number.isSafeInteger(value)) return [{ claim, path, message: `${wanted}的整数` }];
  if (value >= least && value <= most) return [];
  return [{ claim, path, message: `${wanted}，现为 ${value} ${unit}：${value < least ? ifLess : ifMore}` }];
}

function siteFaults({ integritySites: chosen }: EligibilityRules): PlacedEligibilityFault[] {
  const known: readonly string[] = Object.values(integritySites);
  const messages = [
    ...lawfulSites
      .filter((site) => !chosen.includes(site))
      .map((site) => `须查询「${site}」（财库〔2016〕125号），请勾选`),
    ...chosen
      .filter((site) => !known.includes(site))
      .map((site) => `「${site}」的查询结果无法登记，没有机构能够达到，请去掉`),
    ...[...new Set(chosen.filter((site, index) => chosen.indexOf(site) < index))].map(
      (site) => `「${site}」重复，请只留一项`,
    ),
  ];
  return messages.map((message) => ({ claim: 'sites', path: 'integritySites', message }));
}
