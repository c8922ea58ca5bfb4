/** What a static proof of a policy says: every fault with its claim and field, and which claims hold. */

export interface PlacedFault<Claim extends string> {
  readonly claim: Claim;
  /** 'caps.1.months'; empty for the policy as a whole. */
  readonly path: string;
  /** What is wrong and how it is mended. */
  readonly message: string;
}

export interface Proof<Claim extends string> {
  readonly faults: readonly PlacedFault<Claim>[];
  /** The claims that hold, in the order in which a page shows them. */
  readonly proved: readonly string[];
}

export function proofBy<Claim extends string>(
  claims: Readonly<Record<Claim, string>>,
  faults: readonly PlacedFault<Claim>[],
): Proof<Claim> {
  const open = new Set<string>(faults.map(({ claim }) => claim));
  const proved = Object.entries<string>(claims).filter(([claim]) => !open.has(claim));
  return { faults, proved: proved.map(([, words]) => words) };
}

export const isWholeWithin = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;
