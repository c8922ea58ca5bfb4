/** Two implementations from the same documents agree on random cases; `npm run cross-check` runs many more. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, findPython, writeVectors } from './ask.ts';
import { caseOf, kinds } from './cases.ts';
import { Random } from './random.ts';
import { reckon } from './reckon.ts';

const seed = 20260601;
const count = 300;
const python = findPython();

it('has a Python to ask where the suite must be whole', () => {
  if (process.env.CI) expect(python, 'CI needs Python 3.9 or later').not.toBeNull();
});

describe.skipIf(python === null)(`the second implementation (Python 3.9 or later), seed ${seed}`, () => {
  it.each(kinds)(`says the same to ${count} cases of %s`, (kind) => {
    console.log(`${kind}: seed ${seed}, ${count} cases`);
    const random = new Random(seed);
    const cases = Array.from({ length: count }, () => caseOf(kind, random));
    const answers = ask(python!, cases);
    cases.forEach((one, index) => expect(reckon(one), `case ${index}`).toEqual(answers[index]));
  });

  it('writes the vectors as they are kept, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
    try {
      writeVectors(python!, folder);
      const kept = resolve(import.meta.dirname, '../vectors');
      expect(readdirSync(folder).sort()).toEqual(readdirSync(kept).sort());
      const other = readdirSync(folder).filter(
        (name) => !readFileSync(join(folder, name)).equals(readFileSync(join(kept, name))),
      );
      expect(other, 'run python3 tests/second vectors, and say in the commit why').toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
