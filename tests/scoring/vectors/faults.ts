import { recordFaults, type CreditRecord } from '#scoring/credit-record.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { markFaults, type Marks } from '#scoring/marks.ts';
import { defaultRatingPolicy, policyFaults, type RatingPolicy } from '#scoring/rating-policy.ts';
import { publicationGaps, rubricFaults, type Rubric } from '#scoring/rubric.ts';
import { flawless } from '../assessment-case.ts';
import { answering, type Runners } from './runner.ts';

export interface Change {
  readonly at: readonly (string | number)[];
  readonly value: unknown;
}

export function changed<Whole>(whole: Whole, changes: readonly Change[]): Whole {
  const copy = structuredClone(whole);
  for (const { at, value } of changes) {
    let node = copy as unknown as Record<string | number, unknown>;
    for (const key of at.slice(0, -1)) node = node[key] as Record<string | number, unknown>;
    node[at.at(-1)!] = value;
  }
  return copy;
}

const allowed = (faults: readonly string[]) => ({ allowed: faults.length === 0 });

export const faults: Runners = {
  'record-faults': answering((record: CreditRecord) => allowed(recordFaults(record))),
  'policy-faults': answering((more: Partial<RatingPolicy>) =>
    allowed(policyFaults({ ...defaultRatingPolicy, ...more })),
  ),
  'rubric-faults': answering((changes: Change[]) => allowed(rubricFaults(changed(defaultRubric, changes)))),
  'publication-gaps': answering(
    (publication: Rubric['publication']) => publicationGaps({ ...defaultRubric, publication }).length,
  ),
  'mark-faults': answering((marks: Marks) => [
    ...new Set(markFaults(defaultRubric, flawless, marks).map(({ item }) => item)),
  ]),
};
