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
    ['a rejected suggestion, not a blank', { E1: onPlan(false, ' ') }, 'E1 不采用系统建议'],
    [
      'full marks from 10.00 on, not a blank',
      { O4: { kind: 'deductions', deductions: [], reason: ' ' } },
      'O4 分值 10.00 分及以上',
    ],
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

  test('of full marks on judged parts one part may give it, in more than blanks', () => {
    const withReasons = (...reasons: string[]): ItemMark => ({
      kind: 'judged',
      parts: [400, 300, 300].map((points, index) => ({
        ...{ code: `O5.${index + 1}`, points, reason: reasons[index] ?? '', evidence: null },
      })),
    });
    expect(faultsOf({ O5: withReasons('', '问题真实具体') })).toEqual([]);
    expect(faultsOf({ O5: withReasons(' ', ' ', ' ') })).toEqual([
      'O5 分值 10.00 分及以上的评分项给满分须写明理由',
    ]);
  });

  test('an adopted suggestion brings its own', () => expect(faultsOf({ E1: onPlan(true, '') })).toEqual([]));
});

describe('ranges', () => {
  test.each<[number | null, string[]]>([
    [-1, ['P2 「专业结构」的得分须在 0.00 至 7.00 之间']],
    [0, []],
    [700, []],
    [701, ['P2 「专业结构」的得分须在 0.00 至 7.00 之间']],
    [0.5, ['P2 「专业结构」的得分最多两位小数']],
    [NaN, ['P2 「专业结构」的得分最多两位小数']],
    [null, ['P2 「专业结构」尚未评分']],
  ])('%s points of 7.00', (points, faults) =>
    expect(faultsOf({ P2: part(points, '有依据') })).toEqual(faults),
  );
  test.each([0, -1, 1.5])('%d times is refused', (times) =>
    expect(faultsOf({ D1: own1({ times }) })).toEqual(['D1 扣分次数须为不小于 1 的整数']),
  );
  test('once is not', () => expect(faultsOf({ D1: own1({ times: 1 }) })).toEqual([]));
});

describe('shapes', () => {
  test.each<[string, Marks, string]>([
    ['points on a deduction item', { D1: judged(['D1', 300]) }, 'D1 本项按扣分情形计分，不能直接填写得分'],
    [
      'deductions on a judged item',
      { P2: own('f1', 'minorSecrecyBreach') },
      'P2 本项须评定得分，不能按扣分填写',
    ],
    [
      'a cause of another item',
      { D2: own('f1', 'minorSecrecyBreach') },
      'D2 所填扣分情形不属于本项，请从本项的扣分情形中选择',
    ],
    [
      'days late of the scorer’s own making',
      { E2: own('f1', 'draftLate') },
      'E2 所填扣分情形不属于本项，请从本项的扣分情形中选择',
    ],
    ['a deduction without a fact', { D1: own1({ factId: ' ' }) }, 'D1 每条扣分须注明所依据的事实'],
    [
      'a suggestion rejected that nobody made',
      { D1: own1({ adopted: false }) },
      'D1 系统没有这条建议，请删去后重新填写',
    ],
    ['a part twice', { P2: judged(['P2', 700], ['P2', 600]) }, 'P2 「专业结构」重复评分'],
    ['a part of another item', { P2: judged(['P2', 700], ['O5.1', 100]) }, 'P2 所填要点不属于本项'],
  ])('%s is refused', (_, marks, sentence) => expect(faultsOf(marks)).toEqual([sentence]));

  test('each part that is missing is named', () => {
    const faults = faultsOf({ O5: judged(['O5.2', 300]) });
    expect(faults).toHaveLength(2);
    for (const sentence of faults) expect(sentence).toMatch(/^O5 「.+」尚未评分$/);
  });

  test.each<[string, object, string[]]>([
    ['by two, with a reason', {}, []],
    ['without a reason', { reason: ' ' }, ['O2 标记不适用须写明理由']],
    ['without a second person', { secondPerson: ' ' }, ['O2 标记不适用须由第二人确认']],
    ['by one alone', { secondPerson: '李一' }, ['O2 标记不适用的确认人不能是评分人本人']],
    [
      'by one alone without a reason',
      { reason: '', secondPerson: '李一' },
      ['O2 标记不适用须写明理由', 'O2 标记不适用的确认人不能是评分人本人'],
    ],
  ])('left out %s', (_, fields, sentences) =>
    expect(faultsOf({ O2: { ...leftOut, markedBy: '李一', ...fields } as ItemMark })).toEqual(sentences),
  );

  test('the same fact twice in one item, not once for each of two causes', () => {
    const once = own('f1', 'minorSecrecyBreach');
    const other = own('f1', 'severeSecrecyBreach');
    if (once.kind !== 'deductions' || other.kind !== 'deductions') throw new Error();
    const both = (...deductions: (typeof once)['deductions'][number][]) =>
      faultsOf({ D1: { ...once, deductions } });
    const [a, b] = [once.deductions[0]!, other.deductions[0]!];
    expect(both(a, a)).toEqual(['D1 同一事实重复填写，只能扣一次']);
    expect(both(a, b, a)).toEqual(['D1 同一事实重复填写，只能扣一次']);
    expect(both(a, b)).toEqual([]);
    expect(both(a, { ...a, factId: 'f2' })).toEqual([]);
  });

  test('full marks on 10.00 and more are also those after everything was rejected', () => {
    const facts = {
      ...flawless,
      reportFaults: known([{ id: 'x', evidence: null, gravity: 'other' as const, text: '笔误' }]),
    };
    const mark = (adopted: boolean, reason: string): ItemMark => ({
      kind: 'deductions',
      reason,
      deductions: [{ factId: 'x', cause: 'otherFault', times: 1, adopted, reason: '已核对', evidence: null }],
    });
    const said = (one: ItemMark) => markFaults(defaultRubric, facts, { O4: one });
    expect(said(mark(false, ''))).toMatchObject([
      { item: 'O4', sentence: '分值 10.00 分及以上的评分项给满分须写明理由' },
    ]);
    expect(said(mark(false, '均不成立'))).toEqual([]);
    expect(said(mark(true, ''))).toEqual([]);
  });
});
