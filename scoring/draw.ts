/**
 * 按信用等级加权抽取: one full order drawn once, which anyone can recompute with a list, a secret and SHA-256.
 *
 * seed = SHA-256(secret ":" public value); the kth number is SHA-256(seed ":" k) for k = 0, 1, 2 …, all in lower-case
 * hex text, taken as a 256-bit integer. A number beyond the last whole multiple of the weights' total is passed over,
 * so that no agency gains by a remainder. The candidates stand in the order of their ids.
 */
import { sha256Hex } from './digest.ts';
import { divide, greatest, multiply, rational, sum, toPoints, type Rational } from './points.ts';
import type { CreditRating } from './scale.ts';
import { drawnTickets } from './tickets.ts';
import { textOrder } from './text-order.ts';

export interface DrawPolicy {
  readonly version: number;
  /** D is never drawn and has no weight. */
  readonly tierWeights: Readonly<Record<Exclude<CreditRating, 'D'> | '未评级', number>>;
  /** The least share of its weight that load leaves an agency. */
  readonly leastShare: { readonly n: number; readonly d: number };
  readonly candidatesAtLeast: number;
}

/** 默认值（待财政局确认） */
export const defaultDrawPolicy: DrawPolicy = {
  version: 1,
  tierWeights: { A: 3, B: 2, 未评级: 2, C: 1 },
  leastShare: { n: 1, d: 10 },
  candidatesAtLeast: 3,
};

export interface DrawCandidate {
  readonly agencyId: string;
  /** In force at the freeze; null: 未评级 */
  readonly rating: CreditRating | null;
  readonly running: number;
  /** The most projects the agency may carry at once. */
  readonly cap: number;
}

export interface DrawResult {
  readonly listText: string;
  readonly listDigest: string;
  readonly ranking: readonly DrawnPlace[];
}

/** `number` out of `total` was drawn with the `counter`th hash. */
export interface DrawnPlace {
  readonly rank: number;
  readonly agencyId: string;
  readonly counter: number;
  readonly number: string;
  readonly total: string;
}

/** Everything published about a draw. `secret` is null as long as it has not been opened. */
export interface DrawRecord {
  readonly policy: DrawPolicy;
  readonly candidates: readonly DrawCandidate[];
  readonly listDigest: string;
  readonly commitment: string;
  readonly secret: string | null;
  readonly publicValue: string;
  readonly order: readonly string[];
}

/** Draws the full order. Asserts that `drawFaults` finds none and that the seed is 64 hex digits. */
export function order(policy: DrawPolicy, candidates: readonly DrawCandidate[], seed: string): DrawResult {
  const faults = drawFaults(policy, candidates);
  if (faults.length > 0) throw new Error(`cannot draw: ${faults.join('; ')}`);
  const listText = listTextOf(policy, candidates);
  const weighted = candidates.map((candidate) => ({
    id: candidate.agencyId,
    weight: weightOf(policy, candidate),
  }));
  return { listText, listDigest: sha256Hex(listText), ranking: drawWithoutReplacement(weighted, seed) };
}

/** Why this list cannot be drawn from; words for the officer. */
export function drawFaults(policy: DrawPolicy, candidates: readonly DrawCandidate[]): string[] {
  const faults: string[] = [];
  if (candidates.length < policy.candidatesAtLeast)
    faults.push(`候选机构不足 ${policy.candidatesAtLeast} 家，须延长征集一次`);
  if (new Set(candidates.map((one) => one.agencyId)).size !== candidates.length)
    faults.push('候选名单中有重复的机构');
  for (const { agencyId, rating, running, cap } of candidates) {
    if (rating === 'D') faults.push(`机构 ${agencyId} 的信用等级为 D，不参加抽取`);
    if (!Number.isSafeInteger(cap) || cap < 1) faults.push(`机构 ${agencyId} 没有承接上限，先核实在岗主评人`);
    if (!Number.isSafeInteger(running) || running < 0) faults.push(`机构 ${agencyId} 的在办项目数须为整数`);
    if (!/^[\w-]+$/.test(agencyId)) faults.push(`机构编号 ${agencyId} 只能由字母、数字和横线组成`);
  }
  return faults;
}

/** tier × max((cap − running) ÷ cap, least share), exact. */
export function weightOf(policy: DrawPolicy, { rating, running, cap }: DrawCandidate): Rational {
  if (rating === 'D') throw new Error('an agency rated D is never drawn');
  const share = greatest(rational(cap - running, cap), rational(policy.leastShare.n, policy.leastShare.d));
  return multiply(rational(policy.tierWeights[rating ?? '未评级']), share);
}

/** The chance of the first place, for each candidate in the order given: exact, and as printed (1 decimal). */
export function firstPlaceChances(
  policy: DrawPolicy,
  candidates: readonly DrawCandidate[],
): { agencyId: string; weight: Rational; chance: Rational; percent: string }[] {
  const weights = candidates.map((candidate) => weightOf(policy, candidate));
  const total = sum(weights);
  return candidates.map(({ agencyId }, index) => {
    const weight = weights[index] ?? rational(0);
    const chance = divide(weight, total);
    return { agencyId, weight, chance, percent: percentText(chance) };
  });
}

/** One line a candidate: id, tier, running / cap, weight. Its digest is published before the draw. */
export function listTextOf(policy: DrawPolicy, candidates: readonly DrawCandidate[]): string {
  return candidates
    .toSorted((a, b) => textOrder(a.agencyId, b.agencyId))
    .map((candidate) => {
      const { agencyId, rating, running, cap } = candidate;
      const weight = weightOf(policy, candidate);
      return `${agencyId}\t${rating ?? '未评级'}\t${running}/${cap}\t${weight.n}/${weight.d}\n`;
    })
    .join('');
}

/** Published before the public value is known, so that nobody can choose the secret afterwards. */
export function commitment(secret: string): string {
  assertHex(secret);
  return sha256Hex(secret);
}

export function seedOf(secret: string, publicValue: string): string {
  assertHex(secret);
  if (publicValue === '') throw new Error('a draw needs the public value named beforehand');
  return sha256Hex(`${secret}:${publicValue}`);
}

/** Recomputes a published draw; every way in which it does not hold, or nothing. */
export function verifyDraw(record: DrawRecord): string[] {
  const { policy, candidates, secret } = record;
  const faults = drawFaults(policy, candidates);
  if (faults.length > 0) return faults;
  if (sha256Hex(listTextOf(policy, candidates)) !== record.listDigest)
    faults.push('候选名单与冻结时公布的指纹不一致');
  if (secret === null) return [...faults, '承诺的密值没有公开，抽取作废'];
  if (!hexPattern.test(secret) || commitment(secret) !== record.commitment)
    return [...faults, '公开的密值与事先的承诺不一致'];
  const drawn = order(policy, candidates, seedOf(secret, record.publicValue)).ranking;
  if (drawn.map((place) => place.agencyId).join() !== record.order.join())
    faults.push('公布的顺序与重新计算的顺序不一致');
  return faults;
}

/** Any positive weights, however few; also breaks ties. */
export const drawWithoutReplacement = (candidates: readonly Weighted[], seed: string): DrawnPlace[] => [
  ...drawnPlaces(candidates, seed),
];

interface Weighted {
  readonly id: string;
  readonly weight: Rational;
}

/** One after the other, for whoever lets others work in between. */
export function* drawnPlaces(candidates: readonly Weighted[], seed: string): Generator<DrawnPlace, void> {
  assertHex(seed);
  const denominator = candidates.reduce((common, { weight }) => leastCommonMultiple(common, weight.d), 1n);
  const holders = candidates
    .map(({ id, weight }) => ({ id, tickets: weight.n * (denominator / weight.d) }))
    .sort((a, b) => textOrder(a.id, b.id));
  let rank = 0;
  for (const { id, counter, number, total } of drawnTickets(holders, holders.length, (below, from) =>
    numberBelow(below, seed, from),
  )) {
    rank += 1;
    yield { rank, agencyId: id, counter, number: String(number), total: String(total) };
  }
}

const hexPattern = /^[0-9a-f]{64}$/;
const hashes = 2n ** 256n;

/** Uniform in [0, total): hashes beyond the last whole multiple of the total are passed over. */
function numberBelow(total: bigint, seed: string, from: number): { number: bigint; counter: number } {
  if (total > hashes) throw new Error('more tickets than one hash can tell apart');
  const limit = hashes - (hashes % total);
  for (let counter = from; ; counter += 1) {
    const hash = BigInt(`0x${sha256Hex(`${seed}:${counter}`)}`);
    if (hash < limit) return { number: hash % total, counter };
  }
}

function percentText(chance: Rational): string {
  const tenths = String(toPoints(multiply(chance, rational(10)))).padStart(2, '0');
  return `${tenths.slice(0, -1)}.${tenths.slice(-1)}%`;
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return a * rational(b, a).n;
}

function assertHex(text: string): void {
  if (!hexPattern.test(text)) throw new Error('a secret or seed is 64 lower-case hex digits');
}
