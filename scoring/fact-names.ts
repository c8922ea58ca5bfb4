/** Which facts somebody may have meant who wrote a name that none has. */
import { numbers } from './numeric-facts.ts';
import { compare, rational, type Rational } from './points.ts';

const atMost = 3;

/** The titles that share most of their pairs of neighbouring characters with the name, the likest first. */
export function nearFacts(name: string): readonly string[] {
  return Object.values(numbers)
    .map(({ title }) => ({ title, share: sharedPairs(name, title) }))
    .filter(({ share }) => share.n > 0n)
    .sort((a, b) => compare(b.share, a.share))
    .slice(0, atMost)
    .map(({ title }) => title);
}

function sharedPairs(a: string, b: string): Rational {
  const [ours, theirs] = [pairsOf(a), pairsOf(b)];
  const shared = ours.filter((pair) => theirs.includes(pair)).length;
  return rational(2 * shared, Math.max(1, ours.length + theirs.length));
}

const pairsOf = (text: string): readonly string[] =>
  [...text].slice(1).map((character, index) => [...text][index]! + character);
