import { assess } from '#scoring/assessment.ts';
import { workingDaysBetween } from '#scoring/calendar.ts';
import type { AssessmentFacts, NumericFact } from '#scoring/facts.ts';
import { evaluate, type Expression } from '#scoring/formula.ts';
import { formulaFaults } from '#scoring/formula-proof.ts';
import type { ItemMark } from '#scoring/marks.ts';
import { rational } from '#scoring/points.ts';
import { rubricFaults, type RubricItem } from '#scoring/rubric.ts';
import { suggestForItem } from '#scoring/suggestion.ts';
import { flawless } from '../assessment-case.ts';
import { itemBy, rubricOf } from '../rubric-case.ts';
import { calendarIn, type Years } from './days.ts';
import { answering, textOf, type Runners } from './runner.ts';

interface OneItem {
  readonly item: RubricItem;
  readonly facts: Partial<AssessmentFacts>;
  readonly mark: ItemMark;
}

interface Delivery {
  readonly due: string;
  readonly delivered: string;
  readonly stops: readonly { readonly from: string; readonly to: string | null }[];
}

export const rules: Runners = {
  'rule-kinds': answering(({ item, facts, mark }: OneItem, given: { facts: AssessmentFacts }) => {
    const whole = { ...given.facts, ...facts };
    const rest = { code: 'Z1.1', points: 10000 - item.points, reason: '见评分记录', evidence: null };
    const marks = { A1: mark, Z1: { kind: 'judged', parts: [rest] } as const };
    const { points: total, dimensions } = assess(rubricOf(item), whole, marks);
    const [one] = dimensions[0]!.items;
    const { deductions, missing } = suggestForItem(item, whole);
    const suggested: Record<string, number> = {};
    for (const { cause, times } of deductions) suggested[cause] = (suggested[cause] ?? 0) + times;
    return {
      points: one!.points,
      leaves: one!.leaves.flatMap(({ lost }) => (lost > 0 ? [lost] : [])),
      gap: one!.gaps.length > 0,
      leftOut: one!.notApplicable !== null,
      total,
      suggested,
      missing: missing.length > 0,
    };
  }),
  formulas: answering(
    ({ formula, counts }: { formula: Expression; counts: Partial<Record<NumericFact, number>> }) => {
      const { value } = evaluate(formula, (fact) => ({ value: rational(counts[fact] ?? 0) }));
      return value === null ? null : textOf(value);
    },
  ),
  'formula-proof': answering((formula: Expression) => ({
    allowed: formulaFaults(formula, 1000).length === 0,
  })),
  'late-days': answering(({ due, delivered, stops }: Delivery, given: Years) => {
    const held = stops.map((stop) => ({ ...stop, reason: '等待材料' }));
    const late = Math.max(0, workingDaysBetween(calendarIn(given), due, delivered, held));
    const milestone = { id: 'm', evidence: null, due, submitted: delivered, workingDaysLate: late };
    const kept = (size: number) => {
      const item = itemBy({ kind: 'lateDays', cause: 'finalLate', percentPerDay: 10 }, size);
      if (rubricFaults(rubricOf(item)).length > 0) throw new Error('a rule that is not allowed');
      const { deductions } = suggestForItem(item, { ...flawless, final: { value: milestone } });
      return size - (deductions[0]?.lost ?? 0);
    };
    return { late, E1: kept(400), E2: kept(500), E3: kept(600) };
  }),
};
