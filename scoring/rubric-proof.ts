/**
 * The static proof of a rubric: what must hold of the data alone, before a version is published and whatever facts an
 * assessment later brings.
 */
import type { Cause, RatioMeasure } from './facts.ts';
import { proveItem } from './item-proof.ts';
import { factsTakenBy, titleOfFact } from './item-losses.ts';
import { formatPoints, type Points, sumPoints } from './points.ts';
import { proofBy, type Proof } from './proof.ts';
import type { Dimension, Rubric, RubricItem } from './rubric.ts';
import { type Claim, claims, type PlacedFault } from './rubric-fault.ts';
import { assessmentTiers, placedBandFaults } from './scale.ts';
import { sizeFaults } from './rubric-size.ts';

export function proveRubric(rubric: Rubric): Proof<Claim> {
  // What is too large or too deep is not looked at any further.
  const tooLarge = sizeFaults(rubric);
  if (tooLarge.length > 0) return { faults: tooLarge, proved: [] };
  return proofBy(claims, [
    ...nameFaults(rubric),
    ...sumFaults(rubric),
    ...placedItems(rubric).flatMap(({ item, path }) => proveItem(item, path)),
    ...sharedGroundFaults(rubric),
    ...bandFaultsOf(rubric),
    ...policyFaults(rubric),
  ]);
}

interface PlacedItem {
  readonly item: RubricItem;
  readonly path: string;
}

const placedItems = ({ dimensions }: Rubric): readonly PlacedItem[] =>
  dimensions.flatMap(({ items }, row) =>
    items.map((item, column) => ({ item, path: `dimensions.${row}.items.${column}` })),
  );

function nameFaults(rubric: Rubric): PlacedFault[] {
  const { dimensions, vetoes } = rubric;
  const nodes: readonly Named[] = [
    ...dimensions.map((node, index) => ({ node, path: `dimensions.${index}`, typed: true })),
    ...placedItems(rubric).map(({ item: node, path }) => ({ node, path, typed: true })),
    ...vetoes.map((node, index) => ({ node, path: `vetoes.${index}`, typed: false })),
  ];
  const basis = rubric.basis.some((text) => text.trim());
  return [
    ...(basis ? [] : [fault('names', 'basis', '请写明制定依据')]),
    ...(rubric.title.trim() ? [] : [fault('names', 'title', '请写明评分标准的名称')]),
    ...nodes.flatMap(({ node, path, typed }, index) => [
      ...codeFaults(node.code, `${path}.code`, typed),
      ...(node.title.trim() ? [] : [fault('names', `${path}.title`, `「${node.code}」没有名称`)]),
      ...(nodes.findIndex((other) => other.node.code === node.code) < index
        ? [
            fault(
              'names',
              `${path}.code`,
              `编码「${node.code}」重复，每个维度、评分项和否决事项须有各自的编码`,
            ),
          ]
        : []),
    ]),
  ];
}

interface Named {
  readonly node: { readonly code: string; readonly title: string };
  readonly path: string;
  /** The code is part of the names of a form's fields. */
  readonly typed: boolean;
}

function codeFaults(code: string, path: string, typed: boolean): PlacedFault[] {
  const pattern = typed ? /^[\p{L}\p{N}]{1,10}$/u : /^[\p{L}\p{N}]{1,40}$/u;
  // A name that every object has already would be found where nothing was entered.
  if (pattern.test(code) && !(code in {})) return [];
  return [fault('names', path, `编码「${code}」须为 1 至 ${typed ? 10 : 40} 个字母、汉字或数字`)];
}

function sumFaults({ dimensions }: Rubric): PlacedFault[] {
  const faults: PlacedFault[] = [];
  dimensions.forEach(({ title, points, items }, row) => {
    const path = `dimensions.${row}`;
    if (items.length === 0) faults.push(fault('sums', `${path}.items`, `维度「${title}」下没有评分项`));
    const sum = totalOf(items);
    const message = `维度「${title}」为 ${shown(points)} 分，其评分项合计 ${shown(sum)} 分，两者须相等`;
    if (sum !== points) faults.push(fault('sums', `${path}.points`, message));
  });
  const total = totalOf(dimensions);
  if (total !== 10000)
    faults.push(fault('sums', 'dimensions', `各维度分值合计须为 100.00 分，现为 ${shown(total)} 分`));
  return faults;
}

const totalOf = (nodes: readonly Pick<Dimension, 'points'>[]): Points =>
  nodes.every(({ points }) => Number.isSafeInteger(points))
    ? sumPoints(nodes.map(({ points }) => points))
    : NaN;

const shown = (points: number): string =>
  Number.isSafeInteger(points) ? formatPoints(points) : '无法计算的';

/** One fact is deducted once: what one item takes points for no other item may. */
function sharedGroundFaults(rubric: Rubric): PlacedFault[] {
  const before = new Map<string, RubricItem>();
  const faults: PlacedFault[] = [];
  for (const { item, path } of placedItems(rubric)) {
    for (const { fact, path: inside } of factsTakenBy(item)) {
      const record = recordOf(fact);
      const other = before.get(record);
      const message = `「${titleOfFact(fact)}」同时出现在评分项 ${other?.code} 和 ${item.code} 中，同一事实只能扣一次`;
      if (other && other !== item) faults.push(fault('once', `${path}.${inside}`, message));
      before.set(record, other ?? item);
    }
  }
  return faults;
}

/** Off site without consent is found in the same record as how much was looked at on site. */
const recordOf = (fact: Cause | RatioMeasure): Cause | RatioMeasure =>
  fact === 'offSiteWithoutConsent' ? 'fieldWork' : fact;

function bandFaultsOf({ bands }: Rubric): PlacedFault[] {
  const faults = placedBandFaults(bands).map(({ at, message }) =>
    fault('bands', at === null ? 'bands' : `bands.${at}.from`, message),
  );
  const same = bands.map(({ label }) => label).join() === assessmentTiers.join();
  return same
    ? faults
    : [...faults, fault('bands', 'bands', `考核等级须依次为${assessmentTiers.join('、')}`)];
}

function policyFaults({ policy }: Rubric): PlacedFault[] {
  const faults: PlacedFault[] = [];
  const { lineWeight, performanceWeight, differencePercent } = policy;
  const sum = lineWeight + performanceWeight;
  if (!isPercent(lineWeight) || !isPercent(performanceWeight) || sum !== 100)
    faults.push(
      fault(
        'policy',
        'policy.lineWeight',
        `两位评分人的权重须为整数且合计 100，现为 ${Number.isSafeInteger(sum) ? sum : '无法计算的数'}`,
      ),
    );
  if (!isPercent(differencePercent))
    faults.push(fault('policy', 'policy.differencePercent', '会商的差异比例须为 0 至 100 的整数百分比'));
  for (const name of ['differenceAtLeast', 'fullMarksReasonFrom'] as const)
    if (!Number.isSafeInteger(policy[name]) || policy[name] < 0)
      faults.push(
        fault('policy', `policy.${name}`, '会商的最低差异和满分须写理由的分值须不小于 0.00 且最多两位小数'),
      );
  return faults;
}

const isPercent = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= 100;

const fault = (claim: Claim, path: string, message: string): PlacedFault => ({ claim, path, message });
