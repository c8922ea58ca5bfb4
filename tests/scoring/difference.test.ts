import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differences } from '#scoring/difference.ts';
import type { Canonical } from '#scoring/digest.ts';

const record = fc.letrec<{ value: Canonical }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ maxLength: 5 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }),
  ),
})).value;

it('names what changed, by field, and a member of a list by its id', () => {
  const before = {
    name: '甲',
    people: [
      { id: 'p1', title: '初级' },
      { id: 'p2', title: '中级' },
    ],
    gone: 'x',
  };
  const after = {
    name: '甲',
    people: [
      { id: 'p0', title: '无' },
      { id: 'p2', title: '高级' },
      { id: 'p1', title: '初级' },
    ],
  };
  expect(differences(before, after)).toEqual([
    { path: ['people', 'p0', 'id'], before: null, after: 'p0' },
    { path: ['people', 'p0', 'title'], before: null, after: '无' },
    { path: ['people', 'p2', 'title'], before: '中级', after: '高级' },
    { path: ['gone'], before: 'x', after: null },
  ]);
});

it('finds nothing between a record and itself', () => {
  fc.assert(
    fc.property(record, (value) => {
      expect(differences(value, value)).toEqual([]);
    }),
  );
});

it('finds the same both ways', () => {
  fc.assert(
    fc.property(record, record, (one, other) => {
      const there = differences(one, other).map(({ path, before, after }) => ({
        path,
        before: after,
        after: before,
      }));
      const sorted = (list: unknown[]) => list.map((item) => JSON.stringify(item)).sort();
      expect(sorted(there)).toEqual(sorted(differences(other, one)));
    }),
  );
});
