import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moneyUnits, parseMoney, typedMoney } from '../../scoring/money.ts';

it.each([
  ['12.5', '万元', 12_500_000],
  ['0', '万元', 0],
  ['0.000001', '万元', 1],
  ['1,280,000.00', '元', 128_000_000],
  ['007.10', '元', 710],
  ['00000000000000000012.50', '元', 1250],
  ['99999999999.99', '元', 9_999_999_999_999],
  [' 30 ', '万元', 30_000_000],
] as const)('%s %s is %d 分', (text, unit, fen) => {
  expect(parseMoney(text, unit)).toEqual({ fen });
});

it.each([
  ['', '元', 'empty'],
  ['  ', '万元', 'empty'],
  ['-1', '元', 'notPlainNumber'],
  ['1e3', '元', 'notPlainNumber'],
  ['１２', '元', 'notPlainNumber'],
  ['1 000', '元', 'notPlainNumber'],
  ['12,34', '元', 'notPlainNumber'],
  ['.5', '元', 'notPlainNumber'],
  ['5.', '元', 'notPlainNumber'],
  ['100000000000', '元', 'notPlainNumber'],
  ['1.001', '元', 'tooManyDecimals'],
  ['1.0000001', '万元', 'tooManyDecimals'],
] as const)('%j %s is refused: %s', (text, unit, problem) => {
  expect(parseMoney(text, unit)).toEqual({ problem });
});

it('reads back what it writes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9_999_999_999_999 }),
      fc.constantFrom(...moneyUnits),
      (fen, unit) => {
        expect(parseMoney(typedMoney(fen, unit), unit)).toEqual({ fen });
      },
    ),
  );
});
