/** The text of a formula, sign by sign: what is typed in full width or by another key counts as the sign it means. */
import { add, divide, multiply, type Rational, rational } from './points.ts';

export interface Cursor {
  /** One sign a character, so that a place here is a place in what was typed. */
  readonly signs: readonly string[];
  readonly typed: readonly string[];
  at: number;
  depth: number;
  /** The first thing that could not be read; nothing is read after it. */
  fault: string | null;
}

export function cursorOf(text: string): Cursor {
  const typed = [...text];
  return { signs: typed.map(plain), typed, at: 0, depth: 0, fault: null };
}

const meant: Readonly<Record<string, string>> = {
  ...{ '*': '×', '✕': '×', '✖': '×', '⨯': '×' },
  ...{ '-': '−', '–': '−', '—': '−', '﹣': '−' },
  ...{ '∕': '/', '⁄': '/', '【': '[', '】': ']', '　': ' ' },
};

function plain(character: string): string {
  const code = character.codePointAt(0)!;
  const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : character;
  return meant[narrow] ?? narrow;
}

/** The sign that comes next, after blanks; undefined at the end. */
export function next(cursor: Cursor): string | undefined {
  while (/^\s$/.test(cursor.signs[cursor.at] ?? '')) cursor.at += 1;
  return cursor.signs[cursor.at];
}

/** Reads one of the signs, if it comes next. */
export function take<Sign extends string>(cursor: Cursor, ...wanted: readonly Sign[]): Sign | null {
  const found = wanted.find((sign) => sign === next(cursor));
  if (found) cursor.at += 1;
  return found ?? null;
}

/** Reads the word, if it comes next. */
export function takeWord(cursor: Cursor, word: string): boolean {
  next(cursor);
  const found = cursor.signs.slice(cursor.at, cursor.at + word.length).join('') === word;
  if (found) cursor.at += word.length;
  return found;
}

/** The letters that come next without a gap; they are not read yet. */
export function lettersAhead(cursor: Cursor): string {
  next(cursor);
  let end = cursor.at;
  while (/^\p{L}$/u.test(cursor.signs[end] ?? '')) end += 1;
  return cursor.signs.slice(cursor.at, end).join('');
}

export const isDigit = (sign: string | undefined): boolean => sign !== undefined && /^\d$/.test(sign);

/** 12, 0.05, or 1/3 where `mayBeFraction`: after a division a slash divides once more. */
export function takeNumber(cursor: Cursor, mayBeFraction: boolean): Rational | null {
  const above = takeDecimal(cursor);
  if (!above || !mayBeFraction) return above;
  const { at } = cursor;
  if (!take(cursor, '/') || !isDigit(next(cursor))) {
    cursor.at = at;
    return above;
  }
  const { at: denominator } = cursor;
  const below = takeDecimal(cursor);
  if (below?.n === 0n) return refuse(cursor, denominator, '的分母为零，请改正。');
  return below && divide(above, below);
}

function takeDecimal(cursor: Cursor): Rational | null {
  const { at } = cursor;
  const whole = takeDigits(cursor);
  if (isThousand(cursor)) return refuse(cursor, at, '的数字请不要用千分号，逗号只用来隔开两个数。');
  if (cursor.signs[cursor.at] !== '.') return rational(BigInt(whole));
  cursor.at += 1;
  const decimals = takeDigits(cursor);
  if (decimals === '') return refuse(cursor, at, '的数字在小数点后缺少数字。');
  const size = 10n ** BigInt(decimals.length);
  return add(rational(BigInt(whole)), multiply(rational(BigInt(decimals)), rational(1n, size)));
}

function takeDigits(cursor: Cursor): string {
  const { at } = cursor;
  while (isDigit(cursor.signs[cursor.at])) cursor.at += 1;
  return cursor.signs.slice(at, cursor.at).join('');
}

/** 1,000 would otherwise be two numbers, and one of them unseen. */
const isThousand = ({ typed, signs, at }: Cursor): boolean =>
  typed[at] === ',' && /^\d{3}(?!\d)/.test(signs.slice(at + 1, at + 5).join(''));

/** Says what is wrong at a place, unless something was wrong before. */
export function refuse(cursor: Cursor, at: number, rest: string): null {
  return refuseWhole(cursor, `第 ${at + 1} 个字处${rest}`);
}

export function refuseWhole(cursor: Cursor, message: string): null {
  cursor.fault ??= message;
  return null;
}
