/** A policy's content as tables of words, kind by kind: what stands in the data is what is read on the page. */
import type { PolicyKind } from '#api/policies/schema.ts';
import type { ProcurementThresholds } from '#scoring/procurement.ts';
import { comparisonItems, type ComparisonItem, type ComparisonSheet } from '#scoring/comparison.ts';
import { placeText, type ConsequencePolicy } from '#scoring/consequences.ts';
import { eligibilityBounds, type EligibilityNumber } from '#scoring/eligibility-proof.ts';
import { ruleOf, type EligibilityRules } from '#scoring/eligibility-rules.ts';
import type { RuleId } from '#scoring/eligibility-facts.ts';
import type { Framework, FrameworkRow } from '#scoring/evaluation.ts';
import type { DrawPolicy } from '#scoring/draw.ts';
import { places } from '#scoring/migration.ts';
import { shortPoints } from '#scoring/points.ts';
import { periodGroups, periodOf, periodUnits, type Periods } from '#scoring/periods.ts';
import type { Cap, RatingPolicy } from '#scoring/rating-policy.ts';
import type { Rubric } from '#scoring/rubric.ts';
import { claims } from '#scoring/rubric-fault.ts';
import { proveRubric } from '#scoring/rubric-proof.ts';
import { creditRatings, type Band } from '#scoring/scale.ts';
import { ruleLines } from './rubric-words.ts';
import { pointsText, wanYuanText } from './words.ts';

export interface PolicySection {
  title: string;
  note?: string;
  columns: string[];
  rows: string[][];
}

export function policySections(kind: PolicyKind, name: string, content: unknown): PolicySection[] {
  switch (kind) {
    case 'rubric':
      return rubricSections(content as Rubric);
    case 'rating':
      return ratingSections(content as RatingPolicy);
    case 'consequence':
      return [consequenceSection(content as ConsequencePolicy)];
    case 'eligibility':
      return [eligibilitySection(content as EligibilityRules), numbersSection(content as EligibilityRules)];
    case 'selection':
      return name === 'draw'
        ? [drawSection(content as DrawPolicy)]
        : comparisonSections(content as ComparisonSheet);
    case 'framework':
      return [frameworkSection(content as Framework)];
    case 'procurement':
      return [procurementSection(content as ProcurementThresholds)];
    case 'days':
      return daysSections(content as Periods);
  }
}

function rubricSections(rubric: Rubric): PolicySection[] {
  return [
    ...rubric.dimensions.map((dimension) => ({
      title: `${dimension.code} ${dimension.title}（${pointsText(dimension.points)} 分）`,
      columns: ['评分项', '分值', '评分办法', '条款'],
      rows: dimension.items.map((item) => [
        `${item.code} ${item.title}`,
        pointsText(item.points),
        ruleLines(item).join('；'),
        item.clause ?? '本局要求',
      ]),
    })),
    bandSection('考核等级', rubric.bands),
    {
      title: '否决事项',
      note: '经听取陈述申辩后书面认定，考核等级为差，分数仅留存。',
      columns: ['序号', '事项'],
      rows: rubric.vetoes.map(({ title }, index) => [String(index + 1), title]),
    },
  ];
}

/** Recomputed from the data whenever it is shown. */
export function proofSection(rubric: Rubric): PolicySection {
  const { faults, proved } = proveRubric(rubric);
  return {
    title: '本版标准的校核',
    note: '由系统按本版数据逐条推算，与任何一次考核的事实无关。',
    columns: ['校核内容', '结果'],
    rows: [
      ...proved.map((claim) => [claim, '✓ 成立']),
      ...faults.map(({ claim, message }) => [claims[claim], `✗ ${message}`]),
    ],
  };
}

function bandSection(title: string, bands: readonly Band[]): PolicySection {
  const above = (index: number): string => {
    const upper = bands[index - 1];
    return upper ? `，低于 ${pointsText(upper.from)} 分` : '';
  };
  return {
    title,
    columns: ['等级', '分数'],
    rows: bands.map(({ label, from }, index) => [
      `${title} ${label}`,
      `${pointsText(from)} 分及以上${above(index)}`,
    ]),
  };
}

function ratingSections(policy: RatingPolicy): PolicySection[] {
  const { upkeep, conduct } = policy;
  return [
    bandSection('信用等级', policy.bands),
    {
      title: '考核的权重',
      note: `最近一次考核早于 ${policy.staleAfterMonths} 个月的为未评级；被否决的考核至多按 ${pointsText(policy.vetoedAtMost)} 分计。`,
      columns: ['考核距今', '权重'],
      rows: policy.weights.map(({ months, weight }) => [`${months} 个月以内`, String(weight)]),
    },
    {
      title: '档案维护和执业行为扣分',
      note: `档案维护至多扣 ${pointsText(upkeep.atMost)} 分，只看最近 ${upkeep.months} 个月，仅因此至多降 ${upkeep.tiersAtMost} 级；执业行为至多扣 ${pointsText(conduct.atMost)} 分。`,
      columns: ['情形', '扣分'],
      rows: [
        ['信息变更逾期报送，每次', pointsText(upkeep.points.lateChange)],
        ['未作年度确认', pointsText(upkeep.points.confirmationMissing)],
        ['填报内容不实', pointsText(upkeep.points.falseFiling)],
        ['重大检查问题，答复前', pointsText(conduct.major.open)],
        [`重大检查问题，按期答复后 ${conduct.major.months} 个月内`, pointsText(conduct.major.answered)],
        ['一般检查问题，答复前', pointsText(conduct.minor.open)],
        ...Object.entries(conduct.decisions).map(([label, { points, months }]) => [
          `处理决定（${label}），${months === null ? '公示期内' : `${months} 个月内`}`,
          pointsText(points),
        ]),
      ],
    },
    {
      title: '封顶情形',
      note: '同时有几种情形的，取最低的等级。',
      columns: ['情形', '信用等级至多'],
      rows: policy.caps.map((cap) => [capText(cap), cap.atMost]),
    },
  ];
}

export function capText(cap: Cap): string {
  switch (cap.kind) {
    case 'fewAssessments':
      return `考核少于 ${cap.fewerThan} 次`;
    case 'assessmentBelow':
      return `${cap.months} 个月内有考核低于 ${pointsText(cap.below)} 分`;
    case 'poorNotRecovered':
      return `${cap.months} 个月内有考核等级为差，其后没有达到 ${pointsText(cap.recoveredFrom)} 分的考核`;
    case 'repeatedPoor':
      return `${cap.months} 个月内有 ${cap.count} 次考核等级为差`;
    case 'veto':
      return `${cap.months} 个月内有否决事项`;
    case 'decisionInForce':
      return `有生效中的处理决定（${cap.class}）`;
  }
}

function consequenceSection({ tiers }: ConsequencePolicy): PolicySection {
  const yes = (on: boolean): string => (on ? '是' : '否');
  return {
    title: '各等级的措施',
    note: '只适用于财政局自行选定、未达采购限额标准的委托；抽取权重见抽取规则，信用等级 D 一律不参加抽取。谈话期限自等级决定之日起按工作日计算。',
    columns: [
      '信用等级',
      '名单中列前',
      '工作提醒谈话',
      '下一项委托至少检查一次',
      '冻结名单前须经审批',
      '提出受限建议',
    ],
    rows: places.map((place) => {
      const { talkWithinDays, ...one } = tiers[place];
      return [
        placeText(place),
        yes(one.namedFirst),
        talkWithinDays === null ? '否' : `${talkWithinDays} 个工作日内`,
        yes(one.inspectionNextJob),
        yes(one.approvalBeforeFreezing),
        yes(one.restrictionProposal),
      ];
    }),
  };
}

const ruleIds: readonly RuleId[] = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'];

/** As a commission without needs of its own would be screened. */
function eligibilitySection(rules: EligibilityRules): PolicySection {
  const commission = { leadEvaluatorsNeeded: 1, neededSections: [], specialNeeds: [] };
  return {
    title: '八项条件',
    note: '每次委托可另定所需资料、主评人人数和特殊要求；条件冻结并公布后才开始筛选。',
    columns: ['条件', '要求', '依据'],
    rows: ruleIds.map((ruleId) => {
      const rule = ruleOf(rules, commission as unknown as Parameters<typeof ruleOf>[1], ruleId);
      return [`${ruleId} ${rule.title}`, rule.required, rule.citation];
    }),
  };
}

function numbersSection(rules: EligibilityRules): PolicySection {
  return {
    title: '期限和数值',
    columns: ['项目', '数值'],
    rows: eligibilityRows(rules),
  };
}

/** Every number and the sites, by what they are called in a form. */
export const eligibilityRows = (rules: EligibilityRules): [title: string, value: string][] => [
  ...(Object.keys(eligibilityBounds) as EligibilityNumber[]).map((key): [string, string] => {
    const { title, unit } = eligibilityBounds[key];
    return [title, `${rules[key]} ${unit}`];
  }),
  ['诚信查询的网站', rules.integritySites.join('、')],
];

function drawSection({ tierWeights, leastShare, candidatesAtLeast }: DrawPolicy): PolicySection {
  const weight = (tier: keyof typeof tierWeights) => [placeText(tier), String(tierWeights[tier])];
  return {
    title: '抽取权重',
    note: '权重乘以尚可承接的份额；信用等级 D 不参加抽取。',
    columns: ['项目', '规定'],
    rows: [
      ...(['A', 'B', '未评级', 'C'] as const).map(weight),
      ['尚可承接份额的下限', `${leastShare.n}/${leastShare.d}`],
      ['候选机构', `不少于 ${candidatesAtLeast} 家`],
    ],
  };
}

function comparisonSections(sheet: ComparisonSheet): PolicySection[] {
  const { points, trackRecord, credit } = sheet;
  return [
    {
      title: '评分项',
      columns: ['评分项', '分值'],
      rows: Object.entries(comparisonItems).map(([item, title]) => [
        title,
        pointsText(points[item as ComparisonItem]),
      ]),
    },
    {
      title: '评分和应答的规定',
      columns: ['项目', '规定'],
      rows: [
        ['每项同类业绩', `${pointsText(trackRecord.each)} 分，至多计 ${trackRecord.atMost} 项`],
        ...creditRatings.map((rating) => [`信用等级 ${rating}`, `${pointsText(credit[rating])} 分`]),
        ['未评级', `按信用等级 ${sheet.unratedAs} 计分`],
        ['须说明理由的报价', `低于平均报价的 ${sheet.explainBelowPercent}%`],
        ['有效应答', `不少于 ${sheet.offersAtLeast} 家`],
      ],
    },
  ];
}

function frameworkSection(framework: Framework): PolicySection {
  const isWeighted = framework.rows.some(({ points }) => points !== undefined);
  return {
    title: framework.title,
    note: isWeighted
      ? '参考分值合计 100 分，新建指标体系时带入，可以调整。'
      : '框架只列指标和评价要点，权重由每次评价的指标体系确定。',
    columns: ['一级指标', '二级指标', '三级指标', '评价要点', ...(isWeighted ? ['参考分值'] : [])],
    rows: framework.rows.map((row) => [
      ...row.path,
      examineText(row),
      ...(isWeighted ? [row.points === undefined ? '' : shortPoints(row.points)] : []),
    ]),
  };
}

export const examineText = ({ examine, formula, usuallyNotApplicable }: FrameworkRow): string =>
  [...examine, ...(formula ? [formula] : []), ...(usuallyNotApplicable ? ['一般不适用'] : [])].join('；');

function procurementSection({ limit, openTender, note }: ProcurementThresholds): PolicySection {
  return {
    title: '服务类数额标准',
    note,
    columns: ['标准', '数额（万元）'],
    rows: [
      ['采购限额标准', wanYuanText(limit)],
      ['公开招标数额标准', wanYuanText(openTender)],
    ],
  };
}

const daysSections = (days: Periods): PolicySection[] =>
  periodGroups.map(({ title, keys }, index) => ({
    title,
    ...(index === 0 ? { note: '各项时限自送达或者前一环节完成的次日起算。' } : {}),
    columns: ['环节', '时限'],
    rows: keys.map((key) => {
      const { title: step, unit } = periodOf(key);
      return [step, `${days[key]} ${periodUnits[unit].counted}`];
    }),
  }));
