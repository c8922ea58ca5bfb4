import { describe, expect, it } from 'vitest';
import type { CommissionConditions, RuleId, SpecialNeed } from '#scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules, needText, ruleOf } from '#scoring/eligibility-rules.ts';
import { commissionOf } from '../support/candidates.ts';

const words = (ruleId: RuleId, more: Partial<CommissionConditions> = {}) =>
  ruleOf(rules, commissionOf(more), ruleId);
const field: SpecialNeed = { kind: 'field', field: '水利' };
const bond: SpecialNeed = { kind: 'specialBond', projects: 2 };
const secrecy: SpecialNeed = { kind: 'secrecy', scope: '秘密级' };

it.each<[SpecialNeed, string]>([
  [field, '具有水利领域业绩'],
  [bond, '专项债券项目评价业绩不少于 2 个'],
  [secrecy, '符合涉密业务范围要求（秘密级）'],
])('%o', (need, text) => expect(needText(need)).toBe(text));

describe('what is required', () => {
  it.each<[RuleId, Partial<CommissionConditions>, string]>([
    ['R1', { neededSections: [] }, '冻结前已建档并审核通过，12 个月内确认过，未过期'],
    [
      'R1',
      { neededSections: ['基本信息', '业绩记录'] },
      '冻结前已建档并审核通过本次委托所需资料（基本信息、业绩记录），12 个月内确认过，未过期',
    ],
    ['R2', { leadEvaluatorsNeeded: 2 }, '委托期间可用的主评人不少于 2 名（同期主评的项目少于 3 个）'],
    [
      'R5',
      {},
      '3 年内没有重大违法记录，附声明和信用中国、中国政府采购网、预算绩效评价第三方机构信用管理平台的查询结果',
    ],
    ['R7', {}, '每名主评人同时主评不超过 3 个项目，机构在办项目连同本次不超过在岗主评人数的 3 倍'],
    ['R8', {}, '本次委托没有特殊要求'],
    ['R8', { specialNeeds: [field, bond] }, '具有水利领域业绩；专项债券项目评价业绩不少于 2 个'],
  ])('%s of %o', (ruleId, more, required) => expect(words(ruleId, more).required).toBe(required));
});

it('cites a version that the bureau drafted by its number until its paper is there', () => {
  const second = { ...rules, version: 2 };
  expect(ruleOf(second, commissionOf(), 'R7').citation).toBe('本局委托资格条件（第 2 版，尚未公布施行）');
});

describe('each rule', () => {
  it.each<[RuleId, string, string, RegExp]>([
    ['R1', '机构档案', '本局委托资格条件（默认值，待财政局确认），资料内容参照财监〔2021〕4号第八条', /建档/],
    ['R2', '可用主评人', '财监〔2021〕4号第七条、第十四条', /主评人/],
    ['R3', '处理决定', '本局委托资格条件（默认值，待财政局确认）', /处理决定/],
    ['R4', '受限', '本局委托资格条件（默认值，待财政局确认）', /受限/],
    [
      'R5',
      '诚信记录',
      '《政府采购法》第二十二条、《政府采购法实施条例》第十九条、财库〔2016〕125号',
      /重大违法记录/,
    ],
    ['R6', '回避', '财监〔2021〕4号第二条、第十三条，《政府采购法实施条例》第十八条', /回避/],
    ['R7', '在办项目', '本局委托资格条件（默认值，待财政局确认）', /在办项目/],
    ['R8', '特殊要求', '财监〔2021〕4号第九条第二款', /特殊要求/],
  ])('%s has its title, its citation and its words', (ruleId, title, citation, required) => {
    expect(words(ruleId)).toEqual({
      ruleId,
      ruleVersion: 1,
      title,
      citation,
      required: expect.stringMatching(required),
    });
  });

  it('R8 cites article 10 where any of the needs is secrecy', () =>
    expect(words('R8', { specialNeeds: [field, secrecy] }).citation).toBe(
      '财监〔2021〕4号第九条第二款、第十条',
    ));
});
