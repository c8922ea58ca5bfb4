/** Random findings by every kind of indicator rule, and random self-evaluations; some of each are refused. */
import {
  attainmentLevels,
  type AttainmentLevel,
  type Finding,
  type Measure,
  type RatioPart,
  type ScoringRule,
  type ShareFinding,
  type ShareRule,
} from '../../scoring/indicator-rules.ts';
import {
  bondWeights,
  projectWeights,
  type SelfEvaluationIndicator,
  type SelfEvaluationResult,
  type SelfEvaluationWeights,
} from '../../scoring/self-evaluation.ts';
import type { Random } from './random.ts';
import type { Case } from './reckon.ts';

export function scoreCase(random: Random): Case {
  const points = random.oneIn(4) ? random.between(1, 1200) : 100 * random.between(1, 20);
  const [rule, finding] = ruleAndFinding(random, points);
  return { function: 'score', points, rule, finding };
}

function ruleAndFinding(random: Random, points: number): [ScoringRule, Finding] {
  switch (random.between(1, 7)) {
    case 1: {
      const bands = random.list(3, () => ({
        from: random.between(1, 100),
        points: random.between(0, points + 1),
      }));
      const falling = bands.sort((a, b) => b.from - a.from);
      const rule = {
        kind: 'bands',
        bands: [...falling, { from: 0, points: random.between(0, points) }],
      } as const;
      return [rule, { kind: 'bands', parts: ratios(random) }];
    }
    case 2: {
      const count = random.oneIn(20) ? null : random.between(-1, 12);
      return [
        { kind: 'counts', each: random.between(0, points) },
        { kind: 'counts', count },
      ];
    }
    case 3: {
      const lost = random.list(4, () => random.between(random.oneIn(20) ? 0 : 1, points));
      return [{ kind: 'deductions' }, { kind: 'deductions', lost }];
    }
    case 4: {
      const first = random.between(0, 100);
      const second = random.oneIn(12) ? 99 - first : 100 - first;
      const parts = [first, second].map((percent) => ({ percent, pair: shareRule(random) }));
      const rule = {
        kind: 'mixed',
        parts: parts.map(({ percent, pair }) => ({ percent, rule: pair[0] })),
      } as const;
      const findings = parts.map(({ pair }) => pair[1]);
      return [rule, { kind: 'mixed', findings: random.oneIn(20) ? findings.slice(1) : findings }];
    }
    default:
      return shareRule(random);
  }
}

function shareRule(random: Random): [ShareRule, ShareFinding] {
  const zeroAt = random.between(-20, 110);
  const fullAt = random.between(-20, 110);
  switch (random.between(1, 6)) {
    case 1: {
      const elements = Array.from({ length: random.between(1, 6) }, (_, index) => `要素 ${index}`);
      const met = elements.map(() =>
        random.oneIn(40) ? null : random.pick([0, 50, 100, random.between(0, 101)]),
      );
      return [
        { kind: 'elements', elements },
        { kind: 'elements', met },
      ];
    }
    case 2:
      return [{ kind: 'yesNo' }, { kind: 'yesNo', met: random.pick([true, false, null]) }];
    case 3:
      return [{ kind: 'attainment' }, { kind: 'attainment', ...attained(random) }];
    case 4: {
      const counts = [400, 200, 60, 20, 10].map((most) => random.between(0, random.oneIn(4) ? 1 : most));
      const answers = counts as unknown as [number, number, number, number, number];
      return [
        { kind: 'survey', zeroAt, fullAt },
        { kind: 'survey', answers },
      ];
    }
    default: {
      const measure = random.pick<Measure>(['reached', 'saved', 'changed']);
      return [
        { kind: 'ratio', zeroAt, fullAt, measure },
        { kind: 'ratio', parts: ratios(random) },
      ];
    }
  }
}

const levels = Object.keys(attainmentLevels) as AttainmentLevel[];

/** Mostly a percent of the level, at times one beside it. */
function attained(random: Random): { level: AttainmentLevel; percent: number | null } {
  const level = random.pick(levels);
  const { from, below } = attainmentLevels[level];
  const percent = random.oneIn(30) ? null : random.between(from - (random.oneIn(6) ? 1 : 0), below);
  return { level, percent };
}

const decimal = (random: Random, most: number): string => {
  const whole = String(random.between(0, most));
  return random.oneIn(2) ? whole : `${whole}.${random.between(0, 9)}${random.between(0, 9)}`;
};

const ratios = (random: Random): RatioPart[] =>
  random.list(4, () => ({
    done: random.oneIn(60) ? '很多' : decimal(random, 150),
    planned: decimal(random, random.oneIn(30) ? 0 : 130),
  }));

export function selfEvaluationCase(random: Random): Case {
  const bond = random.oneIn(3);
  const terms = { satisfaction: random.oneIn(2), fiscalMoney: random.oneIn(2) };
  const weights = bond ? bondWeights(terms) : random.oneIn(3) ? otherWeights(random) : projectWeights;
  const budget = random.oneIn(20) ? null : { planned: decimal(random, 200), spent: decimal(random, 200) };
  const parts = ['cost', 'output', 'benefit', 'satisfaction'] as const;
  const indicators = parts.flatMap((part) => filling(random, part, weights[part]));
  return { function: 'selfEvaluate', weights, budget, indicators };
}

function otherWeights(random: Random): SelfEvaluationWeights {
  const output = 100 * random.between(10, 60);
  return { ...projectWeights, output, benefit: (random.oneIn(10) ? 7900 : 8000) - output };
}

function filling(
  random: Random,
  part: SelfEvaluationIndicator['part'],
  whole: number,
): SelfEvaluationIndicator[] {
  const rows: SelfEvaluationIndicator[] = [];
  let left = random.oneIn(60) ? whole - 1 : whole;
  while (left > 0) {
    const points = left < 400 || random.oneIn(3) ? left : random.between(200, left);
    left -= points;
    const explanation = random.oneIn(12) ? ' ' : '见说明';
    rows.push({ part, title: part, points, result: resultOf(random, points), explanation });
  }
  return rows;
}

function resultOf(random: Random, points: number): SelfEvaluationResult {
  if (random.oneIn(3)) return { kind: 'qualitative', ...attained(random) };
  const reduced = random.oneIn(5) ? random.between(0, points) : 0;
  const target = random.between(random.oneIn(60) ? 0 : 1, 200);
  const actual = random.between(0, random.oneIn(2) ? 300 : target);
  return { kind: 'quantitative', target: String(target), actual: String(actual), reduced };
}
