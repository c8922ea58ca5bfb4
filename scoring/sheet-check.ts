/**
 * A score sheet recomputed from what the report itself states: the data behind each mark, the marks, the sums above them,
 * and counts that are given at more than one place. Every fault with its place, as stated and as recomputed.
 */
import type { Indicator } from './evaluation.ts';
import { type Finding, meanRatio, scoreByRule, type ScoringRule, surveyIndex } from './indicator-rules.ts';
import {
  compare,
  formatPoints,
  multiply,
  parseRational,
  type Points,
  type Rational,
  rational,
  subtract,
  sum,
  sumPoints,
  toPoints,
} from './points.ts';
import { bandOf, evaluationBands, type EvaluationGrade } from './scale.ts';

export interface StatedSheet {
  readonly indicators: readonly Indicator[];
  /** By the code of the indicator. */
  readonly rows: Readonly<Record<string, StatedRow | undefined>>;
  readonly firstLevels?: readonly StatedLevel[];
  readonly total?: Points;
  readonly grade?: EvaluationGrade;
  /** Those of one name say the same thing at different places. */
  readonly tallies?: readonly Tally[];
}

export interface StatedRow {
  /** As printed; null: not applicable. */
  readonly got: Points | null;
  /** The data; without them the printed mark stands. */
  readonly finding?: Finding;
  /** The ratio or the index as printed: '93.35'. */
  readonly percent?: string;
}

export interface StatedLevel {
  readonly title: string;
  readonly full?: Points;
  readonly got?: Points;
  /** 得分率 in hundredths of a percent. */
  readonly rate?: number;
}

/** 195 + 153 + 135 + 42 = 525 */
export interface Tally {
  readonly name: string;
  readonly place: string;
  readonly parts: readonly string[];
  readonly total: string;
}

export interface SheetFault {
  /** 'C101「一次性竞赛补贴完成数量」', '产出', '总分' */
  readonly place: string;
  readonly about: string;
  readonly stated: string;
  readonly recomputed: string;
}

interface Row {
  readonly indicator: Indicator;
  readonly printed: Points | null;
  readonly recomputed: Points | null;
  readonly faults: readonly SheetFault[];
}

export function checkSheet(stated: StatedSheet): SheetFault[] {
  const rows = stated.indicators.flatMap((indicator) => {
    const row = stated.rows[indicator.code];
    return row ? [checkRow(indicator, row)] : [];
  });
  const complete = rows.length === stated.indicators.length;
  return [
    ...weightFaults(stated.indicators),
    ...rows.flatMap(({ faults }) => faults),
    ...(complete ? (stated.firstLevels ?? []).flatMap((level) => levelFaults(level, rows)) : []),
    ...(complete ? totalFaults(stated, rows) : []),
    ...tallyFaults(stated.tallies ?? []),
  ];
}

/** One sentence for a list. */
export const faultText = ({ place, about, stated, recomputed }: SheetFault): string =>
  `${place}：${about}，报告列 ${stated}，重算为 ${recomputed}`;

const nameOf = ({ code, title }: Indicator): string => `${code}「${title}」`;

function weightFaults(indicators: readonly Indicator[]): SheetFault[] {
  const faults = indicators
    .filter(({ points }) => points % 100 !== 0)
    .map((one) => ({
      place: nameOf(one),
      about: '分值须为整数',
      stated: `${formatPoints(one.points)} 分`,
      recomputed: '非整数',
    }));
  const whole = sumPoints(indicators.map(({ points }) => points));
  if (whole === 10000) return faults;
  return [
    ...faults,
    { place: '分值', about: '各指标分值合计', stated: '100.00 分', recomputed: `${formatPoints(whole)} 分` },
  ];
}

function checkRow(indicator: Indicator, row: StatedRow): Row {
  const { got: printed, finding } = row;
  if (printed === null) return { indicator, printed, recomputed: null, faults: [] };
  const place = nameOf(indicator);
  const faults: SheetFault[] = [];
  const add = (about: string, stated: string, recomputed: string) =>
    void faults.push({ place, about, stated, recomputed });
  if (printed < 0 || printed > indicator.points)
    add('得分超出分值', `${formatPoints(printed)} 分`, `0.00 至 ${formatPoints(indicator.points)} 分`);
  if (!finding) return { indicator, printed, recomputed: printed, faults };
  const percent = percentOf(indicator.rule, finding);
  if (row.percent !== undefined && percent && !isPrintedAs(percent, row.percent))
    add('比率或指数与所列数据不符', `${row.percent}%`, `${formatPoints(toPoints(percent))}%`);
  const scored = scoreByRule(indicator.points, indicator.rule, finding);
  if ('fault' in scored) {
    add('所列数据不能计分', `${formatPoints(printed)} 分`, `无（${scored.fault}）`);
    return { indicator, printed, recomputed: printed, faults };
  }
  if (scored.got !== printed)
    add('得分与所列数据不符', `${formatPoints(printed)} 分`, `${formatPoints(scored.got)} 分`);
  return { indicator, printed, recomputed: scored.got, faults };
}

/** What a rule by percent is computed from; null when there is none. */
function percentOf(rule: ScoringRule, finding: Finding): Rational | null {
  const percent =
    finding.kind === 'survey'
      ? surveyIndex(finding.answers)
      : finding.kind === 'ratio' || finding.kind === 'bands'
        ? meanRatio(finding.parts, rule.kind === 'ratio' ? rule.measure : undefined)
        : null;
  return typeof percent === 'string' ? null : percent;
}

/** Within half a unit of the last decimal that is printed. */
function isPrintedAs(exact: Rational, text: string): boolean {
  const printed = parseRational(text);
  if (!printed) return false;
  const unit = 10n ** BigInt(text.trim().split('.')[1]?.length ?? 0);
  const off = multiply(subtract(exact, printed), rational(2n * unit));
  return compare(off, rational(1)) <= 0 && compare(off, rational(-1)) >= 0;
}

function levelFaults({ title, full, got, rate }: StatedLevel, all: readonly Row[]): SheetFault[] {
  const rows = all.filter(({ indicator, printed }) => indicator.firstLevel === title && printed !== null);
  const whole = sumPoints(rows.map(({ indicator }) => indicator.points));
  const faults =
    full === undefined || full === whole
      ? []
      : [
          {
            place: title,
            about: '分值合计',
            stated: `${formatPoints(full)} 分`,
            recomputed: `${formatPoints(whole)} 分`,
          },
        ];
  if (got === undefined) return faults;
  const sums = sumFaults(
    title,
    got,
    sumPoints(rows.map((row) => row.printed ?? 0)),
    sumPoints(rows.map((row) => row.recomputed ?? 0)),
  );
  const right = whole === 0 ? null : toPoints(rational(BigInt(got) * 100n, whole));
  if (rate === undefined || right === null || rate === right) return [...faults, ...sums];
  const rates = { stated: `${formatPoints(rate)}%`, recomputed: `${formatPoints(right)}%` };
  return [...faults, ...sums, { place: title, about: '得分率', ...rates }];
}

/** Indicators left out are scaled away: 实得 ÷ (100 − 不适用分值) × 100. */
function totalFaults({ total, grade }: StatedSheet, rows: readonly Row[]): SheetFault[] {
  const applying = rows.filter(({ printed }) => printed !== null);
  const whole = sumPoints(applying.map(({ indicator }) => indicator.points));
  if (whole <= 0) return [];
  const scaled = (points: readonly (Points | null)[]) =>
    toPoints(rational(BigInt(sumPoints(points.map((one) => one ?? 0))) * 100n, whole));
  const right = scaled(applying.map(({ recomputed }) => recomputed));
  const faults =
    total === undefined
      ? []
      : sumFaults('总分', total, scaled(applying.map(({ printed }) => printed)), right);
  if (grade === undefined || right < 0 || right > 10000) return faults;
  const band = bandOf(evaluationBands, right);
  return band === grade
    ? faults
    : [...faults, { place: '评价等级', about: '按重算的总分', stated: grade, recomputed: band }];
}

/** A sum may be added up wrongly, and the marks below it may be wrong; each is said once. */
function sumFaults(place: string, stated: Points, printed: Points, recomputed: Points): SheetFault[] {
  const fault = (about: string, right: Points): SheetFault => ({
    place,
    about,
    stated: `${formatPoints(stated)} 分`,
    recomputed: `${formatPoints(right)} 分`,
  });
  const added = stated === printed ? [] : [fault('各指标所列得分相加', printed)];
  if (recomputed === printed || recomputed === stated) return added;
  return [...added, fault('各指标重算得分相加', recomputed)];
}

function tallyFaults(tallies: readonly Tally[]): SheetFault[] {
  return tallies.flatMap((tally, index) => {
    const place = `${tally.name}（${tally.place}）`;
    const parts = tally.parts.map(parseRational);
    const total = parseRational(tally.total);
    if (!total || !parts.every((part) => part !== null))
      return [{ place, about: '数量须为数字', stated: written(tally), recomputed: '无' }];
    const added = sum(parts);
    const own =
      compare(added, total) === 0
        ? []
        : [{ place, about: '分项相加', stated: tally.total, recomputed: decimal(added) }];
    const first = tallies.findIndex(({ name }) => name === tally.name);
    const other = tallies[first]!;
    if (first === index || written(other) === written(tally)) return own;
    return [
      ...own,
      { place, about: `与${other.place}所列不一致`, stated: written(tally), recomputed: written(other) },
    ];
  });
}

const written = ({ parts, total }: Tally): string => `${parts.join('+')}=${total}`;
const decimal = (value: Rational): string =>
  value.d === 1n ? String(value.n) : formatPoints(toPoints(value));
