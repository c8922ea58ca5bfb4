/** A fault of a framework and the field it lies in. */

/** The claims in the order in which a page shows them. */
export const frameworkClaims = {
  names: '各级名称齐全，同一级内互不重复',
  levels: '各级指标完整，包含产出和效益',
  codes: '指标代码逐级对应，互不重复',
  texts: '三级指标都有评价要点，能够写入指标体系',
  points: '参考分值全部留空，或者都是正整数且合计 100',
} as const;

export type FrameworkClaim = keyof typeof frameworkClaims;

export interface PlacedFrameworkFault {
  readonly claim: FrameworkClaim;
  /** 'firstLevels.0.secondLevels.1.indicators.2.title' */
  readonly path: string;
  readonly message: string;
}

export const fault = (claim: FrameworkClaim, path: string, message: string): PlacedFrameworkFault => ({
  claim,
  path,
  message,
});
