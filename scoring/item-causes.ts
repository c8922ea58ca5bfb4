/** What an item of a rubric takes points for: the facts that no other item may take points for again. */
import { type Cause, causeTitles, type RatioMeasure, ratioTitles } from './facts.ts';
import type { RubricItem } from './rubric.ts';

/** A cause or a measure with its place inside the item. */
export interface PlacedGround {
  readonly ground: Cause | RatioMeasure;
  readonly path: string;
}

export function groundsOf(item: RubricItem): readonly PlacedGround[] {
  if (item.kind === 'lateDays') return [{ ground: item.cause, path: 'cause' }];
  const losses = 'losses' in item ? item.losses : [];
  const grounds = losses.map(({ cause }, index) => ({ ground: cause, path: `losses.${index}.cause` }));
  return item.kind === 'ratio' ? [{ ground: item.measure, path: 'measure' }, ...grounds] : grounds;
}

/** What a scorer may deduct for by own observation. */
export const causesOf = (item: RubricItem): readonly Cause[] =>
  'losses' in item ? item.losses.map(({ cause }) => cause) : [];

export const groundTitle = (ground: Cause | RatioMeasure): string =>
  ground in causeTitles ? causeTitles[ground as Cause] : ratioTitles[ground as RatioMeasure];
