import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { ItemRule, Rubric, RubricItem } from '#scoring/rubric.ts';

/** An item A1 by the rule, of 10.00 unless said otherwise. */
export const itemBy = (rule: ItemRule, points = 1000, code = 'A1'): RubricItem => ({
  code,
  title: '试项',
  points,
  clause: null,
  ...rule,
});

/** A rubric of these items and one judged item that makes up the rest of the 100.00. */
export function rubricOf(...items: readonly RubricItem[]): Rubric {
  const rest = 10000 - items.reduce((sum, { points }) => sum + points, 0);
  const filler = itemBy(
    { kind: 'judged', parts: [{ code: 'Z1.1', title: '质量', points: rest, anchor: '' }] },
    rest,
    'Z1',
  );
  const dimension = { code: 'A', title: '试维', points: 10000, items: [...items, filler] };
  return { ...defaultRubric, dimensions: [dimension] };
}
