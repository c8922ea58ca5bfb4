/** Random cases whose input is allowed: every refusal has its own test elsewhere. */
import { addDays } from '../../scoring/calendar.ts';
import { defaultRubric } from '../../scoring/data/default-rubric.ts';
import { defaultDrawPolicy, type DrawPolicy } from '../../scoring/draw.ts';
import {
  archiveClasses,
  planElements,
  type AssessmentFacts,
  type Known,
  type NumericFact,
  type Truth,
} from '../../scoring/facts.ts';
import type { Expression, operations, Unit } from '../../scoring/formula.ts';
import { ownLossesOf, type OwnLoss } from '../../scoring/item-losses.ts';
import type { ItemMark, MarkedDeduction, Marks } from '../../scoring/marks.ts';
import {
  rubricFaults,
  type ItemRule,
  type Loss,
  type Rubric,
  type RubricItem,
} from '../../scoring/rubric.ts';
import { suggestForItem, type SuggestedDeduction } from '../../scoring/suggestion.ts';
import { screenCase, wayBackCase } from './eligibility-cases.ts';
import { scoreCase, selfEvaluationCase } from './evaluation-cases.ts';
import { nextCase, versionsCase, whatIfCase } from './policy-cases.ts';
import { kept, type Random } from './random.ts';
import { rateCase } from './rating-cases.ts';
import type { Case } from './reckon.ts';

const makers = {
  assess: (random: Random) => assessCase(random),
  rate: (random: Random) => rateCase(random),
  draw: (random: Random) => drawCase(random),
  rfc3797: rfcCase,
  workingDays: workingDaysCase,
  screen: screenCase,
  score: scoreCase,
  selfEvaluate: selfEvaluationCase,
  wayBack: wayBackCase,
  versions: versionsCase,
  whatIf: whatIfCase,
  next: nextCase,
};

export const kinds = Object.keys(makers) as (keyof typeof makers)[];

export const caseOf = (kind: (typeof kinds)[number], random: Random): Case => makers[kind](random);

// 考核

export function assessCase(random: Random, rubric = random.oneIn(2) ? defaultRubric : mutated(random)): Case {
  const facts = factsOf(random);
  const items = rubric.dimensions.flatMap((dimension) => dimension.items);
  const marks: Marks = Object.fromEntries(
    items.flatMap((item) => {
      const mark = markOf(random, item, facts);
      return mark ? [[item.code, mark]] : [];
    }),
  );
  const vetoes = random.oneIn(20) ? [{ veto: 'collusion', decisionId: 'v-1', reason: '经听证认定' }] : [];
  return { function: 'assess', rubric, facts, marks, vetoes };
}

/** Other points for every item, still 100.00 in all; other losses, steps, percents and bands. */
function mutatedRubric(random: Random): Rubric {
  const weights = defaultRubric.dimensions.map(({ items }) => items.map(() => random.between(100, 1500)));
  const all = weights.flat().reduce((a, b) => a + b);
  let left = 10000;
  const lastDimension = weights.length - 1;
  const dimensions = defaultRubric.dimensions.map((dimension, row) => {
    const items = dimension.items.map((item, column) => {
      const last = row === lastDimension && column === dimension.items.length - 1;
      const points = last ? left : Math.trunc(((weights[row]?.[column] ?? 0) * 10000) / all);
      left -= points;
      return otherKind(random, resized(random, item, points));
    });
    return { ...dimension, items, points: items.reduce((sum, { points }) => sum + points, 0) };
  });
  const [top, good, fair] = [random.between(8500, 9999), random.between(7000, 8499), random.between(1, 6999)];
  const bands = [
    { label: '优', from: top },
    { label: '良', from: good },
    { label: '一般', from: fair },
    { label: '差', from: 0 },
  ] as const;
  const rubric = { ...defaultRubric, version: '2', dimensions, bands };
  const faults = rubricFaults(rubric);
  if (faults.length > 0) throw new Error(`a rubric that is not allowed: ${faults.join()}`);
  return rubric;
}

const mutated = kept(mutatedRubric);

function resized(random: Random, item: RubricItem, points: number): RubricItem {
  const losses = (all: readonly Loss[]): Loss[] =>
    all.map((one) => (one.lost === 'all' ? one : { ...one, lost: random.between(1, points) }));
  switch (item.kind) {
    case 'deduction':
    case 'gradedFaults':
      return { ...item, points, losses: losses(item.losses) };
    case 'ratio':
      return {
        ...item,
        points,
        losses: losses(item.losses),
        minimumPercent: item.measure === 'fieldWork' ? random.between(0, 100) : 0,
        sampleAtLeast: item.measure === 'workingPapers' ? random.between(1, 20) : 0,
      };
    case 'condition':
    case 'elementShare':
    case 'formula':
      return item;
    case 'lateDays':
      return { ...item, points, percentPerDay: random.between(1, 100) };
    case 'steps': {
      const [good, fair] = [Math.ceil(points * 0.8), Math.ceil(points * 0.4)];
      return {
        ...item,
        points,
        steps: item.steps.map((step, n) => ({ ...step, from: [good, fair, 0][n]! })),
      };
    }
    case 'judged': {
      const first = random.between(1, points - 2);
      const second = random.between(1, points - first - 1);
      const sizes = [first, second, points - first - second];
      return { ...item, points, parts: item.parts.map((part, n) => ({ ...part, points: sizes[n]! })) };
    }
  }
}

/** The same facts by a rule of another kind, once in three. */
function otherKind(random: Random, item: RubricItem): RubricItem {
  const { code, title, points, clause } = item;
  const rules = otherRules[code]?.(random, points) ?? [];
  return rules.length > 0 && random.oneIn(3) ? { code, title, points, clause, ...random.pick(rules) } : item;
}

const otherRules: Readonly<Record<string, (random: Random, points: number) => readonly ItemRule[]>> = {
  P1: (random, points) => [condition(random, points, 'leadEvaluatorInPost')],
  P3: (random, points) => [
    condition(random, points, 'staffUnchanged'),
    condition(random, points, 'staffChangesReported'),
  ],
  O1: (random, points) => [
    { kind: 'elementShare', set: 'planElements', required: someOf(random, planElements) },
    { kind: 'formula', formula: perPiece(random, points, 'planElementsMissing') },
  ],
  O3: (_random, points) => [{ kind: 'formula', formula: shareOfPapers(points) }],
  O4: (random, points) => [condition(random, points, 'reportFaultless')],
  O6: (random, points) => {
    const floor = random.between(0, points - 1);
    const lost = random.between(1, points - floor);
    return [
      { kind: 'deduction', losses: [{ cause: 'commentUnanswered', title: '未回应', lost }], floor },
      { kind: 'formula', formula: perPiece(random, points, 'commentsUnanswered') },
    ];
  },
  E1: (random, points) => [{ kind: 'formula', formula: perDay(random, points) }],
  D1: (random, points) => [condition(random, points, 'secrecyKept')],
  D3: (random) => [{ kind: 'elementShare', set: 'archiveItems', required: someOf(random, archiveItems) }],
};

const condition = (random: Random, points: number, fact: Truth): ItemRule => ({
  kind: 'condition',
  fact,
  lost: random.oneIn(3) ? 'all' : random.between(1, points),
});

const archiveItems = archiveClasses.flatMap(({ items }): readonly string[] => items);

const someOf = (random: Random, all: readonly string[]): string[] => {
  const some = all.filter(() => !random.oneIn(3));
  return some.length > 0 ? some : [random.pick(all)];
};

const constant = (unit: Unit, n: number, d = 1): Expression & { op: 'constant' } => ({
  op: 'constant',
  unit,
  n,
  d,
});
const two = (op: (typeof operations)[number], left: Expression, right: Expression): Expression => ({
  op,
  left,
  right,
});
const fact = (name: NumericFact): Expression => ({ op: 'fact', fact: name });

/** Full points less so much for each, not below 0; thirds of a hundredth among them. */
const perPiece = (random: Random, points: number, name: NumericFact): Expression =>
  two(
    'max',
    constant('points', 0),
    two(
      'subtract',
      constant('points', points, 100),
      two('multiply', constant('points', random.between(1, points), random.pick([100, 300])), fact(name)),
    ),
  );

/** In three pieces, half-open. */
function perDay(random: Random, points: number): Expression {
  const first = random.between(1, 6);
  const share = (percent: number) =>
    two('multiply', constant('points', points, 100), constant('percent', percent));
  return {
    op: 'piecewise',
    of: fact('planDaysLate'),
    pieces: [
      { below: constant('days', first), then: constant('points', points, 100) },
      { below: constant('days', first + random.between(1, 8)), then: share(random.between(1, 99)) },
    ],
    otherwise: constant('points', 0),
  };
}

const shareOfPapers = (points: number): Expression =>
  two(
    'multiply',
    constant('points', points, 100),
    two(
      'min',
      constant('percent', 100),
      two('divide', fact('findingsSupported'), two('max', constant('count', 1), fact('findingsChecked'))),
    ),
  );

const evidence = null;

function factsOf(random: Random): AssessmentFacts {
  const often = (most: number) => (random.oneIn(2) ? 0 : most);
  const fact = <Value>(value: Value): Known<Value> =>
    random.oneIn(120) ? { value: null, reason: '尚无记录' } : { value };
  const several = <Value>(prefix: string, most: number, make: (id: string) => Value) =>
    fact(random.list(often(most), (index) => make(`${prefix}-${index}`)));
  const milestone = (id: string) => {
    const workingDaysLate = random.oneIn(2) ? 0 : random.between(0, 14);
    return fact({ id, evidence, due: '2026-05-20', submitted: '2026-05-20', workingDaysLate });
  };
  const breach = (id: string) => ({
    id,
    evidence,
    on: '2026-05-06',
    gravity: random.pick(['minor', 'severe'] as const),
    text: '核实记录',
  });
  const funds = random.between(1, 10 ** random.between(2, 12));
  const planned = random.between(0, funds);
  const total = random.between(1, 60);
  const checked = random.oneIn(3) ? total : random.between(Math.min(total, 20), total);
  const chance = random.between(1, 12);
  return {
    leadEvaluatorAbsences: several('absence', 2, (id) => ({
      id,
      evidence,
      from: '2026-04-07',
      to: '2026-04-10',
      workingDays: random.between(0, 6),
    })),
    staffChanges: several('change', 3, (id) => {
      const [isLeadEvaluator, reported, consented] = [random.oneIn(5), !random.oneIn(3), !random.oneIn(3)];
      return { id, evidence, on: '2026-04-15', person: '王某', isLeadEvaluator, reported, consented };
    }),
    planFiling: fact({
      id: 'plan',
      evidence,
      missing: random.oneIn(2) ? [] : planElements.filter(() => random.oneIn(chance)),
    }),
    planReturns: several('return', 4, (id) => ({
      id,
      evidence,
      on: '2026-04-20',
      cause: random.pick(['agency', 'agency', 'unit', 'bureau', 'other'] as const),
      reason: '需要修改',
    })),
    fieldWork: fact({
      id: 'field',
      evidence,
      done: random.oneIn(3) ? funds : random.between(0, funds),
      planned: planned + 1,
      funds,
      offSite: random.oneIn(15) ? { consented: random.oneIn(2) } : null,
    }),
    workingPapers: fact({ id: 'papers', evidence, total, checked, supported: random.between(0, checked) }),
    reportFaults: several('fault', 5, (id) => ({
      id,
      evidence,
      gravity: random.pick(['other', 'other', 'other', 'firstLevel', 'firstLevel', 'grade'] as const),
      text: '差错',
    })),
    comments: several('comment', 6, (id) => ({ id, evidence, text: '意见', answered: !random.oneIn(3) })),
    plan: milestone('m-plan'),
    draft: milestone('m-draft'),
    final: milestone('m-final'),
    secrecyBreaches: several('secrecy', 2, breach),
    undeclaredRelations: several('relation', 2, breach),
    archive: fact({
      id: 'archive',
      evidence,
      missing: random.oneIn(2) ? [] : archiveItems.filter(() => random.oneIn(chance)),
    }),
  };
}

function markOf(random: Random, item: RubricItem, facts: AssessmentFacts): ItemMark | undefined {
  if (random.oneIn(400)) return undefined;
  const { deductions, notApplicable } = suggestForItem(item, facts);
  if (notApplicable !== null) return undefined;
  if (random.oneIn(40))
    return { kind: 'notApplicable', reason: '本次无此任务', markedBy: '李一', secondPerson: '王二' };
  if (item.kind === 'steps') return { kind: 'judged', parts: [judgedPart(random, item)] };
  if (item.kind === 'judged')
    return { kind: 'judged', parts: item.parts.map((part) => judgedPart(random, part)) };
  const answered = deductions.map((one) => answer(one, !random.oneIn(5)));
  const losses = ownLossesOf(item);
  const own = losses.length > 0 && random.oneIn(8) ? [ownDeduction(random, item.code, losses)] : [];
  return { kind: 'deductions', deductions: [...answered, ...own], reason: '已核对' };
}

function judgedPart(random: Random, { code, points }: { code: string; points: number }) {
  const least = random.oneIn(3) ? 0 : Math.trunc(points / 2);
  const given = random.oneIn(3) ? points : random.between(least, points);
  return { code, points: given, reason: '见评分记录', evidence: '报告第 12 页' };
}

const answer = ({ factId, cause, times }: SuggestedDeduction, adopted: boolean): MarkedDeduction => ({
  factId,
  cause,
  times,
  adopted,
  reason: adopted ? '' : '经核实不属于机构责任',
  evidence,
});

const ownDeduction = (random: Random, item: string, losses: readonly OwnLoss[]): MarkedDeduction => ({
  factId: `own-${item}`,
  cause: random.pick(losses).cause,
  times: random.between(1, 3),
  adopted: true,
  reason: '经核实',
  evidence: '检查记录 3',
});

// 抽取

export function drawCase(random: Random): Case {
  const policy = random.oneIn(2) ? defaultDrawPolicy : otherDraw(random);
  const names = new Set(Array.from({ length: random.between(3, 12) }, () => `JG-${random.between(1, 2000)}`));
  for (const name of ['JG-a', 'JG-B', 'JG-0']) if (names.size < 3) names.add(name);
  const candidates = [...names].map((agencyId) => {
    const cap = 3 * random.between(1, 12);
    const rating = random.pick(['A', 'B', 'C', null] as const);
    return { agencyId, rating, running: random.between(0, cap + 1), cap };
  });
  const publicValue = `福彩 3D 第 ${random.between(1, 360)} 期 ${random.between(0, 999)}`;
  return { function: 'draw', policy, candidates, secret: random.hex(64), publicValue };
}

const otherDraw = kept((random): DrawPolicy => ({
  version: 2,
  tierWeights: {
    A: random.between(1, 9),
    B: random.between(1, 9),
    未评级: random.between(1, 9),
    C: random.between(1, 9),
  },
  leastShare: { n: 1, d: random.between(2, 20) },
  candidatesAtLeast: 3,
}));

export function rfcCase(random: Random): Case {
  const pool = random.between(1, 80);
  const sources = Array.from({ length: random.between(1, 4) }, () => `${random.between(0, 99_999)}.`);
  return { function: 'rfc3797', key: `${sources.join('/')}/`, pool, places: random.between(1, pool) };
}

// 工作日

/** Over years with a calendar and one without. */
export function workingDaysCase(random: Random): Case {
  const from = addDays('2024-01-01', random.between(0, 1300));
  const stops = random.list(3, () => {
    const start = addDays(from, random.between(-20, 60));
    return { from: start, to: addDays(start, random.between(0, 15)), reason: '等待材料' };
  });
  const to = addDays(from, random.between(-60, 120));
  return { function: 'workingDays', from, to, count: random.between(0, 60), stops };
}
