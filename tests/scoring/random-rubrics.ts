/** Random rubrics that must pass the proof, of every kind of rule, and random facts for them. */
import fc from 'fast-check';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { archiveClasses, type AssessmentFacts, type Known, planElements } from '#scoring/facts.ts';
import type { ItemRule, Rubric } from '#scoring/rubric.ts';
import {
  constant,
  fact,
  lessPerDay,
  max,
  min,
  minus,
  over,
  piecewise,
  points,
  times,
} from './formula-case.ts';
import { itemBy } from './rubric-case.ts';

type RuleOf = (full: number) => fc.Arbitrary<ItemRule>;

const upTo = (most: number) => fc.integer({ min: 1, max: Math.max(1, most) });
const lossUpTo = (most: number) => fc.oneof(fc.constant('all' as const), upTo(most));
const some = (all: readonly string[]) => fc.subarray([...all], { minLength: 1 });
const archived = archiveClasses.flatMap(({ items }) => [...items]);

/** Each takes facts that no other does, and only once the item has points enough for it. */
const rules: readonly RuleOf[] = [
  (full) =>
    fc.tuple(fc.integer({ min: 0, max: full - 1 }), fc.nat(1_000_000)).map(([floor, n]) => ({
      kind: 'deduction',
      losses: [{ cause: 'leadEvaluatorAbsent', title: '缺岗', lost: (n % (full - floor)) + 1 }],
      floor,
    })),
  (full) =>
    lossUpTo(full).map((lost) => ({
      kind: 'deduction',
      losses: [{ cause: 'commentUnanswered', title: '未回应', lost }],
    })),
  (full) =>
    fc.tuple(lossUpTo(full), upTo(full), upTo(full)).map(([grade, first, other]) => ({
      kind: 'gradedFaults',
      losses: [
        { cause: 'faultChangesGrade', title: '改变等级', lost: grade },
        { cause: 'faultChangesFirstLevel', title: '改变一级指标', lost: first },
        { cause: 'otherFault', title: '其他', lost: other },
      ],
    })),
  (full) =>
    fc.tuple(upTo(full), upTo(full)).map(([one, other]) => {
      const from = [...new Set([one, other])].sort((a, b) => b - a);
      const steps = [...from, 0].map((start, n) => ({ label: `第${n}档`, from: start, anchor: '' }));
      return { kind: 'steps', steps };
    }),
  (full) =>
    upTo(full - 1).map((first) => ({
      kind: 'judged',
      parts: [
        { code: 'a', title: '一', points: first, anchor: '' },
        ...(full > first ? [{ code: 'b', title: '二', points: full - first, anchor: '' }] : []),
      ],
    })),
  (full) => lossUpTo(full).map((lost) => ({ kind: 'condition', fact: 'staffUnchanged', lost })),
  (full) => lossUpTo(full).map((lost) => ({ kind: 'condition', fact: 'planNotReturned', lost })),
  () => some(planElements).map((required) => ({ kind: 'elementShare', set: 'planElements', required })),
  () => some(archived).map((required) => ({ kind: 'elementShare', set: 'archiveItems', required })),
  () => upTo(100).map((percentPerDay) => ({ kind: 'lateDays', cause: 'planLate', percentPerDay })),
  () =>
    fc.integer({ min: 0, max: 100 }).map((minimumPercent) => ({
      kind: 'ratio',
      measure: 'fieldWork',
      minimumPercent,
      sampleAtLeast: 0,
      losses: [{ cause: 'offSiteWithoutConsent', title: '未经同意', lost: 'all' }],
    })),
  (full) =>
    upTo(full).map((perDay) => ({ kind: 'formula', formula: lessPerDay('draftDaysLate', full, perDay) })),
  (full) =>
    fc.tuple(upTo(9), upTo(9)).map(([first, more]) => ({
      kind: 'formula',
      formula: piecewise(
        fact('finalDaysLate'),
        [
          [constant('days', first), points(full)],
          [constant('days', first + more), times(points(full), constant('percent', 60))],
        ],
        points(0),
      ),
    })),
  (full) =>
    fc.constant({
      kind: 'formula',
      formula: times(
        points(full),
        min(
          constant('percent', 100),
          over(fact('findingsSupported'), max(constant('count', 1), fact('findingsChecked'))),
        ),
      ),
    }),
  (full) =>
    upTo(full).map((each) => ({
      kind: 'formula',
      formula: max(
        points(0),
        minus(
          minus(points(full), times(points(each), fact('severeSecrecyBreaches'))),
          times(points(1), fact('minorSecrecyBreaches')),
        ),
      ),
    })),
  (full) =>
    upTo(full).map((each) => ({
      kind: 'deduction',
      losses: [
        { cause: 'minorUndeclaredRelation', title: '一般', lost: each },
        { cause: 'severeUndeclaredRelation', title: '严重', lost: 'all' },
      ],
    })),
];

const dimensionsOf = (chosen: readonly RuleOf[], weights: readonly number[], cuts: readonly number[]) => {
  const all = weights.reduce((a, b) => a + b, 0);
  // Every item keeps 20.00 of the 100.00 ÷ items and shares the rest by weight, the last takes what is left.
  const base = Math.trunc(2000 / chosen.length);
  let left = 10000;
  const sizes = chosen.map((_, n) => {
    const size = n === chosen.length - 1 ? left : base + Math.trunc((weights[n]! * 7000) / all);
    left -= size;
    return size;
  });
  return fc.tuple(...chosen.map((rule, n) => rule(sizes[n]!))).map((built) => {
    const items = built.map((rule, n) => itemBy(rule, sizes[n], `I${n + 1}`));
    const bounds = [...new Set([...cuts.map((cut) => cut % items.length), 0])].sort((a, b) => a - b);
    return bounds.map((start, n) => {
      const own = items.slice(start, bounds[n + 1]);
      const sum = own.reduce((total, { points: one }) => total + one, 0);
      return { code: `D${n + 1}`, title: `维度${n + 1}`, points: sum, items: own };
    });
  });
};

export const rubrics: fc.Arbitrary<Rubric> = fc
  .tuple(
    fc.shuffledSubarray([...rules], { minLength: 2 }),
    fc.array(fc.integer({ min: 1, max: 50 }), { minLength: rules.length, maxLength: rules.length }),
    fc.array(fc.nat(20), { maxLength: 3 }),
    fc.uniqueArray(fc.integer({ min: 1, max: 10000 }), { minLength: 3, maxLength: 3 }),
    fc.integer({ min: 0, max: 100 }),
  )
  .chain(([chosen, weights, cuts, bounds, lineWeight]) =>
    dimensionsOf(chosen, weights.slice(0, chosen.length), cuts).map((dimensions): Rubric => {
      const [top, good, fair] = bounds.sort((a, b) => b - a) as [number, number, number];
      return {
        ...defaultRubric,
        dimensions,
        bands: [
          { label: '优', from: top },
          { label: '良', from: good },
          { label: '一般', from: fair },
          { label: '差', from: 0 },
        ],
        policy: { ...defaultRubric.policy, lineWeight, performanceWeight: 100 - lineWeight },
      };
    }),
  );

const known = <Value>(value: Value): Known<Value> => ({ value });
const several = <Value>(prefix: string, most: number, one: fc.Arbitrary<Value>) =>
  fc
    .array(one, { maxLength: most })
    .map((all) => known(all.map((value, n) => ({ ...value, id: `${prefix}${n}`, evidence: null }))));
const milestone = (id: string) =>
  fc
    .oneof(fc.nat(12), fc.nat(3650))
    .map((workingDaysLate) =>
      known({ id, evidence: null, due: '2026-05-20', submitted: '2026-06-30', workingDaysLate }),
    );
const breaches = (prefix: string) =>
  several(
    prefix,
    4,
    fc.record({
      on: fc.constant('2026-06-01'),
      gravity: fc.constantFrom('minor', 'severe'),
      text: fc.constant('核实记录'),
    }),
  );
const money = fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: 10_000_000_000_000 }));

/** Whatever may happen, with no fact missing and nothing that cannot be reckoned. */
export const randomFacts: fc.Arbitrary<AssessmentFacts> = fc.record({
  leadEvaluatorAbsences: several(
    'a',
    3,
    fc.record({
      from: fc.constant('2026-05-06'),
      to: fc.constant('2026-05-09'),
      workingDays: fc.nat(9),
    }),
  ),
  staffChanges: several(
    'c',
    3,
    fc.record({
      on: fc.constant('2026-05-06'),
      person: fc.constant('李四'),
      isLeadEvaluator: fc.boolean(),
      reported: fc.boolean(),
      consented: fc.boolean(),
    }),
  ),
  planFiling: fc.subarray([...planElements]).map((missing) => known({ id: 'plan', evidence: null, missing })),
  planReturns: several(
    'r',
    4,
    fc.record({
      on: fc.constant('2026-05-06'),
      cause: fc.constantFrom('agency', 'unit', 'bureau', 'other'),
      reason: fc.constant('缺样本'),
    }),
  ),
  fieldWork: fc
    .record({ done: money, planned: money.map((one) => one + 1), funds: money })
    .chain((amounts) =>
      fc
        .constantFrom(null, { consented: false })
        .map((offSite) => known({ id: 'field', evidence: null, ...amounts, offSite })),
    ),
  workingPapers: fc
    .tuple(fc.nat(50), fc.nat(50), fc.nat(50))
    .map((all) => all.sort((a, b) => b - a) as [number, number, number])
    .map(([total, checked, supported]) => known({ id: 'papers', evidence: null, total, checked, supported })),
  reportFaults: several(
    'x',
    5,
    fc.record({ gravity: fc.constantFrom('grade', 'firstLevel', 'other'), text: fc.constant('差错') }),
  ),
  comments: several('k', 5, fc.record({ text: fc.constant('意见'), answered: fc.boolean() })),
  plan: milestone('m-plan'),
  draft: milestone('m-draft'),
  final: milestone('m-final'),
  secrecyBreaches: breaches('b'),
  undeclaredRelations: breaches('u'),
  archive: fc.subarray([...archived]).map((missing) => known({ id: 'archive', evidence: null, missing })),
}) as fc.Arbitrary<AssessmentFacts>;
