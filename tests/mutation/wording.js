import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const HAN = /\p{Script=Han}/u;

/**
 * Leaves sentences in Chinese alone: that they read as meant is for eyes and for tests/words, and emptied
 * sentences would drown the mutants of rules. Keys in Latin letters, and whatever is computed inside a sentence,
 * are still mutated.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'wording', {
    shouldIgnore(path) {
      if (path.isStringLiteral() && HAN.test(path.node.value)) return '措辞';
      if (path.isTemplateLiteral() && isSentence(path.node)) return '措辞';
      return undefined;
    },
  }),
];

/** @param {import('@babel/types').TemplateLiteral} template */
function isSentence({ quasis, expressions }) {
  return (
    quasis.some(({ value }) => HAN.test(value.raw)) &&
    expressions.every(({ type }) => type === 'Identifier' || type === 'MemberExpression')
  );
}
