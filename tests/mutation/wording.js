const HAN = /\p{Script=Han}/u;

/**
 * Leaves sentences in Chinese and the words of failed asserts alone: that they read as meant is for eyes and for
 * tests/words, and emptied sentences would drown the mutants of rules. Keys in Latin letters, and whatever is computed inside a sentence,
 * are still mutated.
 * @type {{ kind: 'Ignore', name: string, value: { shouldIgnore(path: { node: any, parent: any }): string | undefined } }[]}
 */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'wording',
    value: {
      shouldIgnore: ({ node, parent }) =>
        isText(node) || isSentence(node) || isThrown(node, parent) ? '措辞' : undefined,
    },
  },
];

/** @param {any} node */
const isText = ({ type, value }) => type === 'StringLiteral' && HAN.test(value);

/** @param {any} node */
const isSentence = ({ type, quasis, expressions }) =>
  type === 'TemplateLiteral' &&
  quasis.some((/** @type {any} */ quasi) => HAN.test(quasi.value.raw)) &&
  expressions.every((/** @type {any} */ inner) => ['Identifier', 'MemberExpression'].includes(inner.type));

/** @param {any} node @param {any} parent */
const isThrown = (node, parent) => node.type.endsWith('Literal') && parent?.callee?.name === 'Error';
