/** What json-rules-engine is told before a run: how often each cause was adopted, and the points judged. */
import type { AssessmentFacts, Cause, Ground, RatioMeasure } from '#scoring/facts.ts';
import type { MarkedDeduction } from '#scoring/marks.ts';
import { typedMoney } from '#scoring/money.ts';
import { occurrencesOf, type Occurrence } from '#scoring/occurrences.ts';
import { formatPoints, rational, toPoints } from '#scoring/points.ts';
import { items, type Item, type Question } from './question.ts';

export interface Adopted {
  readonly own: MarkedDeduction;
  /** What the facts say of it; undefined when the deduction is the scorer's own. */
  readonly found: Found | undefined;
  readonly place: number;
}
type Found = Occurrence & {
  /** A ratio brings its own. */
  readonly lost?: number;
};
export type AdoptedByCause = Partial<Record<Ground, Adopted[]>>;

export function adoptedOf({ facts, marks }: Question): AdoptedByCause {
  const adopted: AdoptedByCause = {};
  for (const item of items) {
    const mark = marks[item.code];
    if (mark?.kind !== 'deductions') continue;
    mark.deductions.forEach((own, place) => {
      if (!own.adopted) return;
      (adopted[own.cause] ??= []).push({ own, found: foundFor(facts, item, own), place });
    });
  }
  return adopted;
}

function foundFor(facts: AssessmentFacts, item: Item, { cause, factId }: MarkedDeduction) {
  if (cause === 'fieldWork' || cause === 'workingPapers') return ratioOf(facts, item, cause);
  // What an item may lose by, and is no ratio, is a cause.
  return occurrencesOf(facts, cause as Cause).value?.find((occurrence) => occurrence.factId === factId);
}

/** A cause that is not there was not adopted. */
export const countsOf = (adopted: AdoptedByCause): Record<string, number> =>
  Object.fromEntries(Object.entries(adopted).map(([cause, all]) => [cause, all.length]));

export const judgedOf = ({ marks }: Question): Record<string, number> =>
  Object.fromEntries(
    items.flatMap(({ code }) => {
      const mark = marks[code];
      return mark?.kind === 'judged' ? mark.parts.map((part) => [part.code, part.points ?? 0]) : [];
    }),
  );

function ratioOf(facts: AssessmentFacts, item: Item, measure: RatioMeasure): Found | undefined {
  if (item.kind !== 'ratio') return undefined;
  const { sentence, done, required, id, evidence } =
    measure === 'fieldWork' ? fieldWork(facts, item.minimumPercent) : workingPapers(facts);
  const earned = toPoints(rational(BigInt(item.points) * done, required * 100n));
  return { factId: id, evidence, times: 1, lost: Math.max(0, item.points - earned), sentence };
}

function fieldWork({ fieldWork: { value } }: AssessmentFacts, minimumPercent: number) {
  const { id, evidence, done, planned, funds } = value!;
  const minimum = funds * minimumPercent;
  const required = Math.max(planned * 100, minimum);
  const basis =
    planned * 100 >= minimum
      ? '实施方案计划'
      : `资金总额 ${typedMoney(funds, '万元')} 万元的 ${minimumPercent}%`;
  const share = formatPoints(toPoints(rational(BigInt(done) * 10000n, required)));
  const sentence = `现场调研覆盖资金 ${typedMoney(done, '万元')} 万元，应覆盖 ${typedMoney(Math.round(required / 100), '万元')} 万元（${basis}），完成 ${share}%`;
  return { id, evidence, done: BigInt(done) * 100n, required: BigInt(required), sentence };
}

function workingPapers({ workingPapers: { value } }: AssessmentFacts) {
  const { id, evidence, checked, supported } = value!;
  const sentence = `抽查 ${checked} 项，${supported} 项有工作底稿`;
  return { id, evidence, done: BigInt(supported), required: BigInt(checked), sentence };
}
