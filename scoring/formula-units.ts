/**
 * What a formula is counted in. Like is added to like; a share or a number of pieces scales anything; like divided by
 * like is a share. So one point per day late is 1 point × (days late ÷ 1 day), and days never turn into points unseen.
 */
import { type Expression, type Operation, type Piecewise, type Unit, units } from './formula.ts';
import { numbers } from './numeric-facts.ts';

export const unitTitles: Readonly<Record<Unit, string>> = {
  points: '分值',
  count: '个数',
  days: '工作日',
  money: '金额',
  percent: '比例',
};

export interface UnitFault {
  readonly path: string;
  readonly rest: string;
}

/** The unit of the whole, or what does not fit where; deeper places first. */
export function unitOf(expression: Expression, path: string): Unit | readonly UnitFault[] {
  switch (expression.op) {
    case 'constant':
      return constantFaults(expression, path) ?? expression.unit;
    case 'fact':
      return Object.hasOwn(numbers, expression.fact)
        ? numbers[expression.fact].unit
        : [{ path: `${path}.fact`, rest: '的公式用了本平台没有的事实' }];
    case 'piecewise':
      return unitOfPieces(expression, path);
    default:
      return unitOfOperation(expression, path);
  }
}

/** n and d stay far inside what a number holds exactly. */
const largest = 1_000_000_000_000_000;

function constantFaults({ unit, n, d }: Extract<Expression, { op: 'constant' }>, path: string) {
  if (!units.includes(unit)) return [{ path: `${path}.unit`, rest: '的公式用了不认识的计量单位' }];
  const whole = Number.isSafeInteger(n) && Number.isSafeInteger(d);
  if (!whole || d <= 0 || Math.abs(n) > largest || d > largest)
    return [{ path: `${path}.n`, rest: '的公式常数须为整数之比，分母大于 0' }];
  return null;
}

function unitOfOperation({ op, left, right }: Operation, path: string): Unit | readonly UnitFault[] {
  const a = unitOf(left, `${path}.left`);
  const b = unitOf(right, `${path}.right`);
  if (typeof a !== 'string' || typeof b !== 'string') return [a, b].flatMap(faultsOf);
  const unit = op === 'multiply' ? product(a, b) : op === 'divide' ? quotient(a, b) : a === b ? a : null;
  if (unit !== null) return unit;
  const rest = `的公式把${unitTitles[a]}和${unitTitles[b]}${verbs[op]}，计量单位不符${mendOf(a, b)}`;
  return [{ path, rest }];
}

/** What is mostly meant: so many points a day, or points without their word. */
function mendOf(a: Unit, b: Unit): string {
  const both = [a, b];
  if (both.includes('days'))
    return '；按天数扣分的，天数先除以 1 个工作日，如 2 分 ×（报告初稿逾期天数 ÷ 1 个工作日）';
  return both.includes('count') && both.includes('points') ? '；分值请写明“分”，如 10 分' : '';
}

const verbs = {
  add: '相加',
  subtract: '相减',
  multiply: '相乘',
  divide: '相除',
  min: '相比',
  max: '相比',
} as const;

const scales = (unit: Unit): boolean => unit === 'percent' || unit === 'count';

function product(a: Unit, b: Unit): Unit | null {
  if (a === 'percent') return b;
  if (b === 'percent') return a;
  if (a === 'count') return b;
  return b === 'count' ? a : null;
}

const quotient = (a: Unit, b: Unit): Unit | null => (a === b ? 'percent' : scales(b) ? a : null);

function unitOfPieces({ of, pieces, otherwise }: Piecewise, path: string): Unit | readonly UnitFault[] {
  const measured = unitOf(of, `${path}.of`);
  const bounds = pieces.map(({ below }, index) => ({ path: `${path}.pieces.${index}.below`, below }));
  const branches = [
    ...pieces.map(({ then }, index) => ({ path: `${path}.pieces.${index}.then`, expression: then })),
    { path: `${path}.otherwise`, expression: otherwise },
  ].map(({ path: place, expression }) => ({ place, unit: unitOf(expression, place) }));
  const faults = [
    ...faultsOf(measured),
    ...bounds.flatMap(({ path: place, below }) => faultsOf(unitOf(below, place))),
    ...branches.flatMap(({ unit }) => faultsOf(unit)),
  ];
  if (faults.length > 0) return faults;
  const unit = branches[0]?.unit as Unit;
  const odd = [
    ...bounds
      .filter(({ below }) => below.unit !== measured)
      .map(({ path: place }) => ({ path: place, rest: '的公式分界与所比较的数计量单位不符' })),
    ...branches
      .filter((branch) => branch.unit !== unit)
      .map(({ place }) => ({ path: place, rest: '的公式各段的计量单位不符' })),
  ];
  return odd.length > 0 ? odd : unit;
}

const faultsOf = (found: Unit | readonly UnitFault[]): readonly UnitFault[] =>
  typeof found === 'string' ? [] : found;
