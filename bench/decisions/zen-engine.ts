/** The default rubric as one GoRules decision model: an expression an item, compiled once; leaves come out of the engine. */
import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { items, rubric, type Evaluator } from './question.ts';
import { itemExpression } from './zen-items.ts';

export function zenEngine(): Evaluator {
  const engine = new ZenEngine();
  const decision = engine.createDecision(new ZenDecisionContent(model()));
  return {
    name: '@gorules/zen-engine',
    // All at once, so that its worker threads are never idle.
    answer: (questions) =>
      Promise.all(
        questions.map(async (question) => {
          const { result } = await decision.evaluate(question);
          return JSON.stringify(result);
        }),
      ),
  };
}

function model() {
  const sheet = items.map((item) => [item.code, itemExpression(item)] as const);
  const dimensions = rubric.dimensions.map(({ code, title, points, items: own }) => {
    const codes = own.map((item) => item.code);
    const earned = codes.map((one) => `${one}.points`).join(' + ');
    // None of the items is left out.
    return `{ code: '${code}', title: '${title}', full: ${points}, points: ${earned}, applicable: ${points},
      items: [${codes.join(', ')}] }`;
  });
  const tier = rubric.bands.reduceRight(
    (rest, { label, from }) => `$.points >= ${from} ? '${label}' : ${rest}`,
    'null',
  );
  const answer = [
    ['dimensions', `[${dimensions.join(', ')}]`],
    ['points', items.map(({ code }) => `${code}.points`).join(' + ')],
    ['tier', tier],
  ] as const;
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position, content: {} },
      expressionNode('sheet', sheet),
      expressionNode('answer', answer),
      { id: 'out', type: 'outputNode', name: 'out', position, content: {} },
    ],
    edges: [edge('in', 'sheet'), edge('sheet', 'answer'), edge('answer', 'out')],
  };
}

const position = { x: 0, y: 0 };
const edge = (sourceId: string, targetId: string) => ({
  id: `${sourceId}-${targetId}`,
  type: 'edge',
  sourceId,
  targetId,
});
const expressionNode = (name: string, entries: readonly (readonly [key: string, value: string])[]) => ({
  ...{ id: name, type: 'expressionNode', name, position },
  content: { expressions: entries.map(([key, value]) => ({ id: key, key, value })), passThrough: false },
});
