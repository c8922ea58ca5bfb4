/** A framework as a tree of three levels: how it is drafted. In force it is the list of its rows. */
import type { EvaluationKind, Framework, FrameworkRow } from './evaluation.ts';
import type { Points } from './points.ts';

export interface FrameworkOutline {
  readonly code: string;
  readonly title: string;
  readonly basis: string;
  readonly kind: EvaluationKind;
  readonly firstLevels: readonly FirstLevel[];
}

export interface FirstLevel {
  readonly title: string;
  readonly secondLevels: readonly SecondLevel[];
}

export interface SecondLevel {
  readonly title: string;
  readonly indicators: readonly OutlinedIndicator[];
}

export interface OutlinedIndicator {
  readonly title: string;
  readonly examine: readonly string[];
  /** Empty: none. */
  readonly formula: string;
  /** 参考分值; null: not given. */
  readonly points: Points | null;
  readonly usuallyNotApplicable: boolean;
}

/** Rows that stand apart make branches of their own, so that nothing is moved unseen. */
export function outlineOf({ rows, ...framework }: Framework): FrameworkOutline {
  const firstLevels = runsOf(rows, 0).map((ofFirst) => ({
    title: ofFirst[0]!.path[0],
    secondLevels: runsOf(ofFirst, 1).map((ofSecond) => ({
      title: ofSecond[0]!.path[1],
      indicators: ofSecond.map(outlinedOf),
    })),
  }));
  return { ...framework, firstLevels };
}

export function frameworkOf({ firstLevels, ...outline }: FrameworkOutline): Framework {
  const rows = firstLevels.flatMap(({ title: first, secondLevels }) =>
    secondLevels.flatMap(({ title: second, indicators }) =>
      indicators.map((indicator) => rowOf(indicator, first, second)),
    ),
  );
  return { ...outline, rows };
}

/** Neighbours of one name at the level. */
function runsOf(rows: readonly FrameworkRow[], level: 0 | 1): FrameworkRow[][] {
  const runs: FrameworkRow[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && run[0]!.path[level] === row.path[level]) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

const outlinedOf = ({ path, examine, ...row }: FrameworkRow): OutlinedIndicator => ({
  ...{ title: path[2], examine },
  formula: row.formula ?? '',
  points: row.points ?? null,
  usuallyNotApplicable: row.usuallyNotApplicable ?? false,
});

const rowOf = (
  { title, examine, formula, points, usuallyNotApplicable }: OutlinedIndicator,
  first: string,
  second: string,
): FrameworkRow => ({
  path: [first, second, title],
  examine,
  ...(formula === '' ? {} : { formula }),
  ...(points === null ? {} : { points }),
  ...(usuallyNotApplicable ? { usuallyNotApplicable } : {}),
});

/** A branch and where it stands: 'firstLevels.0.secondLevels.1'. */
export interface Placed<Node> {
  readonly node: Node;
  readonly path: string;
}

export const placedFirsts = ({ firstLevels }: FrameworkOutline): Placed<FirstLevel>[] =>
  firstLevels.map((node, index) => ({ node, path: `firstLevels.${index}` }));

export const secondsOf = ({ node, path }: Placed<FirstLevel>): Placed<SecondLevel>[] =>
  node.secondLevels.map((second, index) => ({ node: second, path: `${path}.secondLevels.${index}` }));

export const indicatorsOf = ({ node, path }: Placed<SecondLevel>): Placed<OutlinedIndicator>[] =>
  node.indicators.map((one, index) => ({ node: one, path: `${path}.indicators.${index}` }));

export const placedSeconds = (outline: FrameworkOutline) => placedFirsts(outline).flatMap(secondsOf);
export const placedIndicators = (outline: FrameworkOutline) => placedSeconds(outline).flatMap(indicatorsOf);
