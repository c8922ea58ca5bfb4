/** The reference points of a framework: all or none, whole and adding up to 100. */
import { weightWarnings } from './evaluation.ts';
import { fault, type PlacedFrameworkFault } from './framework-fault.ts';
import {
  placedIndicators,
  type FrameworkOutline,
  type OutlinedIndicator,
  type Placed,
} from './framework-outline.ts';
import { formatPoints, sumPoints, type Points } from './points.ts';

/** National frameworks give no weights; where one is given all are. */
export function pointFaults(outline: FrameworkOutline): PlacedFrameworkFault[] {
  const all = placedIndicators(outline);
  const missing = all.filter(({ node }) => node.points === null);
  if (missing.length === all.length) return [];
  const at = ({ path }: Placed<OutlinedIndicator>) => `${path}.points`;
  const faults = all.flatMap((one) =>
    one.node.points === null || isWhole(one.node.points)
      ? []
      : [fault('points', at(one), `三级指标「${one.node.title}」的参考分值须为 1 至 100 的整数`)],
  );
  const [first] = missing;
  if (first)
    return [
      ...faults,
      fault(
        'points',
        at(first),
        `还有 ${missing.length} 个三级指标没有参考分值（如「${first.node.title}」），须全部填写或者全部留空`,
      ),
    ];
  if (faults.length > 0) return faults;
  const total = sumPoints(all.map(({ node }) => node.points!));
  return total === 10000
    ? []
    : [fault('points', 'firstLevels', `参考分值合计须为 100 分，现为 ${formatPoints(total)} 分`)];
}

const isWhole = (points: Points): boolean =>
  Number.isSafeInteger(points) && points > 0 && points <= 10000 && points % 100 === 0;

export function resultWarnings({ kind, firstLevels }: FrameworkOutline): string[] {
  const weighed = firstLevels.flatMap(({ title, secondLevels }) =>
    secondLevels.flatMap(({ indicators }) =>
      indicators.flatMap(({ points }) => (points === null ? [] : [{ firstLevel: title.trim(), points }])),
    ),
  );
  return weighed.length === 0 ? [] : weightWarnings(weighed, kind);
}
