/** A score sheet as typed, read and computed: what is wrong is said at its field, what is right is counted. */
import {
  parseMark,
  scoreSheet,
  type Indicator,
  type IndicatorMark,
  type ScoreSheet,
} from '#scoring/evaluation.ts';
import { checkSheet, type SheetFault } from '#scoring/sheet-check.ts';
import { readData } from '#scoring/stated-data.ts';
import type { ReadIndicator } from '../indicator-systems/commands.ts';
import type { EvaluationGrade } from '#scoring/scale.ts';
import type { TypedMark, TypedMarks } from '../reports/schema.ts';

export interface ReadSheet {
  sheet: ScoreSheet;
  /** By the form's path: `marks.A101.got`. */
  fields: Record<string, string>;
}

/** `before`: the marks of the report that this one changes; a mark that differs from it needs a reason. */
export function readSheet(
  indicators: readonly ReadIndicator[],
  typed: TypedMarks,
  before: TypedMarks | null = null,
): ReadSheet {
  const fields: Record<string, string> = {};
  const marks: Record<string, IndicatorMark> = {};
  for (const indicator of indicators) {
    const mark = typed[indicator.code];
    const read = readMark(indicator, mark);
    if ('problem' in read) fields[`marks.${indicator.code}.got`] = `${read.problem}。`;
    else marks[indicator.code] = read;
    const data = readData(nameOf(indicator), indicator.method, mark?.data ?? '');
    if ('problem' in data)
      fields[`marks.${indicator.code}.data`] = `「${indicator.title}」的数据：${data.problem}。`;
  }
  for (const code of Object.keys(typed))
    if (!indicators.some((indicator) => indicator.code === code))
      fields[`marks.${code}.got`] = `指标体系中没有指标 ${code}。`;
  const sheet = scoreSheet(indicators, marks);
  for (const { code, title } of indicators) {
    const gap = sheet.gaps.find((text) => text.startsWith(`${code}「${title}」：`));
    if (gap && marks[code]) fields[`marks.${code}.reason`] = `${gap.slice(code.length)}。`;
    if (before && isChanged(before[code], typed[code]) && !typed[code]?.changeReason)
      fields[`marks.${code}.changeReason`] = `「${title}」的得分与上一稿不同，写明调整的理由。`;
  }
  return { sheet, fields };
}

/** What the bureau reads beside a filed sheet: the sheet recomputed from the data that it states. */
export function checkFiled(
  indicators: readonly ReadIndicator[],
  typed: TypedMarks,
  { score, grade }: { score: number | null; grade: EvaluationGrade | null },
): { stated: number; faults: SheetFault[] } {
  const read = indicators.map((indicator) => {
    const mark = readMark(indicator, typed[indicator.code]);
    const data = readData(nameOf(indicator), indicator.method, typed[indicator.code]?.data ?? '');
    const got =
      'kind' in mark && mark.kind === 'scored' && mark.finding.kind === 'judged' ? mark.finding.got : null;
    const { tallies = [], ...stated } = 'problem' in data ? {} : data;
    return { code: indicator.code, row: { got, ...stated }, tallies };
  });
  const faults = checkSheet({
    indicators: indicators.map(({ method, ...indicator }) => ({ ...indicator, rule: method })),
    rows: Object.fromEntries(read.map(({ code, row }) => [code, row])),
    ...(score === null ? {} : { total: score }),
    ...(grade === null ? {} : { grade }),
    tallies: read.flatMap(({ tallies }) => tallies),
  });
  const stated = read.filter(({ row, tallies }) => row.finding !== undefined || tallies.length > 0).length;
  return { stated, faults };
}

const nameOf = ({ code, title }: Indicator): string => `${code}「${title}」`;

function readMark(indicator: Indicator, mark: TypedMark | undefined): IndicatorMark | { problem: string } {
  if (mark?.notApplicable === 'yes') return { kind: 'notApplicable', reason: mark.reason };
  const parsed = parseMark(indicator, mark?.got ?? '');
  if ('problem' in parsed) return parsed;
  return { kind: 'scored', finding: { kind: 'judged', got: parsed.got }, reason: mark?.reason ?? '' };
}

/** 2 and 2.00 are the same mark. */
function isChanged(before: TypedMark | undefined, after: TypedMark | undefined): boolean {
  const value = (mark: TypedMark | undefined) =>
    mark?.notApplicable === 'yes'
      ? 'notApplicable'
      : (mark?.got.trim() ?? '').replace(/^(\d+)\.?0*$|^(\d+\.\d*?)0+$/, '$1$2');
  return value(before) !== value(after);
}
