const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** A number that holds and is nobody's: of somebody born in 1900, the `serial`th of 1000 × 100. */
export function exampleIdNumber(serial: number): string {
  const day = String(1 + (Math.trunc(serial / 1000) % 28)).padStart(2, '0');
  const first = `41071119000${1 + (Math.trunc(serial / 28_000) % 9)}${day}${String(serial % 1000).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first[index]), 0);
  return first + checks[sum % 11];
}
