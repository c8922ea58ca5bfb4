import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rotate, type RotationCandidate } from '../../scoring/rotation.ts';

const one = (agencyId: string, lastContractOn: string | null, running = 0): RotationCandidate => ({
  agencyId,
  lastContractOn,
  running,
});
const orderOf = (candidates: RotationCandidate[], seed: string | null = null) =>
  rotate(candidates, seed).ranking?.map((place) => place.agencyId);
const seed = 'ab'.repeat(32);

describe('rotate', () => {
  it.each([
    ['never had a contract before any day', [one('a', '2020-01-01'), one('b', null)], ['b', 'a']],
    ['the earlier day first', [one('a', '2025-01-02'), one('b', '2025-01-01')], ['b', 'a']],
    ['the day before the load', [one('a', '2025-01-02', 0), one('b', '2025-01-01', 3)], ['b', 'a']],
    ['the lesser load among equal days', [one('a', '2025-01-01', 2), one('b', '2025-01-01', 1)], ['b', 'a']],
    ['the lesser load among newcomers', [one('a', null, 1), one('b', null, 0)], ['b', 'a']],
    ['one alone', [one('a', null)], ['a']],
  ])('%s', (_, candidates, expected) => expect(orderOf(candidates)).toEqual(expected));

  it('ranks from 1 on, without a fault', () => {
    expect(rotate([one('a', '2025-01-02'), one('b', '2025-01-01')], null)).toEqual({
      ranking: [
        { agencyId: 'b', rank: 1, tied: false },
        { agencyId: 'a', rank: 2, tied: false },
      ],
      faults: [],
    });
  });

  it('asks for a draw when two are equal, and says which were drawn', () => {
    const candidates = [one('a', null), one('b', null), one('c', '2025-01-01')];
    expect(rotate(candidates, null)).toEqual({
      ranking: null,
      faults: ['轮候条件相同的机构须抽取确定先后'],
    });
    const ranking = rotate(candidates, seed).ranking!;
    expect(ranking.map(({ tied }) => tied)).toEqual([true, true, false]);
    expect(ranking[2]!.agencyId).toBe('c');
  });

  it('refuses nobody and twice the same', () => {
    expect(rotate([], null).faults).toEqual(['没有可以轮候的机构']);
    expect(rotate([one('a', null), one('a', '2025-01-01')], null).faults).toEqual(['候选名单中有重复的机构']);
  });

  it('does not depend on the order given, and never puts who waited less before who waited more', () => {
    const candidates = fc.uniqueArray(
      fc.record({
        agencyId: fc.stringMatching(/^[a-z]{1,4}$/),
        lastContractOn: fc.constantFrom(null, '2024-05-01', '2025-01-01'),
        running: fc.integer({ min: 0, max: 3 }),
      }),
      { selector: (candidate) => candidate.agencyId, minLength: 1 },
    );
    fc.assert(
      fc.property(candidates, (list) => {
        const order = orderOf(list, seed)!;
        expect(orderOf(list.toReversed(), seed)).toEqual(order);
        const waits = order.map((id) => list.find(({ agencyId }) => agencyId === id)!.lastContractOn ?? '');
        expect(waits).toEqual(waits.toSorted());
      }),
    );
  });
});
