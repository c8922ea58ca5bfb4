/** Money as integers in 分, read from what a person typed in 元 or 万元. */

/** Integer 分: 128000000 is 1,280,000.00 元. */
export type Fen = number;

export const moneyUnits = ['万元', '元'] as const;
export type MoneyUnit = (typeof moneyUnits)[number];

export type ParsedMoney = { fen: Fen } | { problem: 'empty' | 'notPlainNumber' | 'tooManyDecimals' };

/** 分 have two decimals in 元 and six in 万元. Thousands may be separated by commas. */
const decimalsOf: Readonly<Record<MoneyUnit, number>> = { 元: 2, 万元: 6 };

/** Reads a plain amount that is not negative, below a thousand 亿元; no exponent, full width or blank inside. */
export function parseMoney(text: string, unit: MoneyUnit): ParsedMoney {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'empty' };
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(trimmed);
  if (!match) return { problem: 'notPlainNumber' };
  const whole = (match[1] ?? '').replaceAll(',', '');
  const decimals = match[2] ?? '';
  const places = decimalsOf[unit];
  if (decimals.length > places) return { problem: 'tooManyDecimals' };
  const digits = (whole + decimals.padEnd(places, '0')).replace(/^0+(?=\d)/, '');
  return digits.length > 13 ? { problem: 'notPlainNumber' } : { fen: Number(digits) };
}

/** 分 as it would be typed, without needless zeros: 12500000 in 万元 → '12.5'. */
export function typedMoney(fen: Fen, unit: MoneyUnit): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new Error(`not an amount in 分: ${fen}`);
  const places = decimalsOf[unit];
  const digits = String(fen).padStart(places + 1, '0');
  const whole = digits.slice(0, -places);
  const decimals = digits.slice(-places).replace(/0+$/, '');
  return decimals === '' ? whole : `${whole}.${decimals}`;
}
