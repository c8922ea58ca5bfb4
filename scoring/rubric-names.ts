/** What the ways of scoring, the facts and the elements of a rubric are called in a form that edits one. */
import { causeTitles, type Cause } from './facts.ts';
import { elementSets, truths } from './named-facts.ts';
import type { RubricItem } from './rubric.ts';

/** The words of the ways an item is scored. */
export const itemKinds = {
  deduction: '扣分',
  gradedFaults: '分级差错',
  condition: '符合条件得满分',
  elementShare: '要素齐全的比例',
  steps: '分档',
  judged: '评判要点',
  ratio: '完成比例',
  lateDays: '逾期',
  formula: '公式',
} as const satisfies Record<RubricItem['kind'], string>;

type LateCause = 'planLate' | 'draftLate' | 'finalLate';

const { planLate, draftLate, finalLate, ...others } = causeTitles;
export const lateCauses: Readonly<Record<LateCause, string>> = { planLate, draftLate, finalLate };
/** What a loss may be for. */
export const lossCauses: Readonly<Record<Exclude<Cause, LateCause>, string>> = others;

/** Typed for 「本项不得分」. */
export const wholeItem = '全部';

const words = <Key extends string>(named: Readonly<Record<Key, { title: string }>>) =>
  Object.fromEntries(
    Object.entries<{ title: string }>(named).map(([key, { title }]) => [key, title]),
  ) as Record<Key, string>;
/** What a condition may ask for, and the sets whose elements may be required. */
export const truthTitles = words(truths);
export const setTitles = words(elementSets);
