import { checkIdNumber } from '#scoring/codes.ts';

/** A number that holds and is nobody's: of somebody born in 1900, the `serial`th of 1000 × 28 × 9. */
export function exampleIdNumber(serial: number): string {
  const day = String(1 + (Math.trunc(serial / 1000) % 28)).padStart(2, '0');
  const first = `41071119000${1 + (Math.trunc(serial / 28_000) % 9)}${day}${String(serial % 1000).padStart(3, '0')}`;
  return [...'0123456789X']
    .map((check) => first + check)
    .find((one) => checkIdNumber(one).faults.length === 0)!;
}
