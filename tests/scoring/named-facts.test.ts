import { describe, expect, it } from 'vitest';
import type { Cause, Truth } from '../../scoring/facts.ts';
import { elementSets, truths } from '../../scoring/named-facts.ts';
import type { ItemRule } from '../../scoring/rubric.ts';
import { proveRubric } from '../../scoring/rubric-proof.ts';
import { itemKinds, lateCauses, lossCauses, setTitles, truthTitles } from '../../scoring/rubric-names.ts';
import { itemBy, rubricOf } from './rubric-case.ts';

/** What speaks against each truth: a rubric that lets both take points would deduct one fact twice (F4). */
const against: Readonly<Record<Truth, readonly Cause[]>> = {
  leadEvaluatorInPost: ['leadEvaluatorAbsent'],
  staffChangesReported: ['staffChangeUnreported', 'leadEvaluatorReplaced'],
  staffUnchanged: ['staffChangeUnreported', 'leadEvaluatorReplaced'],
  planComplete: ['planElementMissing'],
  planNotReturned: ['planReturned'],
  offSiteConsented: ['offSiteWithoutConsent'],
  conclusionSound: ['faultChangesGrade'],
  reportFaultless: ['faultChangesGrade', 'faultChangesFirstLevel', 'otherFault'],
  commentsAnswered: ['commentUnanswered'],
  planOnTime: ['planLate'],
  draftOnTime: ['draftLate'],
  finalOnTime: ['finalLate'],
  secrecyKept: ['minorSecrecyBreach', 'severeSecrecyBreach'],
  relationsDeclared: ['minorUndeclaredRelation', 'severeUndeclaredRelation'],
  archiveComplete: ['archiveItemMissing'],
};

const taking = (cause: Cause): ItemRule =>
  cause === 'planLate' || cause === 'draftLate' || cause === 'finalLate'
    ? { kind: 'lateDays', cause, percentPerDay: 10 }
    : { kind: 'deduction', losses: [{ cause, title: '情形', lost: 100 }] };

describe.each(Object.entries(against) as [Truth, readonly Cause[]][])('%s', (truth, causes) => {
  const takenTwice = Object.values(against)
    .flat()
    .filter((cause) => {
      const items = [
        itemBy({ kind: 'condition', fact: truth, lost: 'all' }),
        itemBy(taking(cause), 1000, 'A2'),
      ];
      return proveRubric(rubricOf(...items)).faults.some(({ claim }) => claim === 'once');
    });

  it('shares its facts with the deductions for what speaks against it, and with no other', () =>
    expect(new Set(takenTwice)).toEqual(new Set(causes)));
});

describe('the words of a form', () => {
  it('name every truth and set, each once', () => {
    for (const [named, words] of [
      [truths, truthTitles],
      [elementSets, setTitles],
    ] as const) {
      expect(Object.keys(words)).toEqual(Object.keys(named));
      expect(Object.values(words).every((title) => /^\p{Script=Han}/u.test(title))).toBe(true);
      expect(new Set(Object.values(words)).size).toBe(Object.keys(named).length);
    }
    expect(truthTitles.archiveComplete).toBe('归档资料齐全');
    expect(Object.keys(truthTitles).sort()).toEqual(Object.keys(against).sort());
  });

  it('tell what is late from what else may cost points', () => {
    expect(lateCauses).toEqual({
      planLate: '评价实施方案逾期',
      draftLate: '报告初稿逾期',
      finalLate: '报告定稿逾期',
    });
    expect([...Object.keys(lossCauses), ...Object.keys(lateCauses)].sort()).toEqual(
      [...new Set(Object.values(against).flat())].sort(),
    );
    expect(Object.keys(itemKinds)).toHaveLength(9);
  });
});
