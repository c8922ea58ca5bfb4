import { describe, expect, it } from 'vitest';
import type { NumericFact } from '../../scoring/facts.ts';
import { formulaFaults } from '../../scoring/formula-proof.ts';
import { unitOf } from '../../scoring/formula-units.ts';
import { numbers } from '../../scoring/numeric-facts.ts';
import { constant, fact, max, min, minus, over, points, times } from './formula-case.ts';

type Unit = 'count' | 'days' | 'money';

/** What each is counted in, whether more of it is worse for the agency, and what else takes points for it. */
const known: Readonly<Record<NumericFact, [Unit, 'worse' | 'better' | 'either', string[]]>> = {
  leadEvaluatorAbsentDays: ['days', 'worse', ['leadEvaluatorAbsent']],
  unreportedStaffChanges: ['count', 'worse', ['staffChangeUnreported']],
  leadEvaluatorReplacements: ['count', 'worse', ['leadEvaluatorReplaced']],
  planElementsMissing: ['count', 'worse', ['planElementMissing']],
  planReturnsAgain: ['count', 'worse', ['planReturned']],
  faultsChangingGrade: ['count', 'worse', ['faultChangesGrade']],
  faultsChangingFirstLevel: ['count', 'worse', ['faultChangesFirstLevel']],
  otherFaults: ['count', 'worse', ['otherFault']],
  commentsUnanswered: ['count', 'worse', ['commentUnanswered']],
  planDaysLate: ['days', 'worse', ['planLate']],
  draftDaysLate: ['days', 'worse', ['draftLate']],
  finalDaysLate: ['days', 'worse', ['finalLate']],
  minorSecrecyBreaches: ['count', 'worse', ['minorSecrecyBreach']],
  severeSecrecyBreaches: ['count', 'worse', ['severeSecrecyBreach']],
  minorUndeclaredRelations: ['count', 'worse', ['minorUndeclaredRelation']],
  severeUndeclaredRelations: ['count', 'worse', ['severeUndeclaredRelation']],
  archiveItemsMissing: ['count', 'worse', ['archiveItemMissing']],
  comments: ['count', 'either', []],
  fieldWorkDone: ['money', 'better', ['fieldWork']],
  fieldWorkPlanned: ['money', 'either', []],
  fieldWorkFunds: ['money', 'either', []],
  findingsTotal: ['count', 'either', []],
  findingsChecked: ['count', 'either', []],
  findingsSupported: ['count', 'better', ['workingPapers']],
};

it('a formula may name these and no others', () =>
  expect(Object.keys(numbers).sort()).toEqual(Object.keys(known).sort()));

describe.each(Object.entries(known) as [NumericFact, (typeof known)[NumericFact]][])(
  '%s',
  (name, [unit, more, takes]) => {
    const share = over(fact(name), constant(unit, numbers[name].most));
    const paid = times(points(1000), min(constant('percent', 100), share));
    const unpaid = max(points(0), minus(points(1000), paid));
    const isLate = (formula: typeof paid) => formulaFaults(formula, 1000).map(([claim]) => claim);

    it(`is counted in ${unit}, and takes points for ${takes.join() || 'nothing'}`, () => {
      expect(unitOf(fact(name), 'formula')).toBe(unit);
      expect(numbers[name]).toMatchObject({ more, takes });
    });

    it(`pays for no more of it where more is worse, for no fewer where it is better: ${more}`, () => {
      expect(isLate(paid)).toEqual(more === 'worse' ? ['late'] : []);
      expect(isLate(unpaid)).toEqual(more === 'better' ? ['late'] : []);
    });
  },
);
