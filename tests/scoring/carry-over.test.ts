import { expect, test } from 'vitest';
import { assess } from '#scoring/assessment.ts';
import { carryOver } from '#scoring/carry-over.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { ItemMark, Marks } from '#scoring/marks.ts';
import { flawless, judged, known } from './assessment-case.ts';
import { constant, fact, lessPerDay, piecewise, points } from './formula-case.ts';
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
