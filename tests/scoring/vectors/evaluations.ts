import { bondConstruction } from '#scoring/data/bond-framework.ts';
import { wholeDepartment } from '#scoring/data/department-framework.ts';
import { henanProject, nationalProject } from '#scoring/data/frameworks.ts';
import {
  frameworkIndicators,
  indicatorFaults,
  parseMark,
  scoreSheet,
  type EvaluationKind,
  type Indicator,
  type IndicatorMarks,
} from '#scoring/evaluation.ts';
import {
  meanRatio,
  scoreByRule,
  surveyIndex,
  type Finding,
  type ScoringRule,
  type SurveyAnswers,
} from '#scoring/indicator-rules.ts';
import { checkSheet } from '#scoring/sheet-check.ts';
import { formatPoints, parsePoints, type Rational, sumPoints } from '#scoring/points.ts';
import { answering, textOf, type Runners } from './runner.ts';

const frameworks = { nationalProject, henanProject, wholeDepartment, bondConstruction };
const levels: Readonly<Record<string, string>> = { A: '决策', B: '过程', C: '产出', D: '效益' };

interface Printed {
  readonly code: string;
  readonly title: string;
  readonly points: string;
  readonly got: string;
}

const exactOrNull = (found: Rational | string) => (typeof found === 'string' ? null : textOf(found));

function pointsOf(text: string): number {
  const parsed = parsePoints(text);
  if (!('points' in parsed)) throw new Error(text);
  return parsed.points;
}

function printedSheet(rows: readonly Printed[]) {
  const indicators = rows.map(({ code, title, points }) => ({
    code,
    firstLevel: levels[code.charAt(0)] ?? '',
    secondLevel: code.slice(0, 2),
    title,
    points: pointsOf(points),
    rule: { kind: 'judged' } as const,
  }));
  const marks: IndicatorMarks = Object.fromEntries(
    rows.map(({ code, got }) => [
      code,
      { kind: 'scored', finding: { kind: 'judged', got: pointsOf(got) }, reason: '见报告' },
    ]),
  );
  const sheet = scoreSheet(indicators, marks);
  const printed = (points: number | null) => (points === null ? null : formatPoints(points));
  return {
    total: printed(sheet.points),
    grade: sheet.grade,
    firstLevels: Object.fromEntries(sheet.firstLevels.map(({ title, got }) => [title, printed(got)])),
    rates: Object.fromEntries(sheet.firstLevels.map(({ title, rate }) => [title, printed(rate)])),
  };
}

export const evaluations: Runners = {
  'evaluation-sheet': answering(({ indicators }: { indicators: Printed[] }) => printedSheet(indicators)),
  frameworks: answering((name: keyof typeof frameworks) =>
    frameworkIndicators(frameworks[name]).map(({ code, path }) => `${code} ${path.join('/')}`),
  ),
  'score-by-rule': answering(
    ({ points, rule, finding }: { points: number; rule: ScoringRule; finding: Finding }) => {
      const scored = scoreByRule(points, rule, finding);
      return { got: 'got' in scored ? scored.got : null };
    },
  ),
  'survey-index': answering((answers: SurveyAnswers) => exactOrNull(surveyIndex(answers))),
  'mean-ratio': answering((parts: { done: string; planned: string }[]) => exactOrNull(meanRatio(parts))),
  'score-sheet': answering(({ indicators, marks }: { indicators: Indicator[]; marks: IndicatorMarks }) => {
    const { points, grade, firstLevels, indicators: rows } = scoreSheet(indicators, marks);
    return {
      points,
      grade,
      open: rows.filter(({ got, notApplicable }) => got === null && !notApplicable).map(({ code }) => code),
      firstLevels: firstLevels.map(({ title, full, got, rate }) => [title, full, got, rate]),
    };
  }),
  'indicator-system': answering(({ indicators, kind }: { indicators: Indicator[]; kind: EvaluationKind }) => {
    const { refused, warnings } = indicatorFaults(indicators, kind);
    return { refused: refused.length > 0, warned: warnings.length > 0 };
  }),
  'parse-mark': answering(({ points, text }: { points: number; text: string }) => {
    const parsed = parseMark({ title: '指标', points }, text);
    return { got: 'got' in parsed ? parsed.got : null };
  }),
  'printed-differences': answering(
    ({
      indicators,
      marks,
      printed,
    }: {
      indicators: Indicator[];
      marks: IndicatorMarks;
      printed: Record<string, number>;
    }) =>
      checkSheet({
        indicators,
        rows: Object.fromEntries(
          Object.entries(printed).map(([code, got]) => {
            const mark = marks[code];
            return [code, mark?.kind === 'scored' ? { got, finding: mark.finding } : { got }];
          }),
        ),
        total: sumPoints(Object.values(printed)),
      }).map(({ place }) => /^(总分|[A-Z]\d+)/.exec(place)?.[0] ?? place),
  ),
};
