/** No clock starts before all sides have given the same answers. */
import { isDeepStrictEqual } from 'node:util';
import type { Decision, Evaluator, Question } from './question.ts';

/** Throws with the first question that two evaluators answer differently. */
export async function assertSameAnswers(
  evaluators: readonly Evaluator[],
  questions: readonly Question[],
): Promise<void> {
  const [first, ...others] = await Promise.all(
    evaluators.map(async ({ name, answer, read }) => ({
      name,
      decisions: (await answer(questions)).map(read),
    })),
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

/** Totals and tiers, and the items that are not the same. */
function differing(a: Decision, b: Decision) {
  const items = a.items.flatMap((item, index) =>
    isDeepStrictEqual(item, b.items[index]) ? [] : [[item, b.items[index]]],
  );
  return { points: [a.points, b.points], tier: [a.tier, b.tier], items };
}
