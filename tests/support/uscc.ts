import { checkUscc } from '../../scoring/codes.ts';

/** A code that holds and that no agency can have: region 410799 does not exist. */
export function madeUpUscc(number: number): string {
  const base = `91410799DEMF${String(number).padStart(4, '0')}`;
  const signs = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  const codes = signs.flatMap((inner) => signs.map((outer) => `${base}${inner}${outer}`));
  return codes.find((code) => checkUscc(code).faults.length === 0)!;
}
