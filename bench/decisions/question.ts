/** What every side of the comparison is asked, and what each must answer: one assessment with all its reasons. */
import { assess, type Assessment } from '#scoring/assessment.ts';
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

/** The explained decision: the whole tree of `assess`, whose list of leaves would only say each of them again. */
export type Decision = Pick<Assessment, 'points' | 'tier' | 'dimensions'>;

export interface Evaluator {
  readonly name: string;
  /** One JSON text a question. */
  readonly answer: (questions: readonly Question[]) => Promise<string[]> | string[];
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

export const ours: Evaluator = {
  name: 'assess',
  answer: (questions) =>
    questions.map(({ facts, marks }) => {
      const { points, tier, dimensions } = assess(rubric, facts, marks);
      return JSON.stringify({ points, tier, dimensions } satisfies Decision);
    }),
};

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
