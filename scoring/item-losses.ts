/** What an item of a rubric takes points for, and how many at most. */
import { type Cause, causeTitles, type Ground, type RatioMeasure, ratioTitles } from './facts.ts';
import { factsIn } from './formula.ts';
import { numbers } from './numeric-facts.ts';
import { elementSets, truths } from './named-facts.ts';
import { type Points, shareOf } from './points.ts';
import type { Loss, RubricItem } from './rubric.ts';

/** A fact that no other item may take points for again, with its place inside the item. */
export interface PlacedFact {
  readonly fact: Cause | RatioMeasure;
  readonly path: string;
}

export function factsTakenBy(item: RubricItem): readonly PlacedFact[] {
  switch (item.kind) {
    case 'lateDays':
      return [{ fact: item.cause, path: 'cause' }];
    case 'formula':
      return factsIn(item.formula, 'formula').flatMap(({ fact, path }) =>
        (numbers[fact]?.takes ?? []).map((taken) => ({ fact: taken, path })),
      );
    case 'condition':
      return (truths[item.fact]?.causes ?? []).map((fact) => ({ fact, path: 'fact' }));
    case 'elementShare': {
      const set = elementSets[item.set];
      return set ? [{ fact: set.cause, path: 'set' }] : [];
    }
  }
  const facts = lossesOf(item).map(({ cause }, index) => ({ fact: cause, path: `losses.${index}.cause` }));
  return item.kind === 'ratio' ? [{ fact: item.measure, path: 'measure' }, ...facts] : facts;
}

const lossesOf = (item: RubricItem): readonly Loss[] =>
  item.kind === 'deduction' || item.kind === 'gradedFaults' || item.kind === 'ratio' ? item.losses : [];

export const titleOfFact = (fact: Cause | RatioMeasure): string =>
  fact in causeTitles ? causeTitles[fact as Cause] : ratioTitles[fact as RatioMeasure];

export interface OwnLoss {
  readonly cause: Ground;
  readonly title: string;
}

/** What a scorer may deduct for by own observation. */
export function ownLossesOf(item: RubricItem): readonly OwnLoss[] {
  if (item.kind === 'condition') return [{ cause: item.fact, title: `不符合「${truths[item.fact].title}」` }];
  if (item.kind === 'elementShare') {
    const { cause, title } = elementSets[item.set];
    return [{ cause, title: `${title}另有缺项` }];
  }
  return lossesOf(item);
}

/** What such a deduction costs when it happened `times` times; null when the item has no rule for it. */
export function ownLossOf(item: RubricItem, cause: Ground, times: number): Points | null {
  if (!ownLossesOf(item).some((own) => own.cause === cause)) return null;
  if (item.kind === 'condition') return mostLostOf(item);
  if (item.kind === 'elementShare') return lostShare(item.points, times, item.required.length);
  const loss = lossesOf(item).find((one) => one.cause === cause);
  return loss ? lossOf(item, loss.lost, times) : null;
}

/** What `times` occurrences cost by a rule of the item. */
export const lossOf = (item: RubricItem, lost: Loss['lost'], times: number): Points =>
  lost === 'all' ? mostLostOf(item) : Math.min(mostLostOf(item), lost * times);

/** All that an item can lose, however much there is to deduct. */
export function mostLostOf(item: RubricItem): Points {
  if (item.kind === 'condition') return item.lost === 'all' ? item.points : item.lost;
  const floor = item.kind === 'deduction' || item.kind === 'gradedFaults' ? item.floor : undefined;
  return item.points - (floor ?? 0);
}

/** The points less the exact share of what is there, rounded once. */
export const lostShare = (points: Points, missing: number, required: number): Points =>
  points - shareOf(points, BigInt(Math.max(0, required - missing)), BigInt(required));
