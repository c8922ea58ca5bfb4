/** 轮候: who has waited longest comes first, then who carries least; ties are broken by a draw. */
import type { Day } from './calendar.ts';
import { drawWithoutReplacement } from './draw.ts';
import { rational } from './points.ts';

export interface RotationCandidate {
  readonly agencyId: string;
  /** The day its latest contract with the bureau was signed; null: never had one, so it waits longest. */
  readonly lastContractOn: Day | null;
  readonly running: number;
}

export interface RotatedPlace {
  readonly agencyId: string;
  readonly rank: number;
  /** Ranked by draw among equals. */
  readonly tied: boolean;
}

/** `tieSeed` (64 hex digits, made as for a draw) is needed only when two have waited as long and carry as much. */
export function rotate(
  candidates: readonly RotationCandidate[],
  tieSeed: string | null,
): { ranking: readonly RotatedPlace[] | null; faults: readonly string[] } {
  if (candidates.length === 0) return { ranking: null, faults: ['没有可以轮候的机构'] };
  if (new Set(candidates.map((one) => one.agencyId)).size !== candidates.length)
    return { ranking: null, faults: ['候选名单中有重复的机构'] };
  const isTied = (one: RotationCandidate) =>
    candidates.some((other) => other !== one && compare(one, other) === 0);
  if (tieSeed === null && candidates.some(isTied))
    return { ranking: null, faults: ['轮候条件相同的机构须抽取确定先后'] };
  const drawn = tieSeed === null ? new Map<string, number>() : drawnPlaces(candidates, tieSeed);
  const place = (one: RotationCandidate) => drawn.get(one.agencyId) ?? 0;
  const ranking = candidates
    .toSorted((a, b) => compare(a, b) || place(a) - place(b))
    .map((one, index) => ({ agencyId: one.agencyId, rank: index + 1, tied: isTied(one) }));
  return { ranking, faults: [] };
}

function compare(a: RotationCandidate, b: RotationCandidate): number {
  const [dayA, dayB] = [a.lastContractOn ?? '', b.lastContractOn ?? ''];
  if (dayA !== dayB) return dayA < dayB ? -1 : 1;
  return a.running - b.running;
}

/** One drawn order decides every tie. */
const drawnPlaces = (candidates: readonly RotationCandidate[], seed: string): Map<string, number> =>
  new Map(
    drawWithoutReplacement(
      candidates.map(({ agencyId }) => ({ id: agencyId, weight: rational(1) })),
      seed,
    ).map((place) => [place.agencyId, place.rank]),
  );
