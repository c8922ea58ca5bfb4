import { assess, type Assessment, type VetoDecision } from '#scoring/assessment.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import { compareSheets, type AgreedItem } from '#scoring/reconciliation.ts';
import { itemsOf } from '#scoring/rubric.ts';
import { bandOf } from '#scoring/scale.ts';
import { suggest } from '#scoring/suggestion.ts';
import { shownAssessment } from '../../second/reckon.ts';
import { answering, without, type Runners } from './runner.ts';

type Sheet = Readonly<Record<string, number | null>>;

function defaultFigures() {
  const { dimensions, bands, policy, vetoes } = defaultRubric;
  const { fullMarksReasonFrom: _, ...reconciling } = policy;
  const figures = { dimensions, bands, policy: reconciling };
  return {
    ...(without(figures, ['title', 'clause', 'anchor']) as object),
    vetoes: vetoes.map(({ title }) => title),
  };
}

/** A sheet in which each item has the points given, full ones where none are. */
function sheetOf(sheet: Sheet, total: number): Assessment {
  const dimensions = defaultRubric.dimensions.map((dimension) => ({
    code: dimension.code,
    title: dimension.title,
    full: dimension.points,
    points: null,
    applicable: 0,
    items: dimension.items.map(({ code, title, points: full }) => {
      const points = code in sheet ? (sheet[code] ?? null) : full;
      const notApplicable = points === null ? '不适用' : null;
      return { code, title, full, points, notApplicable, step: null, leaves: [], gaps: [] };
    }),
  }));
  const tier = bandOf(defaultRubric.bands, total);
  return { points: total, tier, gaps: [], dimensions, leaves: [], applicable: 0, earned: null, vetoes: [] };
}

interface Sides {
  readonly line: Sheet;
  readonly performance: Sheet;
  readonly totals: readonly [number, number];
  readonly agreed: Readonly<Record<string, AgreedItem>>;
}

export const assessments: Runners = {
  'default-rubric': answering(() => defaultFigures()),
  assess: answering(
    (
      one: {
        facts: Partial<AssessmentFacts>;
        marks: Record<string, Marks[string] | null>;
        vetoes: VetoDecision[];
      },
      given: { facts: AssessmentFacts; marks: Marks },
    ) => {
      const marks = Object.entries({ ...given.marks, ...one.marks }).filter(([, mark]) => mark !== null);
      const facts = { ...given.facts, ...one.facts };
      const { dimensions, ...sheet } = shownAssessment(
        assess(defaultRubric, facts, Object.fromEntries(marks) as Marks, one.vetoes),
      );
      const items = dimensions.flatMap((dimension) => dimension.items);
      return {
        ...sheet,
        dimensions: Object.fromEntries(
          dimensions.map(({ code, points, applicable }) => [code, [points, applicable]]),
        ),
        items: Object.fromEntries(items.map(({ code, points }) => [code, points])),
        leftOut: items.filter(({ notApplicable }) => notApplicable).map(({ code }) => code),
        step: items.find(({ code }) => code === 'P2')?.step,
      };
    },
  ),
  suggest: answering(
    (one: { item: string; facts: Partial<AssessmentFacts> }, given: { facts: AssessmentFacts }) => {
      const index = itemsOf(defaultRubric).findIndex(({ code }) => code === one.item);
      const suggestion = suggest(defaultRubric, { ...given.facts, ...one.facts })[index];
      const found = new Map<string, number>();
      for (const { cause, times } of suggestion?.deductions ?? [])
        found.set(cause, (found.get(cause) ?? 0) + times);
      return {
        found: [...found].sort(([a], [b]) => (a < b ? -1 : 1)),
        missing: suggestion?.missing.length !== 0,
        leftOut: suggestion?.notApplicable !== null,
      };
    },
  ),
  'compare-sheets': answering(({ line, performance, totals, agreed }: Sides) => {
    const compared = compareSheets(
      defaultRubric,
      sheetOf(line, totals[0]),
      sheetOf(performance, totals[1]),
      agreed,
    );
    const { items, tiersDiffer, points, tier } = compared;
    const reconcile = items.filter((item) => item.reconcile !== null).map(({ code }) => code);
    return { tiersDiffer, reconcile, points, tier };
  }),
};
