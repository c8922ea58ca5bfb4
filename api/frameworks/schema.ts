/** 评价指标体系框架 as it is typed into a form, and back. What is well-formed here may still be at fault as a whole. */
import { z } from 'zod';
import { indicatorLengths, indicatorsAtMost, type Framework } from '#scoring/evaluation.ts';
import { outlineOf, type FrameworkOutline, type OutlinedIndicator } from '#scoring/framework-outline.ts';
import { shortPoints } from '#scoring/points.ts';
import { anyText, linesOf, optionalPoints, optionalYesNo } from '../typed.ts';

const { firstLevel, secondLevel, title, rule } = indicatorLengths;

const listOf = <Row extends z.ZodType>(row: Row, atMost: number) =>
  z.array(row).max(atMost, `至多 ${atMost} 项。`).prefault([]);

const indicator = z.strictObject({
  title: anyText(title),
  /** 评价要点, one a line. */
  examine: anyText(rule).transform(linesOf),
  formula: anyText(rule),
  points: optionalPoints(),
  usuallyNotApplicable: optionalYesNo().transform(Boolean),
});

const second = z.strictObject({
  title: anyText(secondLevel),
  indicators: listOf(indicator, indicatorsAtMost),
});
const first = z.strictObject({ title: anyText(firstLevel), secondLevels: listOf(second, 20) });

/** All of a framework that is typed; its code and kind are those of the version drafted from. */
export const frameworkContent = z.strictObject({ title: anyText(), firstLevels: listOf(first, 20) });

export type TypedFramework = z.input<typeof frameworkContent>;

/** A version holds its rows; a draft is a tree, whose branches may still be empty. */
export const outlined = (content: Framework | FrameworkOutline): FrameworkOutline =>
  'rows' in content ? outlineOf(content) : content;

/** A framework as it would be typed, its keys always in one order. */
export const typedFramework = ({ title: named, firstLevels }: FrameworkOutline): TypedFramework => ({
  title: named,
  firstLevels: firstLevels.map((one) => ({
    title: one.title,
    secondLevels: one.secondLevels.map((two) => ({
      title: two.title,
      indicators: two.indicators.map(typedIndicator),
    })),
  })),
});

const typedIndicator = (row: OutlinedIndicator): z.input<typeof indicator> => ({
  title: row.title,
  examine: row.examine.join('\n'),
  formula: row.formula,
  points: row.points === null ? '' : shortPoints(row.points),
  usuallyNotApplicable: row.usuallyNotApplicable ? 'yes' : 'no',
});
