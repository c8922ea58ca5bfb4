import { expect, it } from 'vitest';
import { drawTickets, type Holder, type NumberBelow } from '#scoring/tickets.ts';

/** JG-1 holds 0–1, JG-2 holds 2–6, JG-3 holds 7. */
const holders: Holder[] = [
  { id: 'JG-1', tickets: 2n },
  { id: 'JG-2', tickets: 5n },
  { id: 'JG-3', tickets: 1n },
];
const always =
  (number: bigint): NumberBelow =>
  (_, from) => ({ number, counter: from });

it.each<[bigint, string]>([
  [0n, 'JG-1'],
  [1n, 'JG-1'],
  [2n, 'JG-2'],
  [6n, 'JG-2'],
  [7n, 'JG-3'],
])('ticket %s is held by %s', (number, id) =>
  expect(drawTickets(holders, 1, always(number))).toEqual([{ id, counter: 0, number, total: 8n }]),
);

it('takes all tickets of who was drawn away, and goes on behind the hash that was used', () => {
  const asked: [bigint, number][] = [];
  const drawn = drawTickets(holders, 3, (total, from) => {
    asked.push([total, from]);
    return { number: total - 1n, counter: from + 4 };
  });
  expect(asked).toEqual([
    [8n, 0],
    [7n, 5],
    [2n, 10],
  ]);
  expect(drawn.map(({ id, counter }) => [id, counter])).toEqual([
    ['JG-3', 4],
    ['JG-2', 9],
    ['JG-1', 14],
  ]);
});

it.each<[number, string[]]>([
  [0, []],
  [2, ['JG-1', 'JG-2']],
])('%i places', (places, ids) =>
  expect(drawTickets(holders, places, always(0n)).map(({ id }) => id)).toEqual(ids),
);

it('leaves the holders given as they were', () => {
  drawTickets(holders, 3, always(0n));
  expect(holders).toHaveLength(3);
});

it('refuses more places than holders, and who holds no ticket', () => {
  expect(() => drawTickets(holders, 4, always(0n))).toThrow('4 places for 3 holders');
  for (const tickets of [0n, -1n])
    expect(() => drawTickets([...holders, { id: 'JG-4', tickets }], 1, always(0n))).toThrow('above 0');
});
