/** What one scorer enters for a rubric's items, and what is wrong with it. */
import type { AssessmentFacts, Ground } from './facts.ts';
import { formatPoints, type Points } from './points.ts';
import { ownLossesOf } from './item-losses.ts';
import { itemsOf, type Rubric, type RubricItem } from './rubric.ts';
import { type ItemSuggestion, suggestForItem, type SuggestedDeduction } from './suggestion.ts';

/** What one scorer decided, by the code of the item. */
export type Marks = Readonly<Record<string, ItemMark | undefined>>;

export type ItemMark = DeductionsMark | JudgedMark | NotApplicableMark;

/** For everything that is not judged. None means full marks. */
export interface DeductionsMark {
  readonly kind: 'deductions';
  readonly deductions: readonly MarkedDeduction[];
  /** Needed for full marks on a heavy item. */
  readonly reason: string;
}

/** A suggestion (same fact and cause) adopted or rejected, or a deduction of the scorer's own. */
export interface MarkedDeduction {
  readonly factId: string;
  readonly cause: Ground;
  readonly times: number;
  readonly adopted: boolean;
  readonly reason: string;
  readonly evidence: string | null;
}

/** For steps (one part with the item's code) and judged parts. */
export interface JudgedMark {
  readonly kind: 'judged';
  readonly parts: readonly JudgedPart[];
}

export interface JudgedPart {
  readonly code: string;
  readonly points: Points | null;
  readonly reason: string;
  readonly evidence: string | null;
}

export interface NotApplicableMark {
  readonly kind: 'notApplicable';
  readonly reason: string;
  readonly markedBy: string;
  readonly secondPerson: string;
}

export interface MarkFault {
  readonly item: string;
  readonly sentence: string;
}

/** Every fault of the marks entered so far; items without a mark are gaps of the assessment, not faults. */
export function markFaults(rubric: Rubric, facts: AssessmentFacts, marks: Marks): readonly MarkFault[] {
  return itemsOf(rubric).flatMap((item) => {
    const mark = marks[item.code];
    if (!mark) return [];
    const faults = itemMarkFaults(rubric, item, suggestForItem(item, facts), mark);
    return faults.map((sentence) => ({ item: item.code, sentence }));
  });
}

export function itemMarkFaults(
  rubric: Rubric,
  item: RubricItem,
  suggestion: ItemSuggestion,
  mark: ItemMark,
): string[] {
  if (mark.kind === 'notApplicable') return notApplicableFaults(mark);
  const judged = item.kind === 'steps' || item.kind === 'judged';
  if (judged)
    return mark.kind === 'judged' ? judgedFaults(rubric, item, mark) : ['本项须评定得分，不能按扣分填写'];
  return mark.kind === 'deductions'
    ? deductionFaults(rubric, item, suggestion, mark)
    : ['本项按扣分情形计分，不能直接填写得分'];
}

export const suggestionFor = (
  suggestion: ItemSuggestion,
  deduction: MarkedDeduction,
): SuggestedDeduction | undefined => suggestion.deductions.find((suggested) => isSame(suggested, deduction));

/** One fact deducted for one cause. */
export const isSame = (
  a: Pick<MarkedDeduction, 'factId' | 'cause'>,
  b: Pick<MarkedDeduction, 'factId' | 'cause'>,
): boolean => a.cause === b.cause && a.factId === b.factId;

function notApplicableFaults({ reason, markedBy, secondPerson }: NotApplicableMark): string[] {
  const faults: string[] = [];
  if (!reason.trim()) faults.push('标记不适用须写明理由');
  if (!secondPerson.trim()) faults.push('标记不适用须由第二人确认');
  else if (secondPerson === markedBy) faults.push('标记不适用的确认人不能是评分人本人');
  return faults;
}

function deductionFaults(
  rubric: Rubric,
  item: RubricItem,
  suggestion: ItemSuggestion,
  mark: DeductionsMark,
): string[] {
  const { deductions } = mark;
  const faults: string[] = [];
  for (const deduction of deductions) {
    const fault = deductionFault(item, suggestion, deduction);
    if (fault !== undefined) faults.push(fault);
  }
  if (deductions.some((one, at) => deductions.findIndex((other) => isSame(one, other)) < at))
    faults.push('同一事实重复填写，只能扣一次');
  const full = deductions.every(({ adopted }) => !adopted);
  if (full && needsReason(rubric, item) && !mark.reason.trim()) faults.push(fullMarksFault(rubric));
  return faults;
}

/** An adopted suggestion brings its own sentence; everything else needs the scorer's. */
function deductionFault(
  item: RubricItem,
  suggestion: ItemSuggestion,
  deduction: MarkedDeduction,
): string | undefined {
  const suggested = suggestionFor(suggestion, deduction);
  if (suggested)
    return deduction.adopted || deduction.reason.trim()
      ? undefined
      : `不采用系统建议「${suggested.sentence}」须写明理由`;
  if (!ownLossesOf(item).some(({ cause }) => cause === deduction.cause))
    return '所填扣分情形不属于本项，请从本项的扣分情形中选择';
  if (!deduction.adopted) return '系统没有这条建议，请删去后重新填写';
  if (!deduction.factId.trim()) return '每条扣分须注明所依据的事实';
  if (!deduction.reason.trim()) return '每条扣分须写明理由';
  if (!Number.isSafeInteger(deduction.times) || deduction.times < 1) return '扣分次数须为不小于 1 的整数';
  return undefined;
}

function judgedFaults(rubric: Rubric, item: RubricItem, mark: JudgedMark): string[] {
  const parts: readonly { code: string; title: string; points: Points }[] =
    item.kind === 'judged' ? item.parts : [item];
  const faults = parts.flatMap((part) => {
    const given = mark.parts.filter(({ code }) => code === part.code);
    const [only] = given;
    if (!only || only.points === null) return [`「${part.title}」尚未评分`];
    if (given.length > 1) return [`「${part.title}」重复评分`];
    if (!Number.isSafeInteger(only.points)) return [`「${part.title}」的得分最多两位小数`];
    if (only.points < 0 || only.points > part.points)
      return [`「${part.title}」的得分须在 0.00 至 ${formatPoints(part.points)} 之间`];
    return only.points < part.points && !only.reason.trim() ? [`「${part.title}」扣分须写明理由`] : [];
  });
  if (mark.parts.some(({ code }) => !parts.some((part) => part.code === code)))
    faults.push('所填要点不属于本项');
  const full = parts.every(
    (part) => mark.parts.find(({ code }) => code === part.code)?.points === part.points,
  );
  const reasoned = mark.parts.some(({ reason }) => reason.trim());
  if (full && !reasoned && needsReason(rubric, item)) faults.push(fullMarksFault(rubric));
  return faults;
}

const needsReason = (rubric: Rubric, item: RubricItem): boolean =>
  item.points >= rubric.policy.fullMarksReasonFrom;

const fullMarksFault = (rubric: Rubric): string =>
  `分值 ${formatPoints(rubric.policy.fullMarksReasonFrom)} 分及以上的评分项给满分须写明理由`;
