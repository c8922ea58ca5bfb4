/** How the branches of a framework are marked while it is drafted: their letters by place, their points by the sum. */
import type { TypedFramework } from '#api/frameworks/schema.ts';
import { parsePoints, shortPoints, sumPoints } from '#scoring/points.ts';

export type TypedFirstLevel = NonNullable<TypedFramework['firstLevels']>[number];
export type TypedSecondLevel = NonNullable<TypedFirstLevel['secondLevels']>[number];
export type TypedIndicator = NonNullable<TypedSecondLevel['indicators']>[number];

export const letterOf = (row: number): string => String.fromCharCode(65 + row);

/** 「（15 分）」; nothing where no points are typed. */
export function pointsIn({ secondLevels = [] }: Pick<TypedFirstLevel, 'secondLevels'>): string {
  const typed = secondLevels.flatMap(({ indicators = [] }) => indicators.map(({ points = '' }) => points));
  const read = typed
    .map((text) => parsePoints(text.trim()))
    .flatMap((one) => ('points' in one ? [one.points] : []));
  return read.length === 0 ? '' : `（${shortPoints(sumPoints(read))} 分）`;
}
