/** How large a rubric may be: enough for any form in use, small enough that its proof always ends. */
import { type Expression, partsOf } from './formula.ts';
import type { Rubric, RubricItem } from './rubric.ts';
import type { PlacedFault } from './rubric-fault.ts';

const most = {
  dimensions: 20,
  items: 30,
  losses: 20,
  required: 40,
  steps: 10,
  parts: 20,
  vetoes: 30,
  bands: 10,
  basis: 30,
  depth: 10,
  nodes: 60,
  pieces: 8,
} as const;

export function sizeFaults({ dimensions, vetoes, bands, basis }: Rubric): PlacedFault[] {
  return [
    ...tooMany('dimensions', dimensions, most.dimensions, '维度'),
    ...tooMany('vetoes', vetoes, most.vetoes, '否决事项'),
    ...tooMany('basis', basis, most.basis, '制定依据'),
    ...tooMany('bands', bands, most.bands, '考核等级'),
    ...dimensions.flatMap(({ items }, row) => [
      ...tooMany(`dimensions.${row}.items`, items, most.items, '一个维度的评分项'),
      ...items.flatMap((item, column) => itemFaults(item, `dimensions.${row}.items.${column}`)),
    ]),
  ];
}

function itemFaults(item: RubricItem, path: string): PlacedFault[] {
  if (item.kind === 'formula') return formulaFaults(item.formula, `${path}.formula`);
  if (item.kind === 'steps') return tooMany(`${path}.steps`, item.steps, most.steps, '一个评分项的档次');
  if (item.kind === 'judged') return tooMany(`${path}.parts`, item.parts, most.parts, '一个评分项的要点');
  if (item.kind === 'elementShare')
    return tooMany(`${path}.required`, item.required, most.required, '一个评分项的要素');
  if (item.kind === 'deduction' || item.kind === 'gradedFaults' || item.kind === 'ratio')
    return tooMany(`${path}.losses`, item.losses, most.losses, '一个评分项的扣分情形');
  return [];
}

function formulaFaults(formula: Expression, path: string): PlacedFault[] {
  const { depth, nodes, pieces } = extentOf(formula, 1);
  const faults: PlacedFault[] = [];
  const say = (message: string) => faults.push({ claim: 'size', path, message });
  if (depth > most.depth) say(`公式至多 ${most.depth} 层，请拆成几个评分项`);
  else if (nodes > most.nodes) say(`公式至多 ${most.nodes} 个部分，现为 ${nodes} 个`);
  if (pieces > most.pieces) say(`公式的一处分段至多 ${most.pieces} 段，现为 ${pieces} 段`);
  return faults;
}

/** Does not go deeper than is needed to see that it is too deep. */
function extentOf(expression: Expression, depth: number): { depth: number; nodes: number; pieces: number } {
  const pieces = expression.op === 'piecewise' ? expression.pieces.length : 0;
  if (depth > most.depth) return { depth, nodes: 1, pieces };
  const parts = partsOf(expression).map((part) => extentOf(part.expression, depth + 1));
  return {
    depth: Math.max(depth, ...parts.map((part) => part.depth)),
    nodes: parts.reduce((sum, part) => sum + part.nodes, 1),
    pieces: Math.max(pieces, ...parts.map((part) => part.pieces)),
  };
}

const tooMany = (path: string, all: readonly unknown[], limit: number, name: string): PlacedFault[] =>
  all.length > limit
    ? [{ claim: 'size', path, message: `${name}至多 ${limit} 个，现为 ${all.length} 个` }]
    : [];
