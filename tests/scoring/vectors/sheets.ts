import { bondWeights, projectWeights, selfEvaluate, type SelfEvaluation } from '#scoring/self-evaluation.ts';
import { checkSheet, type SheetFault, type StatedRow, type StatedSheet } from '#scoring/sheet-check.ts';
import { shownSelfEvaluation } from '../../second/reckon.ts';
import { answering, type Runners } from './runner.ts';

type Bond = Parameters<typeof bondWeights>[0];

/** What a fault is about, by the words it is told in. */
const abouts: readonly [RegExp, string][] = [
  [/^分值须为整数$/, 'weight'],
  [/^(各指标)?分值合计$/, 'weights'],
  [/^得分超出分值$/, 'range'],
  [/^比率或指数与/, 'percent'],
  [/^所列数据不能计分$/, 'no points'],
  [/^得分与所列数据不符$/, 'points'],
  [/^得分率$/, 'rate'],
  [/^各指标所列得分相加$/, 'sum as printed'],
  [/^各指标重算得分相加$/, 'sum as recomputed'],
  [/^按重算的总分$/, 'grade'],
  [/^数量须为数字$/, 'no number'],
  [/^分项相加$/, 'count'],
  [/^与.*所列不一致$/, 'counted elsewhere'],
];
const places: Readonly<Record<string, string>> = { 总分: 'total', 评价等级: 'grade', 分值: 'weights' };

function shown({ place, about, stated, recomputed }: SheetFault) {
  const printed = (text: string) => text.replace(/^0\.00 至 /, '').replace(/( 分|%)$/, '');
  const where = places[place] ?? place.replace(/「.*」$/, '').replace(/^(.*)（(.*)）$/, '$1 $2');
  const nothing = /^(无|非整数)/.test(recomputed);
  const what = abouts.find(([words]) => words.test(about))?.[1] ?? about;
  return [where, what, printed(stated), nothing ? null : printed(recomputed)];
}

type Changes = Readonly<Record<string, Partial<StatedRow>>>;

export const sheets: Runners = {
  'self-evaluation-weights': answering((of: 'project' | Bond) =>
    of === 'project' ? projectWeights : bondWeights(of),
  ),
  'self-evaluation': answering((evaluation: SelfEvaluation) => shownSelfEvaluation(selfEvaluate(evaluation))),
  'sheet-check': answering(
    (
      { rows, alone, ...more }: { rows?: Changes; alone?: StatedSheet } & Omit<Partial<StatedSheet>, 'rows'>,
      given: StatedSheet,
    ) => {
      if (alone) return checkSheet(alone).map(shown);
      const changed = Object.entries(rows ?? {}).map(
        ([code, row]) => [code, { ...given.rows[code], ...row } as StatedRow] as const,
      );
      const all = { ...given.rows, ...Object.fromEntries(changed) };
      return checkSheet({ ...given, ...more, rows: all }).map(shown);
    },
  ),
};
