import { describe, expect, test } from 'vitest';
import { assess } from '#scoring/assessment.ts';
import { carryOver } from '#scoring/carry-over.ts';
import type { AssessmentFacts, Cause, Ground, NumericFact, Truth } from '#scoring/facts.ts';
import type { ItemMark, Marks } from '#scoring/marks.ts';
import type { ItemRule, Rubric } from '#scoring/rubric.ts';
import { flawless, judged, known, leftOut } from './assessment-case.ts';
import { add, constant, fact, lessPerDay, piecewise, points } from './formula-case.ts';
import { itemBy, rubricOf } from './rubric-case.ts';

const byDays = rubricOf(itemBy({ kind: 'formula', formula: lessPerDay('draftDaysLate', 1000, 50) }));
const stricter = rubricOf(itemBy({ kind: 'formula', formula: lessPerDay('draftDaysLate', 1000, 100) }));
/** Nothing is lost before the fourth day. */
const lenient = rubricOf(
  itemBy({
    kind: 'formula',
    formula: piecewise(fact('draftDaysLate'), [[constant('days', 4), points(1000)]], points(0)),
  }),
);
const threeDaysLate: AssessmentFacts = {
  ...flawless,
  draft: known({ id: 'm', evidence: null, due: '2026-05-20', submitted: '2026-05-25', workingDaysLate: 3 }),
};
const decided = (adopted: boolean): ItemMark => ({
  kind: 'deductions',
  deductions: [{ factId: 'm', cause: 'formula', times: 1, adopted, reason: '系统停机', evidence: null }],
  reason: '',
});
const nothingToDecide: ItemMark = { kind: 'deductions', deductions: [], reason: '已核对' };
const sheet = (mark: ItemMark): Marks => ({ A1: mark, Z1: judged(['Z1.1', 9000]) });

const carried = (from: typeof byDays, to: typeof byDays, mark: ItemMark) => {
  const { marks, gaps } = carryOver(from, to, threeDaysLate, sheet(mark));
  return gaps.length > 0 ? gaps : assess(to, threeDaysLate, marks).points;
};

test.each([
  ['adopted', decided(true), 9700],
  ['rejected with a reason', decided(false), 10000],
])('what a formula takes, %s, is priced by the new formula on the same facts', (_, mark, total) =>
  expect(carried(byDays, stricter, mark)).toBe(total),
);

test('where the old formula took nothing there was nothing to decide', () =>
  expect(carried(lenient, stricter, nothingToDecide)).toBe(9700));

test('where the new one takes nothing, nothing is left of the old decision', () =>
  expect(carried(byDays, lenient, decided(true))).toBe(10000));

test.each([
  [
    'other facts',
    rubricOf(itemBy({ kind: 'formula', formula: lessPerDay('planDaysLate', 1000, 50) })),
    'A1「试项」：所依据的事实已改变',
  ],
  [
    'another kind of rule',
    rubricOf(itemBy({ kind: 'lateDays', cause: 'draftLate', percentPerDay: 10 })),
    'A1「试项」：计分方式由「公式」改为「逾期」',
  ],
])('%s leave a gap', (_, to, gap) => expect(carried(byDays, to, decided(true))).toContain(gap));

const source = (id: string) => ({ id, evidence: null });
const losing = (...causes: Cause[]): ItemRule => ({
  kind: 'deduction',
  losses: causes.map((cause) => ({ cause, title: cause, lost: 100 })),
});
const deduction = (factId: string, cause: Ground) => ({
  ...{ factId, cause, times: 1, adopted: true, reason: '经核实', evidence: null },
});
const deductions = (...all: ReturnType<typeof deduction>[]): ItemMark => ({
  ...{ kind: 'deductions', deductions: all, reason: '' },
});
const over = (from: Rubric, to: Rubric, marks: Marks, facts = flawless) => carryOver(from, to, facts, marks);

describe('what an item asks must be what it asked', () => {
  const late = (cause: 'planLate' | 'draftLate'): ItemRule => ({
    kind: 'lateDays',
    cause,
    percentPerDay: 10,
  });
  const condition = (fact: Truth): ItemRule => ({ kind: 'condition', fact, lost: 'all' });
  const share = (set: 'planElements' | 'archiveItems'): ItemRule => ({
    ...{ kind: 'elementShare', set, required: ['调查问卷'] },
  });
  const ratio = (measure: 'fieldWork' | 'workingPapers'): ItemRule => ({
    ...{ kind: 'ratio', measure, minimumPercent: 0, sampleAtLeast: 0, losses: [] },
  });
  const changed = 'A1「试项」：所依据的事实已改变';
  test.each<[ItemRule, ItemRule, string[]]>([
    [late('planLate'), late('planLate'), []],
    [late('planLate'), late('draftLate'), [changed]],
    [condition('secrecyKept'), condition('secrecyKept'), []],
    [condition('secrecyKept'), condition('planOnTime'), [changed]],
    [share('planElements'), share('planElements'), []],
    [share('planElements'), share('archiveItems'), [changed]],
    [ratio('fieldWork'), ratio('fieldWork'), []],
    [ratio('fieldWork'), ratio('workingPapers'), [changed]],
    [losing('otherFault'), losing('commentUnanswered'), []],
    [losing('otherFault'), late('planLate'), ['A1「试项」：计分方式由「扣分」改为「逾期」']],
    [condition('secrecyKept'), share('planElements'), ['A1「试项」：计分方式由「条件」改为「要素」']],
    [ratio('fieldWork'), condition('secrecyKept'), ['A1「试项」：计分方式由「比例」改为「条件」']],
    [
      { ...losing('otherFault'), kind: 'gradedFaults' } as ItemRule,
      { kind: 'steps', steps: [] },
      ['A1「试项」：计分方式由「分级差错」改为「分档」'],
    ],
    [{ kind: 'judged', parts: [] }, ratio('fieldWork'), ['A1「试项」：计分方式由「评判」改为「比例」']],
  ])('%o, then %o', (from, to, gaps) =>
    expect(over(rubricOf(itemBy(from)), rubricOf(itemBy(to)), {}).gaps).toEqual(gaps),
  );

  test('the facts of a formula, in whatever order', () => {
    const by = (left: NumericFact, right: NumericFact) =>
      rubricOf(itemBy({ kind: 'formula', formula: add(fact(left), fact(right)) }));
    const both = by('planDaysLate', 'draftDaysLate');
    expect(over(both, by('draftDaysLate', 'planDaysLate'), {}).gaps).toEqual([]);
    expect(over(both, by('draftDaysLate', 'draftDaysLate'), {}).gaps).toEqual([changed]);
  });

  test('an item that is new has no answer, one that is gone leaves none', () => {
    const old = rubricOf(itemBy(losing('otherFault')));
    const next = rubricOf(itemBy(losing('planReturned'), 1000, 'B1'));
    const { marks, gaps } = over(old, next, { A1: deductions(), Z1: judged(['Z1.1', 9000]) });
    expect(gaps).toEqual(['B1「试项」：原标准没有这一评分项']);
    expect(Object.keys(marks)).toEqual(['Z1']);
  });

  test('no mark is carried as none, one left out as left out', () => {
    const rubric = rubricOf(itemBy(losing('otherFault')));
    expect(over(rubric, rubric, {})).toEqual({ marks: {}, gaps: [] });
    expect(over(rubric, rubric, { A1: leftOut })).toEqual({ marks: { A1: leftOut }, gaps: [] });
  });
});

describe('what was judged', () => {
  const parts = (...all: [code: string, points: number][]): Rubric =>
    rubricOf(
      itemBy(
        {
          kind: 'judged',
          parts: all.map(([code, points]) => ({ code, title: code, points, anchor: '' })),
        },
        all.reduce((sum, [, points]) => sum + points, 0),
      ),
    );
  const given = (points: number | null, code = 'a', reason = '见记录') => ({
    ...{ code, points, reason, evidence: null },
  });
  const carriedParts = (from: Rubric, to: Rubric, ...all: ReturnType<typeof given>[]) =>
    over(from, to, { A1: { kind: 'judged', parts: all } });

  // 3 of 20.00 are 1.5 of 10.00; 1 of 30.00 is 0.33… of 10.00.
  test.each([
    [2000, 1000, 3, 2],
    [3000, 1000, 1, 0],
    [1000, 1000, 333, 333],
    [1000, 2000, 333, 666],
    [1000, 2000, null, null],
  ])('of %i, then of %i: %s becomes %s', (before, after, points, carried_) => {
    const { marks, gaps } = carriedParts(parts(['a', before]), parts(['a', after]), given(points));
    expect(marks.A1).toEqual({ kind: 'judged', parts: [given(carried_)] });
    expect(gaps).toEqual([]);
  });

  test('a new part is a gap, one that is gone is left behind', () => {
    const { marks, gaps } = carriedParts(
      parts(['a', 500], ['b', 500]),
      parts(['a', 500], ['c', 500]),
      given(400),
      given(300, 'b'),
    );
    expect(marks.A1).toEqual({ kind: 'judged', parts: [given(400)] });
    expect(gaps).toEqual(['A1「试项」：原标准没有要点「c」']);
  });

  test('an item in steps is one part', () => {
    const steps = (points: number) => rubricOf(itemBy({ kind: 'steps', steps: [] }, points));
    const { marks } = carriedParts(steps(1000), steps(500), given(900, 'A1'));
    expect(marks.A1).toEqual({ kind: 'judged', parts: [given(450, 'A1')] });
  });

  test('without any reason the first part gets one, with one nothing is added', () => {
    const two = parts(['a', 500], ['b', 500]);
    const reasons = (...all: [string, string]) => {
      const { marks } = carriedParts(two, two, given(500, 'a', all[0]), given(500, 'b', all[1]));
      return marks.A1?.kind === 'judged' ? marks.A1.parts.map(({ reason }) => reason) : [];
    };
    expect(reasons('', ' ')).toEqual(['沿用第 1 版标准下的评分', ' ']);
    expect(reasons('', '属实')).toEqual(['', '属实']);
  });
});

describe('what was deducted', () => {
  test('the reason for full marks is kept, or says where the mark comes from', () => {
    const rubric = rubricOf(itemBy(losing('otherFault')));
    const reasonOf = (reason: string) => {
      const { marks } = over(rubric, rubric, { A1: { kind: 'deductions', deductions: [], reason } });
      return marks.A1?.kind === 'deductions' ? marks.A1.reason : null;
    };
    expect(reasonOf('已核对')).toBe('已核对');
    expect(reasonOf(' ')).toBe('沿用第 1 版标准下的评分');
  });

  test('a cause that is no longer asked for is left behind', () => {
    const from = rubricOf(itemBy(losing('otherFault', 'commentUnanswered')));
    const to = rubricOf(itemBy(losing('otherFault')));
    const mark = deductions(deduction('f1', 'otherFault'), deduction('f2', 'commentUnanswered'));
    const { marks, gaps } = over(from, to, { A1: mark });
    expect(gaps).toEqual([]);
    expect(marks.A1).toMatchObject({ deductions: [deduction('f1', 'otherFault')] });
  });

  test('what is not entered alone stands only while the facts suggest it', () => {
    const late = (percentPerDay: number) =>
      rubricOf(itemBy({ kind: 'lateDays', cause: 'draftLate', percentPerDay }));
    const mark = deductions(deduction('m', 'draftLate'), deduction('other', 'draftLate'));
    expect(over(late(10), late(20), { A1: mark }, threeDaysLate).marks.A1).toMatchObject({
      deductions: [deduction('m', 'draftLate')],
    });
    expect(over(late(10), late(20), { A1: mark }).marks.A1).toMatchObject({ deductions: [] });
  });

  test.each<[string, ItemRule, ItemRule, Partial<AssessmentFacts>, Ground, string]>([
    [
      'the least of the funds to be seen',
      { kind: 'ratio', measure: 'fieldWork', minimumPercent: 0, sampleAtLeast: 0, losses: [] },
      { kind: 'ratio', measure: 'fieldWork', minimumPercent: 50, sampleAtLeast: 0, losses: [] },
      { fieldWork: known({ ...source('f'), done: 20, planned: 20, funds: 100, offSite: null }) },
      'fieldWork',
      'f',
    ],
    [
      'the elements',
      { kind: 'elementShare', set: 'planElements', required: ['调查问卷'] },
      { kind: 'elementShare', set: 'planElements', required: ['调查问卷', '样本确定'] },
      { planFiling: known({ ...source('plan'), missing: ['样本确定'] }) },
      'planElementMissing',
      'plan',
    ],
  ])('where %s are more, what follows from the facts is adopted', (_, from, to, facts, cause, factId) => {
    const both = [rubricOf(itemBy(from)), rubricOf(itemBy(to))] as const;
    const all = { ...flawless, ...facts };
    expect(over(...both, { A1: nothingToDecide }, all).marks.A1).toMatchObject({
      deductions: [{ factId, cause, times: 1, adopted: true, reason: '', evidence: null }],
    });
    const rejected = { ...deduction(factId, cause), adopted: false };
    expect(over(...both, { A1: deductions(rejected) }, all).marks.A1).toMatchObject({
      deductions: [rejected],
    });
  });

  test('what was decided on another fact, or on another ground, decides nothing of the share', () => {
    const share = (...required: string[]) =>
      rubricOf(itemBy({ kind: 'elementShare', set: 'planElements', required }));
    const planFiling = known({ ...source('plan'), missing: ['样本确定'] as const });
    const own = deduction('seen', 'planElementMissing');
    expect(
      over(
        share('调查问卷'),
        share('调查问卷', '样本确定'),
        { A1: deductions(own) },
        { ...flawless, planFiling },
      ).marks.A1,
    ).toMatchObject({ deductions: [own, { factId: 'plan', cause: 'planElementMissing', adopted: true }] });
    const ratio = (minimumPercent: number) =>
      rubricOf(
        itemBy({
          ...{ kind: 'ratio', measure: 'fieldWork', minimumPercent, sampleAtLeast: 0 },
          losses: [{ cause: 'offSiteWithoutConsent', title: '未经同意', lost: 'all' }],
        }),
      );
    const fieldWork = known({
      ...{ ...source('f'), done: 20, planned: 20, funds: 100, offSite: { consented: false } },
    });
    const offSite = deduction('f', 'offSiteWithoutConsent');
    expect(
      over(ratio(0), ratio(50), { A1: deductions(offSite) }, { ...flawless, fieldWork }).marks.A1,
    ).toMatchObject({ deductions: [offSite, { factId: 'f', cause: 'fieldWork', adopted: true }] });
  });

  test('an occurrence that nobody decided on is not decided in passing', () => {
    const rubric = rubricOf(itemBy(losing('otherFault')));
    const reportFaults = known([{ ...source('x'), gravity: 'other' as const, text: '表 3' }]);
    const { marks } = over(rubric, rubric, { A1: nothingToDecide }, { ...flawless, reportFaults });
    expect(marks.A1).toMatchObject({ deductions: [] });
  });
});

describe('what another item asks for now', () => {
  const from = rubricOf(itemBy(losing('otherFault', 'minorSecrecyBreach'), 1000, 'A1'));
  const items = (a: ItemRule, b: ItemRule) => rubricOf(itemBy(a, 1000, 'A1'), itemBy(b, 1000, 'B1'));
  const isNew = 'B1「试项」：原标准没有这一评分项';
  const moved = 'B1「试项」：扣分情形原记在 A1，没有可沿用的评分';
  test.each<[string, Rubric, Ground[], string[]]>([
    [
      'another',
      items(losing('otherFault'), losing('minorSecrecyBreach')),
      ['minorSecrecyBreach'],
      [isNew, moved],
    ],
    [
      'another, for two deductions',
      items(losing('planReturned'), losing('minorSecrecyBreach', 'otherFault')),
      ['minorSecrecyBreach', 'otherFault'],
      [isNew, moved],
    ],
    [
      'the same too',
      items(losing('minorSecrecyBreach'), losing('minorSecrecyBreach')),
      ['minorSecrecyBreach'],
      [isNew],
    ],
    ['none', items(losing('otherFault'), losing('planReturned')), ['minorSecrecyBreach'], [isNew]],
    [
      'another, as something that must hold',
      items(losing('otherFault'), { kind: 'condition', fact: 'secrecyKept', lost: 'all' }),
      ['minorSecrecyBreach'],
      [isNew, moved],
    ],
    [
      'another, one by one',
      items(losing('otherFault'), losing('severeSecrecyBreach')),
      ['secrecyKept'],
      [isNew, moved],
    ],
    [
      'nothing of a formula',
      items(losing('otherFault'), { kind: 'formula', formula: lessPerDay('draftDaysLate', 1000, 50) }),
      ['formula'],
      [isNew],
    ],
  ])('%s', (_, to, causes, gaps) =>
    expect(over(from, to, { A1: deductions(...causes.map((cause) => deduction('f', cause))) }).gaps).toEqual(
      gaps,
    ),
  );
});
