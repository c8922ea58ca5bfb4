/** The engines that `npm run bench` times decide the same sheets alike; it checks more of them before its clock starts. */
import { describe, expect, it } from 'vitest';
import { read } from '../../bench/decisions/agreement.ts';
import { jsonRulesEngine } from '../../bench/decisions/json-rules-engine.ts';
import { ours, questionOf } from '../../bench/decisions/question.ts';
import { zenEngine } from '../../bench/decisions/zen-engine.ts';
import { Random } from '../second/random.ts';

const random = new Random(20260601);
const questions = Array.from({ length: 20 }, () => questionOf(random));

describe('the same answers as assess to 20 sheets', () => {
  it.each([zenEngine(), jsonRulesEngine()])('$name', async ({ answer }) => {
    const expected = (await ours.answer(questions)).map(read);
    const leaves = expected.flatMap(({ dimensions }) =>
      dimensions.flatMap(({ items }) => items.flatMap((item) => item.leaves)),
    );
    expect(leaves.length).toBeGreaterThan(100);
    expect((await answer(questions)).map(read)).toStrictEqual(expected);
  });
});
