/** What every side of the comparison is asked, and what each must answer: one assessment with all its reasons. */
import { assess } from '#scoring/assessment.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import { itemsOf, type RubricItem } from '#scoring/rubric.ts';
import { assessCase } from '../../tests/second/cases.ts';
import type { Random } from '../../tests/second/random.ts';

export interface Question {
  readonly facts: AssessmentFacts;
  readonly marks: Marks;
}

/** The explained decision as it is read back from its JSON; leaves in any order. */
export interface Decision {
  readonly points: number;
  readonly tier: string;
  readonly items: readonly {
    readonly code: string;
    readonly title: string;
    readonly full: number;
    readonly points: number;
    readonly step: string | null;
    readonly leaves: readonly Lost[];
  }[];
}

export interface Lost {
  readonly item: string;
  readonly factId: string | null;
  readonly clause: string;
  readonly reason: string;
  readonly evidence: string | null;
  readonly lost: number;
}

export interface Evaluator {
  readonly name: string;
  /** One JSON text a question. */
  readonly answer: (questions: readonly Question[]) => Promise<string[]> | string[];
  readonly read: (json: string) => Decision;
}

export const rubric = defaultRubric;

/** Of the kinds that the engines were given rules for; the default rubric has no others. */
export type Item = Exclude<RubricItem, { readonly kind: 'condition' | 'elementShare' | 'formula' }>;

export const items: readonly Item[] = itemsOf(rubric).map((item) => {
  const { kind } = item;
  const unknown = kind === 'condition' || kind === 'elementShare' || kind === 'formula';
  if (unknown || ('floor' in item && item.floor))
    throw new Error(`the engines have no rule for ${item.code}`);
  return item;
});

/** The tree of `assess`, whose list of leaves would only say each of them again. */
export const ours: Evaluator = {
  name: 'assess',
  answer: (questions) =>
    questions.map(({ facts, marks }) => {
      const { points, tier, dimensions } = assess(rubric, facts, marks);
      return JSON.stringify({ points, tier, dimensions });
    }),
  read: (json) => {
    const { points, tier, dimensions } = JSON.parse(json) as ReturnType<typeof assess>;
    return asDecision({ points, tier, items: dimensions.flatMap(({ items }) => items) } as Decision);
  },
};

/** Keeps what is compared, leaves in one order. */
export const asDecision = ({ points, tier, items: results }: Decision): Decision => ({
  points,
  tier,
  items: results.map(({ code, title, full, points: earned, step, leaves }) => ({
    ...{ code, title, full, points: earned, step },
    leaves: leaves.map(asLost).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  })),
});

const asLost = ({ item, factId, clause, reason, evidence, lost }: Lost): Lost => ({
  ...{ item, factId, clause, reason, evidence, lost },
});

/**
 * Random sheets that are complete: every fact known, every item marked, none left out, no veto. What `assess` does
 * about the others is not asked of the engines.
 */
export function questionOf(random: Random): Question {
  for (;;) {
    const one = assessCase(random, rubric);
    if (one.function !== 'assess' || one.vetoes.length > 0) continue;
    const { gaps, applicable } = assess(rubric, one.facts, one.marks);
    if (gaps.length === 0 && applicable === 10000) return { facts: one.facts, marks: one.marks };
  }
}
