/** Where the bars and bands of a migration's picture lie: sizes are proportional to numbers of agencies. */
import { directionOf, places, type Direction, type Migration, type Place } from '#scoring/migration.ts';

export interface FlowBar {
  place: Place;
  count: number;
  y: number;
  height: number;
  /** Where its label stands: in the middle of the bar. */
  labelY: number;
}

export interface FlowBand {
  from: Place;
  to: Place;
  count: number;
  /** null: stays. */
  direction: Direction | null;
  path: string;
  labelX: number;
  labelY: number;
}

export interface Flow {
  width: number;
  height: number;
  left: FlowBar[];
  right: FlowBar[];
  bands: FlowBand[];
}

export const flowWidth = 360;
/** The bars' inner edges. */
export const leftEdge = 98;
export const rightEdge = flowWidth - leftEdge;
export const barWidth = 12;

const allHeight = 220;
const gap = 10;
const leastSlot = 18;
const top = 26;

export function flowOf(migration: Migration): Flow {
  const rows = migration.map((row) => total(row));
  const columns = places.map((_, to) => total(migration.map((row) => row[to] ?? 0)));
  const unit = allHeight / Math.max(1, total(rows));
  const [left, right] = [barsOf(rows, unit), barsOf(columns, unit)];
  const last = [left.at(-1)!, right.at(-1)!].map(({ y, height }) => y + Math.max(leastSlot, height));
  return {
    width: flowWidth,
    height: Math.max(...last) + 8,
    left,
    right,
    bands: bandsOf(migration, unit, left, right),
  };
}

/** One under the other; a place without an agency keeps room for its label. */
function barsOf(counts: readonly number[], unit: number): FlowBar[] {
  let y = top;
  return places.map((place, index) => {
    const count = counts[index] ?? 0;
    const height = count * unit;
    const slot = Math.max(leastSlot, height);
    const bar = { place, count, y: y + (slot - height) / 2, height, labelY: y + slot / 2 };
    y += slot + gap;
    return bar;
  });
}

function bandsOf(migration: Migration, unit: number, left: readonly FlowBar[], right: readonly FlowBar[]) {
  const leaving = left.map(({ y }) => y);
  const arriving = right.map(({ y }) => y);
  return places.flatMap((from, row) =>
    places.flatMap((to, column): FlowBand[] => {
      const count = migration[row]?.[column] ?? 0;
      if (count === 0) return [];
      const [start, end, thick] = [leaving[row]!, arriving[column]!, count * unit];
      leaving[row] = start + thick;
      arriving[column] = end + thick;
      const direction = directionOf(from, to);
      // Bands that cross carry their labels at different places.
      const along = direction === 'down' ? 0.3 : direction === null ? 0.5 : 0.7;
      const rise = along * along * (3 - 2 * along);
      return [
        {
          ...{ from, to, count, direction, path: bandPath(start, end, thick) },
          labelX: leftEdge + (rightEdge - leftEdge) * along,
          labelY: start + (end - start) * rise + thick / 2,
        },
      ];
    }),
  );
}

function bandPath(start: number, end: number, thick: number): string {
  const middle = flowWidth / 2;
  const [a, b, c, d] = [start, end, end + thick, start + thick].map((y) => y.toFixed(1));
  return (
    `M${leftEdge} ${a}C${middle} ${a} ${middle} ${b} ${rightEdge} ${b}` +
    `L${rightEdge} ${c}C${middle} ${c} ${middle} ${d} ${leftEdge} ${d}Z`
  );
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
