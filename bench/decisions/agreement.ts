/** No clock starts before all sides have given the same answers. */
import { isDeepStrictEqual } from 'node:util';
import type { Leaf } from '#scoring/assessment.ts';
import type { Decision, Evaluator, Question } from './question.ts';

/** Throws with the first question that two evaluators answer differently. */
export async function assertSameAnswers(
  evaluators: readonly Evaluator[],
  questions: readonly Question[],
): Promise<void> {
  const [first, ...others] = await Promise.all(
    evaluators.map(async ({ name, answer }) => ({ name, decisions: (await answer(questions)).map(read) })),
  );
  for (const other of others)
    other.decisions.forEach((decision, index) => {
      const expected = first!.decisions[index]!;
      if (isDeepStrictEqual(decision, expected)) return;
      throw new Error(
        `${first!.name} and ${other.name} differ: ${JSON.stringify(differing(expected, decision))}, ` +
          `asked ${JSON.stringify(questions[index])}`,
      );
    });
}

/** Everything that it says; among the leaves of an item the order is free. */
export function read(json: string): Decision {
  const decision = JSON.parse(json) as Decision;
  const dimensions = decision.dimensions.map((dimension) => ({
    ...dimension,
    items: dimension.items.map((item) => ({ ...item, leaves: item.leaves.toSorted(byPlace) })),
  }));
  return { ...decision, dimensions };
}

const byPlace = (a: Leaf, b: Leaf): number => (placeOf(a) < placeOf(b) ? -1 : 1);
const placeOf = ({ factId, reason, evidence, lost }: Leaf) =>
  JSON.stringify([factId, reason, evidence, lost]);

/** Totals and tiers, and the dimensions and items that are not the same. */
function differing(a: Decision, b: Decision) {
  const others = partsOf(b);
  const parts = partsOf(a).flatMap((part, index) =>
    isDeepStrictEqual(part, others[index]) ? [] : [[part, others[index]]],
  );
  return { points: [a.points, b.points], tier: [a.tier, b.tier], parts };
}

const partsOf = ({ dimensions }: Decision): unknown[] =>
  dimensions.flatMap(({ items, ...dimension }) => [dimension, ...items]);
