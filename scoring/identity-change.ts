/**
 * 机构主体变更: agencies that merge, split or are struck off. What each kind takes, and whose credit record counts for whom
 * from which day.
 */
import type { Day } from './calendar.ts';

export interface IdentityKind {
  readonly title: string;
  /** How many, at least and at most. */
  readonly predecessors: readonly [number, number];
  readonly successors: readonly [number, number];
  /** Whether the predecessors are no more from the day on. */
  readonly ends: boolean;
}

/** Companies Act 2023, art. 218 and 222 name the ways of merging and splitting. */
export const identityKinds = {
  absorption: { title: '吸收合并', predecessors: [1, 4], successors: [1, 1], ends: true },
  consolidation: { title: '新设合并', predecessors: [2, 4], successors: [1, 1], ends: true },
  dissolution: { title: '解散分立', predecessors: [1, 1], successors: [2, 4], ends: true },
  spinOff: { title: '存续分立', predecessors: [1, 1], successors: [1, 4], ends: false },
  cancellation: { title: '注销', predecessors: [1, 1], successors: [0, 0], ends: true },
} as const satisfies Record<string, IdentityKind>;
export type IdentityKindKey = keyof typeof identityKinds;

export interface Parties {
  readonly predecessors: readonly { readonly code: string; readonly recordTo: string | null }[];
  readonly successors: readonly string[];
}

/** What does not fit the kind, by the field that holds it. */
export function partyFaults(
  kind: IdentityKindKey,
  { predecessors, successors }: Parties,
): Record<string, string> {
  const { title, predecessors: from, successors: to } = identityKinds[kind];
  const faults: Record<string, string> = {};
  if (!isWithin(predecessors.length, from))
    faults['predecessors[0].code'] =
      `${title}的原机构应为${countText(from)}，现填 ${predecessors.length} 家。`;
  if (!isWithin(successors.length, to))
    faults['successors[0].code'] = `${title}的承继机构应为${countText(to)}，现填 ${successors.length} 家。`;
  const codes = predecessors.map(({ code }) => code);
  codes.forEach((code, index) => {
    if (codes.indexOf(code) < index) faults[`predecessors[${index}].code`] = '这家机构已经列过。';
  });
  successors.forEach((code, index) => {
    if (codes.includes(code)) faults[`successors[${index}].code`] = '原机构不能同时是承继机构。';
    else if (successors.indexOf(code) < index) faults[`successors[${index}].code`] = '这家机构已经列过。';
  });
  predecessors.forEach(({ recordTo }, index) => {
    if (recordTo !== null && !successors.includes(recordTo))
      faults[`predecessors[${index}].recordTo`] = '信用记录只能由所列的承继机构承继；没有的，选「不承继」。';
  });
  return faults;
}

export interface FollowedRecord {
  readonly from: string;
  readonly to: string;
  readonly on: Day;
}

/** Whose records count for the agency on the day besides its own, the nearest first: what they took over themselves too. */
export function recordsTakenOver(links: readonly FollowedRecord[], agency: string, day: Day): string[] {
  const found: string[] = [];
  for (let next = [agency]; next.length > 0;) {
    const from = links.filter(({ to, on }) => next.includes(to) && on <= day).map((link) => link.from);
    next = [...new Set(from)].filter((one) => one !== agency && !found.includes(one));
    found.push(...next);
  }
  return found;
}

const isWithin = (count: number, [least, most]: readonly [number, number]) => count >= least && count <= most;

const countText = ([least, most]: readonly [number, number]): string =>
  least === most ? ` ${least} 家` : ` ${least} 至 ${most} 家`;
