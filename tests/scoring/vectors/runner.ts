/** How a file of vectors is put to the TypeScript: its name, and the call that answers a case. */
export type Runner = (input: never, given: never) => unknown;
export type Runners = Readonly<Record<string, Runner>>;

/** What a case expects of a call that must throw. */
export const refused = { refused: true };

export const answering = <Input, Given = unknown>(call: (input: Input, given: Given) => unknown): Runner =>
  call as Runner;

/** [n, d] of "n/d". */
export const partsOf = (text: string): [bigint, bigint] => {
  const [n = '', d = ''] = text.split('/');
  return [BigInt(n), BigInt(d)];
};

export const textOf = ({ n, d }: { readonly n: bigint; readonly d: bigint }): string => `${n}/${d}`;

/** The value without the words that are for readers only. */
export function without(value: unknown, words: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      words.includes(key) ? [] : [[key, without(one, words)] as const],
    ),
  );
}
