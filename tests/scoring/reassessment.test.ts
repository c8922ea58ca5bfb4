import { describe, expect, it } from 'vitest';
import { assess, type VetoDecision } from '#scoring/assessment.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import {
  comparedCommission,
  type PastAssessment,
  reassess,
  type Scored,
  type ScoredItem,
} from '#scoring/reassessment.ts';
import type { Rubric, RubricItem } from '#scoring/rubric.ts';
import { adoptingAll, flawless, known, own, withMarks } from './assessment-case.ts';

const rubrics = { v1: defaultRubric };
const changed = (change: (item: RubricItem) => RubricItem): Rubric => ({
  ...defaultRubric,
  dimensions: defaultRubric.dimensions.map((dimension) => ({
    ...dimension,
    items: dimension.items.map(change),
  })),
});

function past(
  marks: Marks,
  { facts = flawless, vetoes = [] }: { facts?: AssessmentFacts; vetoes?: readonly VetoDecision[] } = {},
): PastAssessment {
  const { points, tier } = assess(defaultRubric, facts, marks, vetoes);
  return {
    ...{ id: 'a', agencyId: 'agency', commissionId: 'WT-a', points: points!, tier: tier! },
    sheet: { rubricId: 'v1', facts, marks, vetoes },
  };
}

describe('computed again', () => {
  it('not without the rubric that governed it', () => {
    const one = past(adoptingAll(flawless));
    expect(reassess(one, {}, defaultRubric)).toEqual({
      own: null,
      scored: null,
      gaps: ['没有找到原考核所适用的标准'],
    });
  });

  it.each<[string, Partial<PastAssessment>]>([
    ['points', { points: 9999 }],
    ['a tier', { tier: '良' }],
  ])('not where %s alone came out otherwise', (_, recorded) => {
    const one = { ...past(adoptingAll(flawless)), ...recorded };
    expect(reassess(one, rubrics, defaultRubric)).toEqual({
      own: null,
      scored: null,
      gaps: ['按原标准重算的结果与记录不一致，请先核对'],
    });
  });

  it('names each fact that took points once, and no other', () => {
    const node = { evidence: null, due: '2026-05-20', submitted: '2026-05-27', workingDaysLate: 5 };
    const facts = { ...flawless, draft: known({ id: 'm-draft', ...node }) };
    const judged = adoptingAll(facts);
    const part = judged['P2']!;
    if (part.kind !== 'judged') throw new Error('P2 is judged');
    const marks = {
      ...judged,
      // A judgement takes points for no fact.
      P2: { ...part, parts: part.parts.map((one) => ({ ...one, points: one.points! - 100 })) },
      D1: own('leak', 'minorSecrecyBreach'),
    };
    expect(reassess(past(marks, { facts }), rubrics, defaultRubric).scored?.factIds).toEqual([
      'm-draft',
      'leak',
    ]);
  });

  it('with what no item is to blame for as a gap of its own, without the fact that it quotes', () => {
    const severe = own('big', 'severeSecrecyBreach');
    const minor = own('leak', 'minorSecrecyBreach');
    const both = [severe, minor].flatMap((mark) => (mark.kind === 'deductions' ? mark.deductions : []));
    const one = past(
      withMarks(flawless, {
        // The severe breach takes all of D1; nothing is left for the leak to take.
        D1: { kind: 'deductions', deductions: both, reason: '' },
        D2: own('leak', 'minorUndeclaredRelation'),
      }),
    );
    const wider = changed((item) => (item.code === 'D1' ? { ...item, points: 700 } : item));
    expect(reassess(one, rubrics, wider).gaps).toEqual(['同一事实在 D1 和 D2 中重复扣分，只能扣一次']);
  });

  it('not by a rubric that does not know its veto', () => {
    const vetoes = [{ veto: 'collusion', decisionId: 'd-1', reason: '经查实' }];
    const one = past(adoptingAll(flawless), { vetoes });
    expect(one).toMatchObject({ points: 10000, tier: '差' });
    const without = {
      ...defaultRubric,
      vetoes: defaultRubric.vetoes.filter(({ code }) => code !== 'collusion'),
    };
    expect(reassess(one, rubrics, without)).toMatchObject({
      scored: null,
      gaps: ['本版评分标准没有否决事项 collusion'],
    });
    expect(reassess(one, rubrics, defaultRubric)).toMatchObject({ scored: { tier: '差' }, gaps: [] });
  });

  it('without the sentence of an undecided suggestion', () => {
    const change = { id: 's', evidence: null, on: '2026-02-02', person: '欧阳某某' };
    const facts: AssessmentFacts = {
      ...flawless,
      staffChanges: known([{ ...change, isLeadEvaluator: true, reported: true, consented: false }]),
    };
    const before = changed((item) =>
      item.code === 'P3' && item.kind === 'deduction'
        ? { ...item, losses: item.losses.filter(({ cause }) => cause !== 'leadEvaluatorReplaced') }
        : item,
    );
    const marks: Marks = {
      ...adoptingAll(facts),
      P3: { kind: 'deductions', deductions: [], reason: '' },
    };
    const { points, tier } = assess(before, facts, marks);
    const one: PastAssessment = {
      ...{ id: 'a', agencyId: 'agency', commissionId: 'WT-a', points: points!, tier: tier! },
      sheet: { rubricId: 'before', facts, marks, vetoes: [] },
    };
    expect(reassess(one, { before }, defaultRubric).gaps).toEqual([
      'P3「人员稳定」：系统建议尚未采用或说明不采用的理由',
    ]);
  });
});

describe('beside each other', () => {
  const recorded = past(adoptingAll(flawless));
  const item = (code: string, points: number | null, full = 500): ScoredItem => ({
    ...{ code, title: code, full, points },
  });
  const scored = (points: number, ...items: ScoredItem[]): Scored => ({
    ...{ points, tier: '优' as const, factIds: [], items },
  });
  const side = (one: Scored) => ({ own: one, scored: one, gaps: [] });
  const between = (before: Scored, after: Scored) => comparedCommission(recorded, side(before), side(after));

  it('tells only of what differs', () => {
    expect(between(scored(9500, item('P1', 500)), scored(9500, item('P1', 500)))).toEqual([]);
    expect(comparedCommission(recorded, undefined, undefined)).toEqual([]);
  });

  it('tells of points that differ though no item does', () => {
    expect(between(scored(9500, item('P1', 500)), scored(9400, item('P1', 500)))).toMatchObject([
      { before: { points: 9500 }, after: { points: 9400 }, items: [], gaps: [] },
    ]);
  });

  it('tells of a tier that differs alone', () => {
    const before = scored(9500);
    expect(between(before, { ...before, tier: '良' })).toMatchObject([
      { before: { points: 9500, tier: '优' }, after: { points: 9500, tier: '良' }, items: [] },
    ]);
  });

  it('tells of an item whose full marks alone are others, and of one that only one side has', () => {
    const [found] = between(
      scored(9500, item('P1', 500, 500), item('P2', 300), item('P4', 100)),
      scored(9500, item('P1', 500, 700), item('P3', 300), item('P4', 100)),
    );
    expect(found?.items).toEqual([
      { before: item('P1', 500, 500), after: item('P1', 500, 700) },
      { before: null, after: item('P3', 300) },
      { before: item('P2', 300), after: null },
    ]);
  });

  it('takes the result as recorded on a side without a rubric of its own', () => {
    const own = scored(9500, item('P1', 400));
    const after = scored(9600, item('P1', 500));
    const to = { own, scored: after, gaps: [] };
    expect(comparedCommission(recorded, undefined, to)).toMatchObject([
      { before: { points: 9500 }, after: { points: 9600 } },
    ]);
    expect(comparedCommission(recorded, to, undefined)).toMatchObject([
      { before: { points: 9600 }, after: { points: 9500 } },
    ]);
  });

  it('names the gaps of both sides once and shows what is recorded', () => {
    const gap = (...gaps: string[]) => ({ own: null, scored: null, gaps });
    expect(comparedCommission(recorded, gap('一', '二'), gap('二', '三'))).toEqual([
      {
        ...{ commissionId: 'WT-a', agencyId: 'agency' },
        before: { points: 10000, tier: '优' },
        ...{ after: null, items: [], gaps: ['一', '二', '三'] },
      },
    ]);
  });
});
