/** How large a rubric may be: enough for any form in use, small enough that its proof always ends. */
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
  if (item.kind === 'steps') return tooMany(`${path}.steps`, item.steps, most.steps, '一个评分项的档次');
  if (item.kind === 'judged') return tooMany(`${path}.parts`, item.parts, most.parts, '一个评分项的要点');
  if (item.kind === 'elementShare')
    return tooMany(`${path}.required`, item.required, most.required, '一个评分项的要素');
  if (item.kind === 'deduction' || item.kind === 'gradedFaults' || item.kind === 'ratio')
    return tooMany(`${path}.losses`, item.losses, most.losses, '一个评分项的扣分情形');
  return [];
}

const tooMany = (path: string, all: readonly unknown[], limit: number, name: string): PlacedFault[] =>
  all.length > limit
    ? [{ claim: 'size', path, message: `${name}至多 ${limit} 个，现为 ${all.length} 个` }]
    : [];
