/** 等级迁移: how many agencies go from which credit rating to which, 未评级 being a place of its own. */
import { type CreditRating, creditRatings } from './scale.ts';

export const places = [...creditRatings, '未评级'] as const;
export type Place = (typeof places)[number];

export const placeOf = (rating: CreditRating | null): Place => rating ?? '未评级';

/** Rows are before, columns after, both in the order of `places`. */
export type Migration = readonly (readonly number[])[];

export const migrationOf = (moves: readonly { readonly before: Place; readonly after: Place }[]): Migration =>
  places.map((from) =>
    places.map((to) => moves.filter(({ before, after }) => before === from && after === to).length),
  );

export type Direction = 'up' | 'down' | 'unrated' | 'rated';

/** null: stays. 未评级 is neither better nor worse than a letter. */
export function directionOf(before: Place, after: Place): Direction | null {
  if (before === after) return null;
  if (after === '未评级') return 'unrated';
  if (before === '未评级') return 'rated';
  return places.indexOf(after) < places.indexOf(before) ? 'up' : 'down';
}
