/** A final assessment of the past, computed again by the rubric that governed it and by another one. */
import { assess, type Assessment, type VetoDecision } from './assessment.ts';
import { carryOver } from './carry-over.ts';
import type { AssessmentFacts } from './facts.ts';
import type { Marks } from './marks.ts';
import type { Points } from './points.ts';
import type { Rubric } from './rubric.ts';
import type { AssessmentTier } from './scale.ts';

/** What its result was computed from. */
export interface KeptSheet {
  readonly rubricId: string;
  readonly facts: AssessmentFacts;
  readonly marks: Marks;
  readonly vetoes: readonly VetoDecision[];
}

export interface PastAssessment {
  /** As the credit record names it. */
  readonly id: string;
  readonly agencyId: string;
  readonly commissionId: string;
  readonly points: Points;
  readonly tier: AssessmentTier;
  /** null: facts and marks were not kept item by item. */
  readonly sheet: KeptSheet | null;
}

export interface Scored {
  readonly points: Points;
  readonly tier: AssessmentTier;
  readonly factIds: readonly string[];
  readonly items: readonly ScoredItem[];
}

export interface ScoredItem {
  readonly code: string;
  readonly title: string;
  readonly full: Points;
  /** null: not applicable. */
  readonly points: Points | null;
}

export interface Reassessed {
  /** null, with the gaps, when the past cannot be computed again. */
  readonly own: Scored | null;
  readonly scored: Scored | null;
  /** Of items and titles of the rubrics; nothing that was said of the work itself is quoted. */
  readonly gaps: readonly string[];
}

/** Only those that differ or cannot be computed again. */
export interface ComparedCommission {
  readonly commissionId: string;
  readonly agencyId: string;
  readonly before: { readonly points: Points; readonly tier: AssessmentTier };
  /** null: 无法重算, see `gaps`. */
  readonly after: { readonly points: Points; readonly tier: AssessmentTier } | null;
  /** The items that differ. */
  readonly items: readonly { readonly before: ScoredItem | null; readonly after: ScoredItem | null }[];
  readonly gaps: readonly string[];
}

/** What cannot be carried over, or does not come out as it is recorded, is a gap and not a guess. */
export function reassess(
  past: PastAssessment,
  rubrics: Readonly<Record<string, Rubric>>,
  to: Rubric,
): Reassessed {
  const failed = (gaps: readonly string[]): Reassessed => ({ own: null, scored: null, gaps });
  if (past.sheet === null) return failed(['原考核没有逐项保存事实和评分']);
  const { facts, marks, vetoes, rubricId } = past.sheet;
  const from = rubrics[rubricId];
  if (!from) return failed(['没有找到原考核所适用的标准']);
  const own = assess(from, facts, marks, vetoes);
  if (own.points !== past.points || own.tier !== past.tier)
    return failed(['按原标准重算的结果与记录不一致，请先核对']);
  const carried = carryOver(from, to, facts, marks);
  const result = assess(to, facts, carried.marks, vetoes);
  const gaps = [...carried.gaps, ...unnamed(result, carried.gaps)];
  const scored = gaps.length > 0 ? null : scoredOf(result);
  return { own: scoredOf(own), scored, gaps };
}

const scoredOf = (result: Assessment): Scored => ({
  // Asserted by the caller: without gaps there are points and a tier.
  points: result.points!,
  tier: result.tier!,
  factIds: [...new Set(result.leaves.flatMap(({ factId }) => factId ?? []))],
  items: result.dimensions.flatMap(({ items }) =>
    items.map(({ code, title, full, points }) => ({ code, title, full, points })),
  ),
});

/** The gaps that `assess` found beside those already named, without what they quote: names of people may be in it. */
function unnamed(result: Assessment, named: readonly string[]): string[] {
  const items = result.dimensions.flatMap((dimension) => dimension.items);
  const ofItems = items.flatMap(({ code, title, gaps }) => {
    const name = `${code}「${title}」：`;
    return named.some((gap) => gap.startsWith(name)) ? [] : gaps.map((gap) => name + unquoted(gap));
  });
  const others = result.gaps.slice(items.flatMap(({ gaps }) => gaps).length).map(unquoted);
  return [...new Set([...ofItems, ...others])];
}

const unquoted = (gap: string): string => gap.replace(/「.*」/s, '').replace(/（[^）]*）/g, '');

/** Beside each other; a side without a rubric of its own takes the result as it is recorded. */
export function comparedCommission(
  past: PastAssessment,
  from: Reassessed | undefined,
  to: Reassessed | undefined,
): ComparedCommission[] {
  const kept = { commissionId: past.commissionId, agencyId: past.agencyId };
  const gaps = [...new Set([...(from?.gaps ?? []), ...(to?.gaps ?? [])])];
  if (gaps.length > 0) {
    const { points, tier } = past;
    return [{ ...kept, before: { points, tier }, after: null, items: [], gaps }];
  }
  const own = from?.own ?? to?.own ?? null;
  const [earlier, later] = [from?.scored ?? own, to?.scored ?? own];
  if (!earlier || !later) return [];
  const items = differingItems(earlier, later);
  if (earlier.points === later.points && earlier.tier === later.tier && items.length === 0) return [];
  const shown = ({ points, tier }: Scored) => ({ points, tier });
  return [{ ...kept, before: shown(earlier), after: shown(later), items, gaps: [] }];
}

function differingItems(before: Scored, after: Scored): ComparedCommission['items'] {
  const codes = [...new Set([...after.items, ...before.items].map(({ code }) => code))];
  const find = ({ items }: Scored, code: string) => items.find((item) => item.code === code) ?? null;
  return codes.flatMap((code) => {
    const [from, to] = [find(before, code), find(after, code)];
    const same = from && to && from.points === to.points && from.full === to.full;
    return same ? [] : [{ before: from, after: to }];
  });
}
