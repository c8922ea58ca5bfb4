/** The second implementation, asked for many cases at once. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Case } from './reckon.ts';

/** The name of a Python 3.9 or later on this machine; null without one. */
export function findPython(): string | null {
  const asks = 'import sys; sys.exit(0 if sys.version_info >= (3, 9) else 1)';
  const works = (name: string) => spawnSync(name, ['-c', asks]).status === 0;
  return ['python3', 'python'].find(works) ?? null;
}

/** What the cases share is sent once and named in them: rubrics and policies are long. */
export function ask(python: string, cases: readonly Case[]): unknown[] {
  const names = new Map<object, string>();
  const lines: string[] = [];
  for (const one of cases) {
    const entries = Object.entries(one).map(([key, value]: [string, unknown]) => {
      if (!shared.has(key) || typeof value !== 'object' || value === null) return [key, value];
      const name = names.get(value) ?? `held-${names.size}`;
      if (!names.has(value)) lines.push(JSON.stringify({ function: 'hold', name, value }));
      names.set(value, name);
      return [key, { held: name }];
    });
    lines.push(JSON.stringify(Object.fromEntries(entries)));
  }
  const answers = run(python, [], lines.join('\n') + '\n')
    .trimEnd()
    .split('\n');
  if (answers.length !== cases.length) throw new Error(`${answers.length} answers to ${cases.length} cases`);
  return answers.map((line): unknown => JSON.parse(line));
}

/** Writes all vectors anew into the folder. */
export function writeVectors(python: string, folder: string): void {
  run(python, ['vectors', folder], '');
}

function run(python: string, words: readonly string[], input: string): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const options = { input, encoding: 'utf8', maxBuffer: 2 ** 30 } as const;
  const { status, stdout, stderr } = spawnSync(python, ['-B', here, ...words], options);
  if (status !== 0) throw new Error(`the second implementation failed: ${stderr}`);
  return stdout;
}

const shared = new Set(['rubric', 'policy', 'before', 'after', 'rules']);
