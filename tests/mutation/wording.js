const HAN = /\p{Script=Han}/u;

/**
 * Leaves sentences in Chinese alone: that they read as meant is for eyes and for tests/words, and emptied
 * sentences would drown the mutants of rules. Keys in Latin letters, and whatever is computed inside a sentence,
 * are still mutated.
 * @type {{ kind: 'Ignore', name: string, value: { shouldIgnore(path: { node: any }): string | undefined } }[]}
 */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'wording',
    value: { shouldIgnore: ({ node }) => (isText(node) || isSentence(node) ? '措辞' : undefined) },
  },
];

/** @param {any} node */
const isText = ({ type, value }) => type === 'StringLiteral' && HAN.test(value);

/** @param {any} node */
const isSentence = ({ type, quasis, expressions }) =>
  type === 'TemplateLiteral' &&
  quasis.some((/** @type {any} */ quasi) => HAN.test(quasi.value.raw)) &&
  expressions.every((/** @type {any} */ inner) => ['Identifier', 'MemberExpression'].includes(inner.type));
