/** The default rubric as one GoRules decision model: an expression an item, compiled once; leaves come out of the engine. */
import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { asDecision, items, rubric, type Decision, type Evaluator } from './question.ts';
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
    read: (json) => asDecision(JSON.parse(json) as Decision),
  };
}

function model() {
  const all = items.map(({ code }) => `$.${code}`).join(', ');
  const tier = rubric.bands.reduceRight(
    (rest, { label, from }) => `$.points >= ${from} ? '${label}' : ${rest}`,
    'null',
  );
  const expressions = [
    ...items.map((item) => [item.code, itemExpression(item)] as const),
    ['items', `[${all}]`] as const,
    ['points', 'sum(map($.items as one, one.points))'] as const,
    ['tier', tier] as const,
  ].map(([key, value]) => ({ id: key, key, value }));
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position, content: {} },
      {
        id: 'sheet',
        type: 'expressionNode',
        name: 'sheet',
        position,
        content: { expressions, passThrough: false },
      },
      {
        id: 'answer',
        type: 'expressionNode',
        name: 'answer',
        position,
        content: { expressions: answered, passThrough: false },
      },
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
const answered = ['points', 'tier', 'items'].map((key) => ({ id: key, key, value: key }));
