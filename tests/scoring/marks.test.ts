import { describe, expect, test } from 'vitest';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { type ItemMark, markFaults, type Marks } from '#scoring/marks.ts';
import { adoptingAll, flawless, judged, known, leftOut, own } from './assessment-case.ts';

const late = known({
  id: 'm',
  evidence: null,
  due: '2026-05-20',
  submitted: '2026-05-21',
  workingDaysLate: 1,
});
const facts = { ...flawless, plan: late };
const faultsOf = (marks: Marks) =>
  markFaults(defaultRubric, facts, marks).map(({ item, sentence }) => `${item} ${sentence}`);

const own1 = (fields: object): ItemMark => {
  const mark = own('f1', 'minorSecrecyBreach');
  if (mark.kind !== 'deductions') throw new Error();
  return { ...mark, deductions: mark.deductions.map((deduction) => ({ ...deduction, ...fields })) };
};
const onPlan = (adopted: boolean, reason: string): ItemMark => ({
  kind: 'deductions',
  reason: '',
  deductions: [{ factId: 'm', cause: 'planLate', times: 1, adopted, reason, evidence: null }],
});
const part = (points: number | null, reason: string): ItemMark => ({
  kind: 'judged',
  parts: [{ code: 'P2', points, reason, evidence: null }],
});

test('marks that adopt everything with reasons have no fault', () => {
  expect(faultsOf(adoptingAll(facts))).toEqual([]);
  expect(faultsOf({})).toEqual([]);
});

describe('reasons', () => {
  test.each<[string, Marks, string]>([
    ['an own deduction', { D1: own1({ reason: ' ' }) }, 'D1 每条扣分须写明理由'],
    ['a rejected suggestion', { E1: onPlan(false, '') }, 'E1 不采用系统建议'],
    ['a judged loss', { P2: part(699, '') }, 'P2 「专业结构」扣分须写明理由'],
    [
      'full marks from 10.00 on',
      { O4: { kind: 'deductions', deductions: [], reason: '' } },
      'O4 分值 10.00 分及以上',
    ],
  ])('%s needs one', (_, marks, start) => {
    const faults = faultsOf(marks);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.startsWith(start)).toBe(true);
  });

  test('full marks on judged parts of 10.00 need one, below they do not', () => {
    const bare = (...parts: [string, number][]): ItemMark => ({
      kind: 'judged',
      parts: parts.map(([code, points]) => ({ code, points, reason: '', evidence: null })),
    });
    expect(faultsOf({ O5: bare(['O5.1', 400], ['O5.2', 300], ['O5.3', 300]) })).toHaveLength(1);
    expect(faultsOf({ O5: bare(['O5.1', 400], ['O5.2', 300], ['O5.3', 299]) })).toEqual([
      expect.stringContaining('扣分须写明理由'),
    ]);
    expect(faultsOf({ P2: bare(['P2', 700]) })).toEqual([]);
    expect(faultsOf({ O3: { kind: 'deductions', deductions: [], reason: '' } })).toEqual([]);
  });

  test('an adopted suggestion brings its own', () => expect(faultsOf({ E1: onPlan(true, '') })).toEqual([]));
});

describe('ranges', () => {
  test.each([
    [-1, 1],
    [0, 0],
    [700, 0],
    [701, 1],
    [0.5, 1],
    [NaN, 1],
    [null, 1],
  ])('%s points of 7.00: %i faults', (points, count) =>
    expect(faultsOf({ P2: part(points, '有依据') })).toHaveLength(count),
  );
  test.each([0, -1, 1.5])('%d times is refused', (times) =>
    expect(faultsOf({ D1: own1({ times }) })).toEqual(['D1 扣分次数须为不小于 1 的整数']),
  );
});

describe('shapes', () => {
  test.each<[string, Marks]>([
    ['points on a deduction item', { D1: judged(['D1', 300]) }],
    ['deductions on a judged item', { P2: own('f1', 'minorSecrecyBreach') }],
    ['a cause of another item', { D2: own('f1', 'minorSecrecyBreach') }],
    ['days late of the scorer’s own making', { E2: own('f1', 'draftLate') }],
    ['a deduction without a fact', { D1: own1({ factId: '' }) }],
    ['a suggestion rejected that nobody made', { D1: own1({ adopted: false }) }],
    ['a part twice', { P2: judged(['P2', 700], ['P2', 600]) }],
    ['a part of another item', { P2: judged(['P2', 700], ['O5.1', 100]) }],
    ['a part missing', { O5: judged(['O5.1', 300], ['O5.2', 300]) }],
    ['left out by one person alone', { O2: { ...leftOut, secondPerson: '李一' } as ItemMark }],
  ])('%s is refused', (_, marks) => expect(faultsOf(marks)).toHaveLength(1));

  test('the same fact twice in one item', () => {
    const once = own('f1', 'minorSecrecyBreach');
    if (once.kind !== 'deductions') throw new Error();
    const twice = { ...once, deductions: [...once.deductions, ...once.deductions] };
    expect(faultsOf({ D1: twice })).toEqual(['D1 同一事实重复填写，只能扣一次']);
  });
});
