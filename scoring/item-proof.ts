/** What must hold of one item of a rubric, by the kind of its rule. */
import { causeTitles, ratioTitles } from './facts.ts';
import { formulaFaults } from './formula-proof.ts';
import { elementSets, truths } from './named-facts.ts';
import { formatPoints, type Points, sumPoints } from './points.ts';
import type {
  ConditionRule,
  ElementShareRule,
  LateRule,
  LossRule,
  Loss,
  Part,
  RatioRule,
  RubricItem,
  Step,
} from './rubric.ts';
import type { ItemFault, PlacedFault } from './rubric-fault.ts';
import { placedBandFaults } from './scale.ts';

export function proveItem(item: RubricItem, path: string): PlacedFault[] {
  const known: ItemFault = ['alive', 'points', '的分值须大于 0.00 且最多两位小数'];
  const faults = Number.isSafeInteger(item.points) && item.points > 0 ? ruleFaults(item) : [known];
  return faults.map(([claim, inside, rest]) => ({
    claim,
    path: inside === '' ? path : `${path}.${inside}`,
    message: `评分项 ${item.code}「${item.title}」${rest}`,
  }));
}

function ruleFaults(item: RubricItem): readonly ItemFault[] {
  switch (item.kind) {
    case 'deduction':
    case 'gradedFaults':
      if (item.losses.length === 0) return [['alive', 'losses', '没有扣分情形，永远不会失分']];
      return [...floorFaults(item, item.points), ...lossFaults(item.losses, item.points - (item.floor ?? 0))];
    case 'condition':
      return conditionFaults(item, item.points);
    case 'elementShare':
      return elementFaults(item);
    case 'formula':
      return formulaFaults(item.formula, item.points);
    case 'steps':
      return stepFaults(item.steps, item.points);
    case 'judged':
      return partFaults(item.parts, item.points);
    case 'ratio':
      return [
        ...ratioFaults(item),
        ...lossFaults(item.losses, item.points),
        ...twiceFaults(item, item.points),
      ];
    case 'lateDays':
      return lateFaults(item);
    default:
      return [['reachable', 'kind', '的评分办法不在本平台的办法之内']];
  }
}

function floorFaults({ losses, floor = 0 }: LossRule, points: Points): ItemFault[] {
  if (!isCount(floor)) return [['caps', 'floor', '的保底分须不小于 0.00 且最多两位小数']];
  if (floor >= points) return [['alive', 'floor', '的保底分须低于本项分值，否则永远不会失分']];
  const all = floor > 0 ? losses.findIndex(({ lost }) => lost === 'all') : -1;
  return all < 0
    ? []
    : [
        [
          'caps',
          `losses.${all}.lost`,
          `的「${losses[all]?.title}」本项不得分，与保底 ${formatPoints(floor)} 分相矛盾`,
        ],
      ];
}

/** `most` is what the item can lose in all. */
function lossFaults(losses: readonly Loss[], most: Points): ItemFault[] {
  return losses.flatMap(({ cause, title, lost }, index): ItemFault[] => {
    const path = `losses.${index}`;
    const faults: ItemFault[] = [];
    if (!Object.hasOwn(causeTitles, cause))
      faults.push(['reachable', `${path}.cause`, '的扣分情形不在本平台的事实之内']);
    else if (losses.findIndex((other) => other.cause === cause) < index)
      faults.push(['reachable', `${path}.cause`, `的扣分情形「${causeTitles[cause]}」重复`]);
    if (lost === 'all') return faults;
    if (!Number.isSafeInteger(lost) || lost <= 0)
      faults.push(['reachable', `${path}.lost`, `的「${title}」扣分须大于 0.00 且最多两位小数`]);
    else if (lost > most && most > 0)
      faults.push([
        'caps',
        `${path}.lost`,
        `的「${title}」一次扣 ${formatPoints(lost)} 分，超过本项可扣的 ${formatPoints(most)} 分`,
      ]);
    return faults;
  });
}

function conditionFaults({ fact, lost }: ConditionRule, points: Points): ItemFault[] {
  const known: ItemFault[] = Object.hasOwn(truths, fact)
    ? []
    : [['reachable', 'fact', '的条件不在本平台的事实之内']];
  if (lost === 'all') return known;
  if (!isCount(lost)) return [...known, ['caps', 'lost', '的扣分须大于 0.00 且最多两位小数']];
  if (lost === 0) return [...known, ['alive', 'lost', '不符合条件时不扣分，永远不会失分']];
  if (lost <= points) return known;
  const message = `不符合条件时扣 ${formatPoints(lost)} 分，超过本项 ${formatPoints(points)} 分`;
  return [...known, ['caps', 'lost', message]];
}

function elementFaults({ set, required }: ElementShareRule): ItemFault[] {
  if (!Object.hasOwn(elementSets, set)) return [['reachable', 'set', '的要素不在本平台的事实之内']];
  if (required.length === 0) return [['alive', 'required', '没有应有的要素，永远不会失分']];
  return required.flatMap((element, index): ItemFault[] => {
    const path = `required.${index}`;
    if (!elementSets[set].elements.includes(element))
      return [['reachable', path, `的要素「${element}」不在${elementSets[set].title}之内`]];
    return required.indexOf(element) < index ? [['reachable', path, `的要素「${element}」重复`]] : [];
  });
}

function stepFaults(steps: readonly Step[], points: Points): ItemFault[] {
  const faults = placedBandFaults(steps).map(({ at, message }): ItemFault => [
    'reachable',
    at === null ? 'steps' : `steps.${at}.from`,
    `的分档：${message}`,
  ]);
  steps.forEach(({ label, from }, index) => {
    if (from > points)
      faults.push([
        'reachable',
        `steps.${index}.from`,
        `的「${label}」从 ${shown(from)} 分起，超过本项 ${formatPoints(points)} 分，永远达不到`,
      ]);
  });
  return faults;
}

function partFaults(parts: readonly Part[], points: Points): ItemFault[] {
  const faults = parts.flatMap(({ code, points: own }, index): ItemFault[] => {
    const path = `parts.${index}`;
    const repeated = parts.findIndex((other) => other.code === code) < index;
    return [
      ...(/^[\p{L}\p{N}.]{1,20}$/u.test(code)
        ? []
        : [['names', `${path}.code`, `的要点编码「${code}」须为 1 至 20 个字母、汉字、数字或点`] as const]),
      ...(repeated ? [['names', `${path}.code`, `的要点编码「${code}」重复`] as const] : []),
      ...(Number.isSafeInteger(own) && own > 0
        ? []
        : [['reachable', `${path}.points`, '的每个要点分值须大于 0.00 且最多两位小数'] as const]),
    ];
  });
  const whole = parts.every((part) => Number.isSafeInteger(part.points));
  const sum = whole ? sumPoints(parts.map((part) => part.points)) : NaN;
  if (sum !== points)
    faults.push(['sums', 'parts', `的要点合计 ${shown(sum)} 分，须等于本项 ${formatPoints(points)} 分`]);
  return faults;
}

function ratioFaults({ measure, minimumPercent, sampleAtLeast }: RatioRule): ItemFault[] {
  const faults: ItemFault[] = [];
  if (!Object.hasOwn(ratioTitles, measure))
    faults.push(['reachable', 'measure', '的比例不在本平台的事实之内']);
  if (!isCount(minimumPercent) || minimumPercent > 100)
    faults.push(['alive', 'minimumPercent', '的政策下限须为 0 至 100 的整数百分比']);
  if (!isCount(sampleAtLeast)) faults.push(['alive', 'sampleAtLeast', '的抽查数须为不小于 0 的整数']);
  return faults;
}

/** Off site without consent leaves no part of the field work to score: both rest on one record, deducted once. */
function twiceFaults({ measure, losses }: RatioRule, points: Points): ItemFault[] {
  if (measure !== 'fieldWork') return [];
  return losses.flatMap(({ cause, title, lost }, index): ItemFault[] => {
    if (cause !== 'offSiteWithoutConsent' || lost === 'all' || lost >= points) return [];
    const rest = `的「${title}」与现场调研比例出自同一记录，只能扣一次，须扣完本项`;
    return [['once', `losses.${index}.lost`, rest]];
  });
}

/** A percent above 0 per day, at most all: with every further day the loss stays or grows. */
function lateFaults({ cause, percentPerDay }: LateRule): ItemFault[] {
  const faults: ItemFault[] = [];
  if (!(['planLate', 'draftLate', 'finalLate'] as readonly string[]).includes(cause))
    faults.push(['reachable', 'cause', '的逾期节点不在本平台的事实之内']);
  if (percentPerDay === 0) faults.push(['alive', 'percentPerDay', '的每日扣分比例为 0，永远不会失分']);
  else if (!isCount(percentPerDay) || percentPerDay > 100)
    faults.push(['late', 'percentPerDay', '的每日扣分比例须为 1 至 100 的整数百分比']);
  return faults;
}

const shown = (points: number): string =>
  Number.isSafeInteger(points) ? formatPoints(points) : '无法计算的';
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
