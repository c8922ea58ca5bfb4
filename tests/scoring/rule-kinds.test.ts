/** The kinds of rule that the default rubric does not use, from the facts to the leaves. */
import { describe, expect, test } from 'vitest';
import { assess } from '#scoring/assessment.ts';
import { type AssessmentFacts, planElements } from '#scoring/facts.ts';
import type { ItemMark, Marks } from '#scoring/marks.ts';
import { markFaults } from '#scoring/marks.ts';
import { truths } from '#scoring/named-facts.ts';
import { type ItemRule, rubricFaults, type RubricItem } from '#scoring/rubric.ts';
import { suggestForItem } from '#scoring/suggestion.ts';
import { flawless, judged, known, missing, own } from './assessment-case.ts';
import { itemBy, rubricOf } from './rubric-case.ts';

const source = (id: string) => ({ id, evidence: null });
const comment = (id: string) => ({ ...source(id), text: '数据口径', answered: false });
const change = (id: string, fields: object) => ({
  ...source(id),
  on: '2026-05-06',
  person: '李四',
  isLeadEvaluator: false,
  reported: true,
  consented: true,
  ...fields,
});

/** Every suggestion adopted, the rest at full marks. */
function adopted(item: RubricItem, facts: AssessmentFacts): Marks {
  const deductions = suggestForItem(item, facts).deductions.map(({ factId, cause, times, evidence }) => ({
    ...{ factId, cause, times, evidence },
    ...{ adopted: true, reason: '' },
  }));
  return {
    A1: { kind: 'deductions', deductions, reason: '已核对' },
    Z1: judged(['Z1.1', 10000 - item.points]),
  };
}

function assessed(rule: ItemRule, facts: AssessmentFacts, mark?: ItemMark) {
  const item = itemBy(rule);
  const rubric = rubricOf(item);
  expect(rubricFaults(rubric)).toEqual([]);
  const marks = { ...adopted(item, facts), ...(mark ? { A1: mark } : {}) };
  const result = assess(rubric, facts, marks);
  return { ...result, lost: result.leaves.map((leaf) => leaf.lost) };
}

describe('保底', () => {
  const rule: ItemRule = {
    kind: 'deduction',
    losses: [{ cause: 'commentUnanswered', title: '每条未回应', lost: 300 }],
    floor: 400,
  };
  test.each([
    [0, []],
    [1, [300]],
    [2, [300, 300]],
    [3, [300, 300, 0]],
  ])('%i comments unanswered', (count, lost) => {
    const all = Array.from({ length: count }, (_, n) => comment(`k${n}`));
    const result = assessed(rule, { ...flawless, comments: known(all) });
    expect(result.gaps).toEqual([]);
    expect(result.lost).toEqual(lost);
    if (count === 3) expect(result.leaves[2]?.reason).toContain('本项至多扣 6.00 分，计 0.00 分');
  });

  test('one deduction by the scorer for many comments stops there too', () => {
    const result = assessed(rule, flawless, own('f1', 'commentUnanswered', 9));
    expect(result.lost).toEqual([600]);
    expect(result.points).toBe(9400);
  });
});

describe('条件', () => {
  const kept = (lost: number | 'all'): ItemRule => ({ kind: 'condition', fact: 'staffUnchanged', lost });
  const changed = (...changes: object[]): AssessmentFacts => ({
    ...flawless,
    staffChanges: known(changes.map((fields, n) => change(`c${n}`, fields))),
  });

  test.each<[string, number | 'all', AssessmentFacts, number[]]>([
    ['holds', 'all', flawless, []],
    ['does not hold', 'all', changed({}), [1000]],
    ['does not hold, and a part is lost', 350, changed({}), [350]],
    ['does not hold twice, and is lost once', 350, changed({}, { isLeadEvaluator: true }), [350, 0]],
  ])('%s', (_, loss, facts, lost) => {
    const result = assessed(kept(loss), facts);
    expect([result.gaps, result.lost]).toEqual([[], lost]);
  });

  test('the sentence says what speaks against it', () => {
    const { leaves } = assessed(kept('all'), changed({ isLeadEvaluator: true }));
    expect(leaves[0]).toMatchObject({
      factId: 'c0',
      reason: '2026-05-06 更换主评人李四，按标准扣 10.00 分',
    });
  });

  test('a scorer may find it broken; more often costs no more', () => {
    expect(assessed(kept(350), flawless, own('f1', 'staffUnchanged', 3)).lost).toEqual([350]);
  });

  test('a cause of another item is refused', () => {
    const rubric = rubricOf(itemBy(kept('all')));
    const faults = markFaults(rubric, flawless, { A1: own('f1', 'staffChangeUnreported') });
    expect(faults.map(({ sentence }) => sentence)).toEqual([
      '所填扣分情形不属于本项，请从本项的扣分情形中选择',
    ]);
  });

  test('a missing fact is a gap', () => {
    const result = assessed(kept('all'), { ...flawless, staffChanges: missing('人员变动尚未登记') });
    expect([result.points, result.gaps]).toEqual([null, ['A1「试项」：人员变动尚未登记']]);
  });

  test('every truth holds for a flawless job, and is broken by what its causes say', () => {
    const late = { ...source('m'), due: '2026-05-20', submitted: '2026-05-22', workingDaysLate: 2 };
    const breaches = (['minor', 'severe'] as const).map((gravity) => ({
      ...source(gravity),
      ...{ on: '2026-06-01', gravity, text: '资料外带' },
    }));
    const returned = { on: '2026-05-06', cause: 'agency' as const, reason: '缺样本' };
    const broken: AssessmentFacts = {
      leadEvaluatorAbsences: known([
        { ...source('a'), from: '2026-05-06', to: '2026-05-07', workingDays: 2 },
      ]),
      staffChanges: known([change('c', { reported: false })]),
      planFiling: known({ ...source('plan'), missing: ['样本确定'] }),
      planReturns: known([
        { ...source('r1'), ...returned },
        { ...source('r2'), ...returned },
      ]),
      fieldWork: known({ ...source('f'), done: 0, planned: 1, funds: 1, offSite: { consented: false } }),
      workingPapers: flawless.workingPapers,
      reportFaults: known([{ ...source('x'), gravity: 'grade', text: '等级有误' }]),
      comments: known([comment('k')]),
      plan: known(late),
      draft: known(late),
      final: known(late),
      secrecyBreaches: known(breaches),
      undeclaredRelations: known(breaches),
      archive: known({ ...source('z'), missing: ['调查问卷'] }),
    };
    for (const fact of Object.keys(truths) as (keyof typeof truths)[]) {
      const item = itemBy({ kind: 'condition', fact, lost: 'all' });
      expect(suggestForItem(item, flawless), fact).toMatchObject({ deductions: [], missing: [] });
      expect(suggestForItem(item, broken).deductions.length, fact).toBeGreaterThan(0);
    }
  });
});

describe('要素', () => {
  const share = (required: readonly string[] = planElements): ItemRule => ({
    kind: 'elementShare',
    set: 'planElements',
    required,
  });
  const without = (...elements: (typeof planElements)[number][]): AssessmentFacts => ({
    ...flawless,
    planFiling: known({ ...source('plan'), missing: elements }),
  });

  // 10.00 × 11 ÷ 12 = 9.1666… → 9.17; 10.00 × 7 ÷ 12 = 5.8333… → 5.83.
  test.each<[string, AssessmentFacts, number[]]>([
    ['all there', flawless, []],
    ['one of twelve missing', without('样本确定'), [83]],
    ['five of twelve missing', without('样本确定', '调查问卷', '评价标准', '评价方法', '人员配置'), [417]],
    ['all missing', without(...planElements), [1000]],
  ])('%s', (_, facts, lost) => {
    const result = assessed(share(), facts);
    expect([result.gaps, result.lost]).toEqual([[], lost]);
  });

  test('only what is required counts', () => {
    const rule = share(['人员配置', '样本确定', '调查问卷']);
    expect(assessed(rule, without('时间安排', '工作纪律')).lost).toEqual([]);
    const { leaves } = assessed(rule, without('时间安排', '样本确定'));
    expect(leaves[0]?.reason).toBe(
      '首次报送的方案要素应有 3 项，实有 2 项，缺「样本确定」，按标准扣 3.33 分',
    );
  });

  test('the scorer finds so many missing', () =>
    expect(assessed(share(), flawless, own('f1', 'planElementMissing', 5)).lost).toEqual([417]));
  test('never more missing than required', () =>
    expect(assessed(share(), flawless, own('f1', 'planElementMissing', 99)).leaves).toMatchObject([
      { lost: 1000, reason: '首次报送的方案要素另有缺项：经核实' },
    ]));

  test('the files of the archive by their own names', () => {
    const rule: ItemRule = { kind: 'elementShare', set: 'archiveItems', required: ['评价报告', '调查问卷'] };
    const archive = known({ ...source('z'), missing: ['调查问卷', '基础数据表'] });
    expect(assessed(rule, { ...flawless, archive }).lost).toEqual([500]);
  });

  test('a missing fact is a gap', () =>
    expect(assessed(share(), { ...flawless, planFiling: missing('方案尚未报送') }).gaps).toEqual([
      'A1「试项」：方案尚未报送',
    ]));
});
