/** 代号: names that tell nothing about who stands behind them, in an order drawn from a seed. */
import { drawnPlaces } from './draw.ts';
import { rational } from './points.ts';

/** By id: 机构甲01, 机构甲02 … The same ids and seed give the same names, whatever the order of the ids. */
export function codeNames(prefix: string, ids: readonly string[], seed: string): ReadonlyMap<string, string> {
  return new Map(eachCodeName(prefix, ids, seed));
}

/** One after the other, in their order: thousands take a while. */
export function* eachCodeName(
  prefix: string,
  ids: readonly string[],
  seed: string,
): Generator<readonly [id: string, name: string], void> {
  const even = [...new Set(ids)].map((id) => ({ id, weight: rational(1) }));
  for (const { agencyId: id, rank } of drawnPlaces(even, seed)) yield [id, `${prefix}${numbered(rank)}`];
}

/** 1 → 甲01, 100 → 乙01; beyond the ten stems the group is a number. */
function numbered(rank: number): string {
  const group = Number(BigInt(rank - 1) / 99n);
  const number = rank - group * 99;
  return `${stems[group] ?? String(group + 1)}${String(number).padStart(2, '0')}`;
}

const stems = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
