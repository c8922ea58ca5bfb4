import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { AssessmentFacts, Known } from '#scoring/facts.ts';
import type { DeductionsMark, ItemMark, Marks } from '#scoring/marks.ts';
import { itemsOf } from '#scoring/rubric.ts';
import { suggestForItem } from '#scoring/suggestion.ts';

export const known = <Value>(value: Value): Known<Value> => ({ value });
export const missing = (reason: string): Known<never> => ({ value: null, reason });

const onTime = (id: string) =>
  known({ id, evidence: null, due: '2026-05-20', submitted: '2026-05-20', workingDaysLate: 0 });

/** A job with nothing to deduct. */
export const flawless: AssessmentFacts = {
  leadEvaluatorAbsences: known([]),
  staffChanges: known([]),
  planFiling: known({ id: 'plan-1', evidence: 'plan.pdf', missing: [] }),
  planReturns: known([]),
  fieldWork: known({ id: 'field', evidence: null, done: 50, planned: 40, funds: 100, offSite: null }),
  workingPapers: known({ id: 'papers', evidence: null, total: 40, checked: 10, supported: 10 }),
  reportFaults: known([]),
  comments: known([]),
  plan: onTime('m-plan'),
  draft: onTime('m-draft'),
  final: onTime('m-final'),
  secrecyBreaches: known([]),
  undeclaredRelations: known([]),
  archive: known({ id: 'archive', evidence: null, missing: [] }),
};

export const judged = (...parts: readonly [code: string, points: number][]): ItemMark => ({
  kind: 'judged',
  parts: parts.map(([code, points]) => ({ code, points, reason: '见评分记录', evidence: '报告第 12 页' })),
});

/** Adopts every suggestion; full marks where the scorer judges. */
export function adoptingAll(facts: AssessmentFacts): Record<string, ItemMark> {
  const marks = itemsOf(defaultRubric).map((item): [string, ItemMark] => {
    if (item.kind === 'steps') return [item.code, judged([item.code, item.points])];
    if (item.kind === 'judged') return [item.code, judged(...item.parts.map(full))];
    const deductions = suggestForItem(item, facts).deductions.map(({ factId, cause, times, evidence }) => ({
      factId,
      cause,
      times,
      evidence,
      adopted: true,
      reason: '',
    }));
    return [item.code, { kind: 'deductions', deductions, reason: '无扣分情形' }];
  });
  return Object.fromEntries(marks);
}

const full = ({ code, points }: { code: string; points: number }): [string, number] => [code, points];

export function own(
  factId: string,
  cause: DeductionsMark['deductions'][number]['cause'],
  times = 1,
): ItemMark {
  const deduction = { factId, cause, times, adopted: true, reason: '经核实', evidence: '检查记录 3' };
  return { kind: 'deductions', deductions: [deduction], reason: '' };
}

export const leftOut: ItemMark = {
  kind: 'notApplicable',
  reason: '本次评价无现场调研任务',
  markedBy: '李一',
  secondPerson: '王二',
};

export const withMarks = (facts: AssessmentFacts, marks: Marks): Marks => ({
  ...adoptingAll(facts),
  ...marks,
});
