import { describe, expect, it } from 'vitest';
import type { Ground } from '#scoring/facts.ts';
import {
  factsTakenBy,
  lossOf,
  lostShare,
  mostLostOf,
  ownLossesOf,
  ownLossOf,
  titleOfFact,
} from '#scoring/item-losses.ts';
import type { ItemRule } from '#scoring/rubric.ts';
import { add, fact, lessPerDay, points } from './formula-case.ts';
import { itemBy } from './rubric-case.ts';

const losses = [
  { cause: 'commentUnanswered', title: '每条未回应', lost: 300 },
  { cause: 'otherFault', title: '差错', lost: 'all' },
] as const;
const deduction: ItemRule = { kind: 'deduction', losses };
const floored: ItemRule = { kind: 'deduction', losses, floor: 400 };
const graded: ItemRule = { kind: 'gradedFaults', losses, floor: 100 };
const ratio: ItemRule = {
  ...{ kind: 'ratio', measure: 'fieldWork', minimumPercent: 30, sampleAtLeast: 0 },
  losses: [{ cause: 'offSiteWithoutConsent', title: '未经同意', lost: 'all' }],
};
const late: ItemRule = { kind: 'lateDays', cause: 'draftLate', percentPerDay: 10 };
const condition: ItemRule = { kind: 'condition', fact: 'secrecyKept', lost: 350 };
const wholeCondition: ItemRule = { kind: 'condition', fact: 'secrecyKept', lost: 'all' };
const share: ItemRule = {
  kind: 'elementShare',
  set: 'archiveItems',
  required: ['评价报告', '调查问卷', '基础数据表'],
};
const judged: ItemRule = {
  kind: 'judged',
  parts: [{ code: 'A1.1', title: '质量', points: 1000, anchor: '' }],
};
const formula: ItemRule = {
  kind: 'formula',
  formula: add(lessPerDay('planDaysLate', 1000, 100), fact('comments')),
};

describe('the facts an item takes points for, and where it says so', () => {
  it.each<[ItemRule, [string, string][]]>([
    [
      deduction,
      [
        ['commentUnanswered', 'losses.0.cause'],
        ['otherFault', 'losses.1.cause'],
      ],
    ],
    [
      graded,
      [
        ['commentUnanswered', 'losses.0.cause'],
        ['otherFault', 'losses.1.cause'],
      ],
    ],
    [
      ratio,
      [
        ['fieldWork', 'measure'],
        ['offSiteWithoutConsent', 'losses.0.cause'],
      ],
    ],
    [late, [['draftLate', 'cause']]],
    [
      condition,
      [
        ['minorSecrecyBreach', 'fact'],
        ['severeSecrecyBreach', 'fact'],
      ],
    ],
    [share, [['archiveItemMissing', 'set']]],
    [judged, []],
    [formula, [['planLate', 'formula.left.right.right.right.left.fact']]],
  ])('%o', (rule, taken) =>
    expect(factsTakenBy(itemBy(rule)).map((one) => [one.fact, one.path])).toEqual(taken),
  );

  it('nothing for names that there are not', () => {
    const odd = [
      { kind: 'condition', fact: 'x', lost: 'all' },
      { kind: 'elementShare', set: 'x', required: [] },
      { kind: 'formula', formula: { op: 'fact', fact: 'x' } },
    ] as unknown as ItemRule[];
    for (const rule of odd) expect(factsTakenBy(itemBy(rule))).toEqual([]);
  });

  it('are named', () => {
    expect(titleOfFact('planLate')).toBe('评价实施方案逾期');
    expect(titleOfFact('fieldWork')).toBe('现场调研覆盖的资金');
  });
});

describe('all that an item can lose', () => {
  it.each<[ItemRule, number]>([
    [deduction, 1000],
    [floored, 600],
    [graded, 900],
    [ratio, 1000],
    [late, 1000],
    [condition, 350],
    [wholeCondition, 1000],
    [share, 1000],
    [judged, 1000],
  ])('%o', (rule, most) => expect(mostLostOf(itemBy(rule))).toBe(most));

  it.each<[number | 'all', number, number]>([
    [200, 1, 200],
    [200, 3, 600],
    [200, 4, 600],
    ['all', 1, 600],
  ])('%s, %i times, of 6.00 that can be lost costs %i', (lost, times, cost) =>
    expect(lossOf(itemBy(floored), lost, times)).toBe(cost),
  );
});

describe('what a scorer deducts by own observation', () => {
  it.each<[ItemRule, Ground, number, number | null]>([
    [deduction, 'commentUnanswered', 2, 600],
    [deduction, 'commentUnanswered', 4, 1000],
    [deduction, 'otherFault', 1, 1000],
    [deduction, 'planLate', 1, null],
    [ratio, 'offSiteWithoutConsent', 1, 1000],
    [ratio, 'fieldWork', 1, null],
    [late, 'draftLate', 1, null],
    [condition, 'secrecyKept', 3, 350],
    [condition, 'minorSecrecyBreach', 1, null],
    // 10.00 less 10.00 × 2 ÷ 3 = 6.6666… → 6.67.
    [share, 'archiveItemMissing', 1, 333],
    [share, 'archiveItemMissing', 3, 1000],
    [share, 'archiveItemMissing', 4, 1000],
    [share, 'planElementMissing', 1, null],
    [judged, 'otherFault', 1, null],
  ])('%o for %s, %i times: %s', (rule, cause, times, cost) =>
    expect(ownLossOf(itemBy(rule), cause, times)).toBe(cost),
  );

  it.each<[ItemRule, [Ground, string][]]>([
    [
      deduction,
      [
        ['commentUnanswered', '每条未回应'],
        ['otherFault', '差错'],
      ],
    ],
    [condition, [['secrecyKept', '不符合「遵守保密和资料管理要求」']]],
    [share, [['archiveItemMissing', '归档资料另有缺项']]],
    [late, []],
    [judged, []],
    [{ kind: 'formula', formula: points(1000) }, []],
  ])('%o', (rule, own) =>
    expect(ownLossesOf(itemBy(rule)).map(({ cause, title }) => [cause, title])).toEqual(own),
  );
});

it.each([
  [1000, 0, 3, 0],
  [1000, 1, 3, 333],
  [1000, 2, 3, 667],
  [1000, 3, 3, 1000],
  [1000, 4, 3, 1000],
])('%i hundredths, %i missing of %i: %i', (full, gone, required, lost) =>
  expect(lostShare(full, gone, required)).toBe(lost),
);
