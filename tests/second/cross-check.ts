// The two implementations on many random cases: npm run cross-check -- [count] [seed]
import { isDeepStrictEqual } from 'node:util';
import { ask, findPython } from './ask.ts';
import { caseOf, kinds } from './cases.ts';
import { Random } from './random.ts';
import { reckon, type Case } from './reckon.ts';

const batch = 2000;
const shown = 3;
const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
if (![count, seed].every((number) => Number.isSafeInteger(number) && number >= 0))
  throw new Error('usage: npm run cross-check -- [count] [seed]');
const python = findPython();
if (python === null) throw new Error('Python 3.9 or later is needed');

const random = new Random(seed);
const divergences = new Map<string, number>(kinds.map((kind) => [kind, 0]));
for (let done = 0; done < count; done += batch) {
  const size = Math.min(batch, count - done);
  const cases = Array.from({ length: size }, (_, index) =>
    caseOf(kinds[(done + index) % kinds.length]!, random),
  );
  const answers = ask(python, cases);
  cases.forEach((one, index) => compare(one, answers[index]));
  if (process.stderr.isTTY) process.stderr.write(`\r${done + size}`);
}
const all = [...divergences.values()].reduce((a, b) => a + b);
console.log(`seed ${seed}, ${count} cases, ${all} divergences`);
for (const [kind, found] of divergences) console.log(`${kind}: ${found}`);
process.exitCode = all > 0 ? 1 : 0;

function compare(one: Case, second: unknown) {
  const first = reckon(one);
  if (isDeepStrictEqual(first, second)) return;
  const found = (divergences.get(one.function) ?? 0) + 1;
  divergences.set(one.function, found);
  if (found <= shown) console.log(JSON.stringify({ case: one, first, second }));
}
