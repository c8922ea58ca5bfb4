/** A fault of a rubric and the field it lies in. */
import type { PlacedFault as Placed } from './proof.ts';

/** The claims that a rubric's static proof makes, in the order in which a page shows them. */
export const claims = {
  size: '规模和层次在限度之内',
  names: '名称、编码和制定依据齐全，编码各不相同',
  sums: '分值合计 100.00，各维度等于其评分项之和',
  bands: '考核等级上下相接，覆盖 0.00 至 100.00',
  alive: '每个评分项都可能得分，也都可能失分',
  reachable: '每一档次、要点和扣分情形都用得到',
  caps: '每次扣分不超过本项可扣的分值',
  formula: '公式的计量单位相符，得分在 0.00 与本项分值之间',
  late: '逾期、差错和缺项越多，得分不会更高',
  once: '同一事实只在一个评分项中扣分',
  policy: '评分人权重、会商和满分理由的规定有效',
} as const;

export type Claim = keyof typeof claims;

/** Its path: 'dimensions.0.items.2.losses.1.lost'; empty for the rubric as a whole. */
export type PlacedFault = Placed<Claim>;

/** A fault with its place inside the item and the rest of a sentence that begins with the item's name. */
export type ItemFault = readonly [claim: Claim, path: string, rest: string];
