import { expect, it } from 'vitest';
import { textOrder } from '#scoring/text-order.ts';

it('orders by units, so that capitals and latin letters come first on every machine', () => {
  expect(['乙', 'b', 'B', 'a', '10', '9', '甲'].toSorted(textOrder)).toEqual([
    '10',
    '9',
    'B',
    'a',
    'b',
    '乙',
    '甲',
  ]);
  expect([textOrder('a', 'b'), textOrder('b', 'a'), textOrder('a', 'a')]).toEqual([-1, 1, 0]);
});
