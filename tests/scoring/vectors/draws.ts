import { codeNames } from '#scoring/code-names.ts';
import {
  commitment,
  defaultDrawPolicy as policy,
  drawFaults,
  drawWithoutReplacement,
  firstPlaceChances,
  order,
  seedOf,
  verifyDraw,
  weightOf,
  type DrawCandidate,
  type DrawRecord,
} from '#scoring/draw.ts';
import { selectByRfc3797 } from '#scoring/published-draw.ts';
import { rational } from '#scoring/points.ts';
import { reckon } from '../../second/reckon.ts';
import { answering, partsOf, textOf, type Runners } from './runner.ts';

export const draws: Runners = {
  'default-draw-policy': answering(() => policy),
  'draw-weights': answering((candidate: DrawCandidate) => textOf(weightOf(policy, candidate))),
  'draw-chances': answering((candidates: DrawCandidate[]) =>
    firstPlaceChances(policy, candidates).map(({ chance, percent }) => [textOf(chance), percent]),
  ),
  'draw-orders': answering((one: { candidates: DrawCandidate[]; secret: string; publicValue: string }) => {
    const { places, ...rest } = reckon({ function: 'draw', policy, ...one }) as {
      places: [string, ...unknown[]][];
    };
    const drawn = order(policy, one.candidates.toReversed(), seedOf(one.secret, one.publicValue));
    const same = drawn.ranking.every(({ agencyId }, index) => agencyId === places[index]?.[0]);
    return { ...rest, places: same ? places : 'another order when read backwards' };
  }),
  'draw-commitments': answering(({ secret, publicValue }: { secret: string; publicValue: string }) => ({
    commitment: commitment(secret),
    seed: seedOf(secret, publicValue),
  })),
  'draw-faults': answering((candidates: DrawCandidate[]) => ({
    allowed: drawFaults(policy, candidates).length === 0,
  })),
  'draw-verified': answering((record: Omit<DrawRecord, 'policy'>) => ({
    holds: verifyDraw({ policy, ...record }).length === 0,
  })),
  'draw-passed-over': answering(
    ({ candidates, seed }: { candidates: { id: string; weight: string }[]; seed: string }) => {
      const weighted = candidates.map(({ id, weight }) => ({ id, weight: rational(...partsOf(weight)) }));
      return drawWithoutReplacement(weighted, seed).map(({ agencyId, counter, number, total }) => [
        agencyId,
        counter,
        number,
        total,
      ]);
    },
  ),
  'code-names': answering(({ prefix, ids, seed }: { prefix: string; ids: string[]; seed: string }) =>
    Object.fromEntries(codeNames(prefix, ids, seed)),
  ),
  'rfc-3797': answering(({ key, pool, places }: { key: string; pool: number; places: number }) =>
    selectByRfc3797(key, pool, places),
  ),
};
