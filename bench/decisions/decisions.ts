/**
 * Explained decisions a second: `assess` beside the two best-known rule engines of npm, on the same sheets.
 *
 * All three take the question as an object and give the same tree, every member of it, as text by JSON.stringify; that
 * they do is checked before the clock starts, and leaves alone may come in another order. No side sorts keys or takes
 * digests; models and rules are compiled beforehand. `assess` also looks for faults and gaps in the marks, which the
 * engines are spared. json-rules-engine is given what its language cannot say in plain functions before and after its
 * run; the ZEN engine has all its threads, so the processor time says more of it than the clock.
 *
 * The tree is some 3 900 characters long. To write it takes V8 nearly half of the time of `assess` and its text together.
 */
import { Random } from '../../tests/second/random.ts';
import { compare, warmUp, type Slice, type Spread } from '../interleaved.ts';
import { assertSameAnswers } from './agreement.ts';
import { jsonRulesEngine } from './json-rules-engine.ts';
import { ours, questionOf, type Evaluator, type Question } from './question.ts';
import { zenEngine } from './zen-engine.ts';

const seed = 20260601;
const compared = 400;
const timed = 200;
const pairs = 40;

export async function benchDecisions(): Promise<string[]> {
  const random = new Random(seed);
  const questions = Array.from({ length: compared }, () => questionOf(random));
  const engines = [zenEngine(), jsonRulesEngine()];
  await assertSameAnswers([ours, ...engines], questions);
  const lines = [
    `${compared} random sheets of the default rubric (seed ${seed}): the three answer all of them alike`,
  ];
  // Slices of about the same length.
  const own = sliceOf(ours, questions.slice(0, timed), 10);
  await warmUp(own, 4000);
  for (const engine of engines) {
    const other = sliceOf(engine, questions.slice(0, timed), 1);
    await warmUp(other, 2000);
    const { first, second, ratio, processorRatio } = await compare(own, other, pairs);
    lines.push(
      `assess ${perSecond(first)}, ${engine.name} ${perSecond(second)} decisions a second: ` +
        `${shown(ratio)}; by processor time ${shown(processorRatio)}`,
    );
  }
  return lines;
}

const sliceOf =
  (evaluator: Evaluator, questions: readonly Question[], times: number): Slice =>
  async () => {
    for (let time = 0; time < times; time++) await evaluator.answer(questions);
    return questions.length * times;
  };

const perSecond = (microseconds: number): string => (1_000_000 / microseconds).toFixed(0);
const shown = ({ median, least, most }: Spread): string =>
  `${median.toFixed(1)} × (${least.toFixed(1)} to ${most.toFixed(1)})`;
