import { parseMoney, typedMoney, type MoneyUnit } from '#scoring/money.ts';
import {
  add,
  compare,
  divide,
  formatPoints,
  greatest,
  least,
  multiply,
  negate,
  parsePoints,
  parseRational,
  rational,
  subtract,
  sumPoints,
  toPoints,
} from '#scoring/points.ts';
import { bandFaults, bandOf, type Band } from '#scoring/scale.ts';
import { answering, partsOf, textOf, type Runners } from './runner.ts';

const fraction = (text: string) => rational(...partsOf(text));
const operations = { add, subtract, multiply, divide, least, greatest };

interface Arithmetic {
  readonly do: keyof typeof operations | 'compare' | 'rational' | 'negate';
  readonly a: string;
  readonly b: string;
}

export const arithmetic: Runners = {
  'parse-points': answering((text: string) => parsePoints(text)),
  'format-points': answering((points: number) => formatPoints(points)),
  'to-points': answering((text: string) => toPoints(fraction(text))),
  'parse-fraction': answering((text: string) => {
    const found = parseRational(text);
    return found && textOf(found);
  }),
  fractions: answering(({ do: what, a, b }: Arithmetic) => {
    if (what === 'rational') return textOf(rational(BigInt(a), BigInt(b)));
    if (what === 'negate') return textOf(negate(fraction(a)));
    if (what === 'compare') return compare(fraction(a), fraction(b));
    return textOf(operations[what](fraction(a), fraction(b)));
  }),
  sums: answering((points: number[]) => sumPoints(points)),
  'band-of': answering(({ bands, points }: { bands: Band[]; points: number }) => ({
    label: bandOf(bands, points),
  })),
  'band-faults': answering((bands: Band[]) => ({ allowed: bandFaults(bands).length === 0 })),
  'parse-money': answering(({ text, unit }: { text: string; unit: MoneyUnit }) => parseMoney(text, unit)),
  'typed-money': answering(({ fen, unit }: { fen: number; unit: MoneyUnit }) => typedMoney(fen, unit)),
};
