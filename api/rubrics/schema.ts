/** 考核评分标准 as it is typed into a form, and back. What is well-formed here may still be at fault as a whole. */
import { z } from 'zod';
import { ratioTitles } from '#scoring/facts.ts';
import { formatPoints } from '#scoring/points.ts';
import { lateCauses, lossCauses, setTitles, truthTitles, wholeItem } from '#scoring/rubric-names.ts';
import type { Expression } from '#scoring/formula.ts';
import { readFormula } from '#scoring/formula-reading.ts';
import { formulaText } from '#scoring/formula-words.ts';
import { type Loss, type Rubric, type RubricItem } from '#scoring/rubric.ts';
import { assessmentTiers, type AssessmentTier } from '#scoring/scale.ts';
import { anyText, choice, count, optionalText, points, ticked, typedOf } from '../typed.ts';

const lost = z.union([z.literal(wholeItem).transform((): 'all' => 'all'), points()], {
  error: `扣分写成数字，如 1 或 0.50；本项不得分的写“${wholeItem}”。`,
});

const losses = z
  .array(z.strictObject({ cause: choice(lossCauses, '选择扣分情形。'), title: anyText(), lost }))
  .max(60, '至多 60 项。')
  .prefault([]);

const floor = z
  .union([z.literal('').transform(() => undefined), points()], {
    error: '保底写成分值，如 2.00；没有保底的留空。',
  })
  .prefault('');

/** A formula in words → its tree. */
const formula = z
  .string()
  .prefault('')
  .transform((typed, ctx): Expression => {
    const found = readFormula(typed);
    if ('expression' in found) return found.expression;
    ctx.addIssue({ code: 'custom', message: found.fault });
    return z.NEVER;
  });

const common = { code: anyText(40), title: anyText(), points: points(), clause: optionalText() };
const kind = <Kind extends RubricItem['kind']>(name: Kind) => z.literal(name);

const item = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...common, kind: kind('deduction'), losses, floor }),
    z.strictObject({ ...common, kind: kind('gradedFaults'), losses, floor }),
    z.strictObject({
      ...common,
      kind: kind('condition'),
      fact: choice(truthTitles, '选择条件。'),
      lost,
    }),
    z.strictObject({
      ...common,
      kind: kind('elementShare'),
      set: choice(setTitles, '选择要素的种类。'),
      required: ticked(),
    }),
    z.strictObject({
      ...common,
      kind: kind('steps'),
      steps: z
        .array(z.strictObject({ label: anyText(20), from: points(), anchor: anyText(500) }))
        .max(60, '至多 60 项。')
        .prefault([]),
    }),
    z.strictObject({
      ...common,
      kind: kind('judged'),
      parts: z
        .array(
          z.strictObject({ code: anyText(40), title: anyText(), points: points(), anchor: anyText(500) }),
        )
        .max(60, '至多 60 项。')
        .prefault([]),
    }),
    z.strictObject({
      ...common,
      kind: kind('ratio'),
      measure: choice(ratioTitles, '选择完成比例按什么计算。'),
      minimumPercent: count(),
      sampleAtLeast: count(),
      losses,
    }),
    z.strictObject({
      ...common,
      kind: kind('lateDays'),
      cause: choice(lateCauses, '选择逾期的环节。'),
      percentPerDay: count(),
    }),
    z.strictObject({ ...common, kind: kind('formula'), formula }),
  ],
  { error: '选择评分办法。' },
);

const tier = (label: AssessmentTier) => z.strictObject({ label: z.literal(label), from: points() });
const [excellent, good, fair, poor] = assessmentTiers;

/** All of a rubric that is typed; its basis is typed beside it, the rest follows from where it is kept. */
export const rubricContent = z.strictObject({
  title: anyText(100),
  dimensions: z
    .array(
      z.strictObject({
        code: anyText(40),
        title: anyText(),
        points: points(),
        items: z.array(item).max(60, '至多 60 项。').prefault([]),
      }),
    )
    .max(60, '至多 60 项。')
    .prefault([]),
  bands: z.tuple([tier(excellent), tier(good), tier(fair), tier(poor)]),
  vetoes: z
    .array(z.strictObject({ code: anyText(40), title: anyText() }))
    .max(60, '至多 60 项。')
    .prefault([]),
  policy: z.strictObject({
    lineWeight: count(),
    performanceWeight: count(),
    differencePercent: count(),
    differenceAtLeast: points(),
    fullMarksReasonFrom: points(),
  }),
});

export type TypedRubric = z.input<typeof rubricContent>;

const pointsKeys = ['points', 'from', 'lost', 'floor', 'differenceAtLeast', 'fullMarksReasonFrom'];

/** A rubric as it would be typed. */
export function typedRubric({ title, dimensions, bands, vetoes, policy }: Rubric): TypedRubric {
  const writers = Object.fromEntries(pointsKeys.map((key) => [key, formatPoints]));
  const worded = dimensions.map((dimension) => ({ ...dimension, items: dimension.items.map(wordLosses) }));
  return typedOf({ title, dimensions: worded, bands, vetoes, policy }, writers) as TypedRubric;
}

/** The rubric with what is not typed. */
export const assembledRubric = (
  kept: Rubric,
  typed: z.output<typeof rubricContent>,
  basis: readonly string[],
): unknown => ({ ...kept, ...typed, basis });

function wordLosses(item: RubricItem) {
  const word = <One extends { lost: Loss['lost'] }>(one: One) =>
    one.lost === 'all' ? { ...one, lost: wholeItem } : one;
  if (item.kind === 'condition') return word(item);
  if (item.kind === 'formula') return { ...item, formula: formulaText(item.formula) };
  return 'losses' in item ? { ...item, losses: item.losses.map(word) } : item;
}
