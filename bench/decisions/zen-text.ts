/** Sentences and amounts as expressions of the engine's language. */
import { formatPoints } from '#scoring/points.ts';

/** Hundredths as points with two decimals. */
export function printed(points: string): string {
  if (/^\d+$/.test(points)) return `'${formatPoints(Number(points))}'`;
  return `((${points}) == 0 ? '0.00' : string((${points}) * 0.01))`;
}

/** A sentence in the engine's language; what stands in its holes is an expression of that language. */
export function text(words: readonly string[], ...expressions: readonly string[]): string {
  const parts = words.flatMap((word, index) => {
    const hole = expressions[index];
    return [...(word ? [`'${word}'`] : []), ...(hole ? [/^['(]/.test(hole) ? hole : `string(${hole})`] : [])];
  });
  return `(${parts.join(' + ')})`;
}
