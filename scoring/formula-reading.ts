/**
 * A formula as an official types it → its tree: the words that `formula-words.ts` prints, read back. Whatever is not one
 * of these words is refused with its place; whether the formula makes sense, its proof says.
 */
import type { NumericFact } from './facts.ts';
import { nearFacts } from './fact-names.ts';
import type { Constant, Expression, Operation, Piece, Unit } from './formula.ts';
import {
  type Cursor,
  cursorOf,
  isDigit,
  lettersAhead,
  next,
  refuse,
  refuseWhole,
  take,
  takeNumber,
  takeWord,
} from './formula-text.ts';
import { numbers } from './numeric-facts.ts';
import { multiply, type Rational, rational } from './points.ts';

export type ReadFormula = { readonly expression: Expression } | { readonly fault: string };

export const longestFormula = 2000;

export function readFormula(text: string): ReadFormula {
  const cursor = cursorOf(text);
  if (cursor.signs.length > longestFormula)
    return { fault: `公式至多 ${longestFormula} 个字，请拆成几个评分项。` };
  if (next(cursor) === undefined) return { fault: '填写公式。' };
  const expression = sum(cursor);
  if (expression && next(cursor) !== undefined) refuseRest(cursor);
  if (cursor.fault !== null || expression === null) return { fault: cursor.fault ?? '公式无法读懂。' };
  return { expression };
}

function sum(cursor: Cursor): Expression | null {
  let left = product(cursor);
  while (left) {
    const sign = take(cursor, '+', '−');
    if (!sign) break;
    left = joined(sign === '+' ? 'add' : 'subtract', left, product(cursor));
  }
  return left;
}

function product(cursor: Cursor): Expression | null {
  let left = term(cursor, false);
  while (left) {
    const sign = take(cursor, '×', '÷', '/');
    if (!sign) break;
    left = joined(sign === '×' ? 'multiply' : 'divide', left, term(cursor, sign !== '×'));
  }
  return left;
}

const joined = (op: Operation['op'], left: Expression, right: Expression | null): Expression | null =>
  right && { op, left, right };

function term(cursor: Cursor, isDivisor: boolean): Expression | null {
  const sign = next(cursor);
  const { at } = cursor;
  if (sign === undefined) return refuseWhole(cursor, '公式末尾缺少一个数或者事实。');
  if (isDigit(sign) || sign === '−') return constant(cursor, isDivisor);
  if (take(cursor, '(')) return deeper(cursor, () => closed(cursor, ')', at, sum(cursor)));
  if (take(cursor, '[')) return deeper(cursor, () => closed(cursor, ']', at, pieces(cursor)));
  if (lettersAhead(cursor) !== '') return named(cursor);
  if (isPower(cursor)) return refusePower(cursor);
  return refuse(cursor, at, `的“${cursor.typed[at]}”前缺少一个数或者事实。`);
}

const deepest = 20;

function deeper(cursor: Cursor, read: () => Expression | null): Expression | null {
  if (cursor.depth === deepest)
    return refuse(cursor, cursor.at - 1, `的括号套了 ${deepest} 层以上，请拆成几个评分项。`);
  cursor.depth += 1;
  const inside = read();
  cursor.depth -= 1;
  return inside;
}

/** What stands in brackets, once they are closed. */
function closed(
  cursor: Cursor,
  sign: ')' | ']',
  opened: number,
  inside: Expression | null,
): Expression | null {
  if (!inside || take(cursor, sign)) return inside;
  if (next(cursor) === undefined)
    return refuse(cursor, opened, `的左括号“${cursor.typed[opened]}”没有对应的右括号。`);
  return refuseRest(cursor);
}

const choosers: Readonly<Record<string, 'min' | 'max'>> = {
  取小: 'min',
  取大: 'max',
  min: 'min',
  max: 'max',
};

function named(cursor: Cursor): Expression | null {
  const name = lettersAhead(cursor);
  const { at } = cursor;
  cursor.at += [...name].length;
  const opened = next(cursor) === '(' ? cursor.at : null;
  const op = Object.hasOwn(choosers, name.toLowerCase()) ? choosers[name.toLowerCase()]! : null;
  if (op && opened === null) return refuse(cursor, at, `的“${name}”后面须有括号，如 ${name}（甲，乙）。`);
  if (op && opened !== null) return deeper(cursor, () => chosen(cursor, op, at));
  if (opened !== null)
    return refuse(cursor, at, `没有“${name}”这种算法，只有取小、取大和加减乘除；相乘请写“×”。`);
  const fact = factsByTitle.get(name);
  if (fact) return { op: 'fact', fact };
  const near = nearFacts(name).map((title) => `“${title}”`);
  const mend = near.length > 0 ? `相近的有${near.join('、')}` : '请从可用的事实中选用';
  return refuse(cursor, at, `没有“${name}”这一事实，${mend}。`);
}

const factsByTitle = new Map(
  (Object.keys(numbers) as NumericFact[]).map((fact) => [numbers[fact].title, fact]),
);

/** 取小（甲，乙，丙） is the smaller of the first two, and of that and the third. */
function chosen(cursor: Cursor, op: 'min' | 'max', at: number): Expression | null {
  const opened = cursor.at;
  take(cursor, '(');
  let left = sum(cursor);
  let count = 1;
  while (left && take(cursor, ',')) {
    left = joined(op, left, sum(cursor));
    count += 1;
  }
  const inside = closed(cursor, ')', opened, left);
  if (inside && count === 1)
    return refuse(cursor, at, '的取小、取大须有两个以上的数来比较，中间用逗号隔开。');
  return inside;
}

/** 按甲：小于 1 的，乙；其余，丙 */
function pieces(cursor: Cursor): Expression | null {
  if (!takeWord(cursor, '按'))
    return refuse(cursor, cursor.at, '缺少“按”：分段写作［按甲：小于 1 的，乙；其余，丙］。');
  const of = sum(cursor);
  if (!of || !expected(cursor, ':', '：')) return null;
  const all: Piece[] = [];
  while (takeWord(cursor, '小于')) {
    const piece = pieceAfter(cursor);
    if (!piece) return null;
    all.push(piece);
  }
  if (!takeWord(cursor, '其余')) return refuse(cursor, cursor.at, '缺少“小于”或者“其余”。');
  if (!expected(cursor, ',', '，')) return null;
  const otherwise = sum(cursor);
  return otherwise && { op: 'piecewise', of, pieces: all, otherwise };
}

function pieceAfter(cursor: Cursor): Piece | null {
  const sign = next(cursor);
  if (!isDigit(sign) && sign !== '−') return refuse(cursor, cursor.at, '缺少一个数：“小于”后面只能写数。');
  const below = constant(cursor, false);
  if (!below) return null;
  takeWord(cursor, '的');
  if (!expected(cursor, ',', '，')) return null;
  const then = sum(cursor);
  return then && expected(cursor, ';', '；') ? { below, then } : null;
}

function expected(cursor: Cursor, sign: string, shown: string): boolean {
  if (take(cursor, sign)) return true;
  refuse(cursor, cursor.at, `缺少“${shown}”。`);
  return false;
}

const scales: Readonly<Record<string, readonly [Unit, number]>> = {
  分: ['points', 1],
  个: ['count', 1],
  个工作日: ['days', 1],
  工作日: ['days', 1],
  元: ['money', 100],
  万元: ['money', 1_000_000],
};

function constant(cursor: Cursor, isDivisor: boolean): Constant | null {
  const { at } = cursor;
  const minus = take(cursor, '−');
  if (minus && !isDigit(next(cursor)))
    return refuse(cursor, at, '的负号后面只能写数；要减去的请写成 0 − 甲。');
  const size = takeNumber(cursor, !isDivisor);
  if (!size) return null;
  const value = minus ? { ...size, n: -size.n } : size;
  if (take(cursor, '%')) return placed(cursor, at, 'percent', value);
  const letters = lettersAhead(cursor);
  if (/^e$/i.test(letters)) return refuse(cursor, cursor.at, '不能用科学记数法，请把数字写全。');
  const word = letters.replace(/的$/, '');
  if (word === '') return placed(cursor, at, 'count', value);
  if (!Object.hasOwn(scales, word))
    return refuse(
      cursor,
      cursor.at,
      `的“${word}”不是计量单位，可用分、个工作日、元、万元、%，个数不写单位。`,
    );
  const [unit, times] = scales[word]!;
  cursor.at += word.length;
  return placed(cursor, at, unit, multiply(value, rational(times)));
}

const largest = 1_000_000_000_000_000n;

/** As formulas are kept: points in hundredths where they are whole, all else in lowest terms. */
function placed(cursor: Cursor, at: number, unit: Unit, { n, d }: Rational): Constant | null {
  const times = unit === 'points' && 100n % d === 0n ? 100n / d : 1n;
  const [above, below] = [n * times, d * times];
  if (above > largest || -above > largest || below > largest)
    return refuse(cursor, at, '的数字过大或者位数过多。');
  return { op: 'constant', unit, n: Number(above), d: Number(below) };
}

/** What stands where nothing more is expected. */
function refuseRest(cursor: Cursor): null {
  const sign = next(cursor)!;
  const { at } = cursor;
  if (isPower(cursor)) return refusePower(cursor);
  if (sign === ')' || sign === ']') return refuse(cursor, at, `多出右括号“${cursor.typed[at]}”。`);
  if (isDigit(sign) || sign === '(' || sign === '[' || lettersAhead(cursor) !== '')
    return refuse(cursor, at, `的“${lettersAhead(cursor) || cursor.typed[at]}”前缺少运算符号。`);
  return refuse(cursor, at, `的“${cursor.typed[at]}”不能用在这里。`);
}

const powers = new Set(['^', '²', '³', 'ˆ']);
const isPower = ({ signs, at }: Cursor): boolean =>
  powers.has(signs[at]!) || (signs[at] === '×' && signs[at - 1] === '×');
const refusePower = (cursor: Cursor): null =>
  refuse(cursor, cursor.at, '不能用乘方，请写成连乘，如 甲 × 甲。');
