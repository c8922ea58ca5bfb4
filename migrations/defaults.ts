/** What every district starts with: the calendar and one coherent set of policies, each marked as a default. */
import { stateCalendar } from '#scoring/data/state-calendar.ts';
import { bondConstruction } from '#scoring/data/bond-framework.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { wholeDepartment } from '#scoring/data/department-framework.ts';
import { henanProject, nationalProject } from '#scoring/data/frameworks.ts';
import { defaultComparisonSheet } from '#scoring/comparison.ts';
import { defaultConsequencePolicy } from '#scoring/consequences.ts';
import { defaultDrawPolicy } from '#scoring/draw.ts';
import { defaultEligibilityRules } from '#scoring/eligibility-rules.ts';
import { defaultPeriods } from '#scoring/periods.ts';
import type { ProcurementThresholds } from '#scoring/procurement.ts';
import { defaultRatingPolicy } from '#scoring/rating-policy.ts';
import { insertCalendar } from '../api/calendar/queries.ts';
import type { Context } from '../api/context.ts';
import { newId } from '../api/ids.ts';
import { record } from '../api/journal.ts';
import { findPolicy, insertPolicy, type Policy } from '../api/policies/queries.ts';
import type { PolicyKind } from '../api/policies/schema.ts';

const inForceFrom = '2020-01-01';

/** Writes what is missing; a second call changes nothing. */
export async function installDefaults(context: Context): Promise<void> {
  await insertCalendar(context.db, stateCalendar);
  for (const { kind, name, content, basis } of defaults) {
    if (await findPolicy(context.db, kind, inForceFrom, name)) continue;
    const policy: Policy = {
      id: newId(context.now),
      kind,
      name,
      version: 1,
      content,
      basis,
      isDefault: true,
      inForceFrom,
      recordedAt: context.now,
    };
    await insertPolicy(context.db, policy);
    await record(context, 'policy.installed', { type: 'policy', id: policy.id }, { kind, name, version: 1 });
  }
}

interface Default {
  kind: PolicyKind;
  name: string;
  content: unknown;
  basis: string;
}

/** In 分. */
const thresholds: ProcurementThresholds = {
  limit: 30_000_000,
  openTender: 200_000_000,
  note: '服务类采购限额标准 30 万元、公开招标数额标准 200 万元，取自市县级指引；河南省现行数额待确认。',
};

const measure4 = '《第三方机构预算绩效评价业务监督管理暂行办法》（财监〔2021〕4号）';
const guidance6 = '《关于委托第三方机构参与预算绩效管理的指导意见》（财预〔2021〕6号）';

const defaults: readonly Default[] = [
  { kind: 'rubric', name: 'assessment', content: defaultRubric, basis: defaultRubric.basis.join('、') },
  {
    kind: 'rating',
    name: 'creditRating',
    content: { ...defaultRatingPolicy, inForceFrom },
    basis: `${measure4}；等级划分无上位规定，由财政局确定`,
  },
  {
    kind: 'consequence',
    name: 'consequence',
    content: defaultConsequencePolicy,
    basis: `${measure4}、${guidance6}；措施由财政局确定`,
  },
  {
    kind: 'eligibility',
    name: 'eligibility',
    content: { ...defaultEligibilityRules, inForceFrom },
    basis: `${measure4}、《政府采购法》及其实施条例、财库〔2016〕125号`,
  },
  { kind: 'selection', name: 'draw', content: defaultDrawPolicy, basis: `${guidance6}；权重由财政局确定` },
  {
    kind: 'selection',
    name: 'comparison',
    content: defaultComparisonSheet,
    basis: `${guidance6}；分值由财政局确定`,
  },
  {
    kind: 'procurement',
    name: 'services',
    content: thresholds,
    basis: '《地方预算单位政府集中采购目录及标准指引》（财库〔2019〕69号）',
  },
  ...[nationalProject, henanProject, bondConstruction, wholeDepartment].map((framework): Default => ({
    kind: 'framework',
    name: framework.code,
    content: framework,
    basis: framework.basis,
  })),
  { kind: 'days', name: 'days', content: defaultPeriods, basis: `${measure4}等；未作规定的由财政局确定` },
];
