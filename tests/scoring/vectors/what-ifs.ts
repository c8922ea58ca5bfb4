import type { CreditRecord } from '#scoring/credit-record.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { defaultDrawPolicy } from '#scoring/draw.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import { outlook } from '#scoring/rating-outlook.ts';
import { defaultRatingPolicy, type RatingPolicy } from '#scoring/rating-policy.ts';
import type { PastAssessment } from '#scoring/reassessment.ts';
import type { Rubric } from '#scoring/rubric.ts';
import type { CreditRating } from '#scoring/scale.ts';
import { whatIf, type History, type Version } from '#scoring/what-if.ts';
import { agencyHistory, shownWhatIf, type ToldAgency } from '../../second/reckon.ts';
import { changed, type Change } from './faults.ts';
import { answering, type Runners } from './runner.ts';

type Told = Pick<History, 'days' | 'assessments' | 'freezes'> & { readonly agencies: readonly ToldAgency[] };

interface Flawless {
  readonly facts: AssessmentFacts;
  readonly marks: Marks;
}

/** A rubric by its changes; the sums of its dimensions follow. */
function rubricOf(changes: readonly Change[] | null): Rubric | null {
  if (changes === null) return null;
  const rubric = changed(defaultRubric, changes);
  const dimensions = rubric.dimensions.map((dimension) => ({
    ...dimension,
    points: dimension.items.reduce((sum, { points }) => sum + points, 0),
  }));
  return { ...rubric, version: '2', dimensions };
}

const historyOf = ({ days, agencies, assessments, freezes }: Told): History => ({
  ...{ days, assessments, freezes },
  agencies: agencies.map(agencyHistory),
  rubrics: { own: defaultRubric },
  drawPolicy: defaultDrawPolicy,
});

const whole = (past: PastAssessment, { facts, marks }: Flawless): PastAssessment => ({
  ...past,
  sheet: past.sheet && {
    ...past.sheet,
    facts: { ...facts, ...past.sheet.facts },
    marks: { ...marks, ...past.sheet.marks },
  },
});

interface OneRecord {
  readonly record: CreditRecord;
  readonly asOf: string;
  readonly current: CreditRating | null;
}

export const whatIfs: Runners = {
  'what-if': answering(
    ({ before, after, ...told }: Told & { before: Partial<RatingPolicy>; after: Partial<RatingPolicy> }) => {
      const version = (more: Partial<RatingPolicy>): Version => ({
        policy: { ...defaultRatingPolicy, ...more },
        rubric: null,
      });
      return shownWhatIf(whatIf(historyOf(told), version(before), version(after)));
    },
  ),
  'what-if-rubrics': answering(
    (
      { before, after, ...told }: Told & { before: Change[] | null; after: Change[] | null },
      given: Flawless,
    ) => {
      const version = (changes: Change[] | null): Version => ({
        policy: defaultRatingPolicy,
        rubric: rubricOf(changes),
      });
      const assessments = told.assessments.map((past) => whole(past, given));
      return shownWhatIf(whatIf(historyOf({ ...told, assessments }), version(before), version(after)));
    },
  ),
  'rating-turns': answering(({ record, asOf, current }: OneRecord) => {
    const { better, unrated } = outlook(defaultRatingPolicy, record, asOf, current);
    return { better: better && [better.on, better.rating], unrated: unrated?.on ?? null };
  }),
  'rating-next': answering(({ record, asOf, current }: OneRecord) =>
    outlook(defaultRatingPolicy, record, asOf, current).next.map(({ rating, points }) => [rating, points]),
  ),
};
