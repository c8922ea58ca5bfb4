import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commitment,
  defaultDrawPolicy as policy,
  drawFaults,
  drawWithoutReplacement,
  firstPlaceChances,
  listTextOf,
  order,
  seedOf,
  verifyDraw,
  weightOf,
  type DrawCandidate,
  type DrawRecord,
} from '../../scoring/draw.ts';
import { rational } from '../../scoring/points.ts';

/** Node's own SHA-256: nothing here is judged by the code's hash. */
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const candidate = (
  agencyId: string,
  rating: DrawCandidate['rating'],
  running = 0,
  cap = 3,
): DrawCandidate => ({
  agencyId,
  rating,
  running,
  cap,
});
const three = [candidate('JG-3', 'C'), candidate('JG-1', 'A', 1), candidate('JG-2', null, 2)];
const secret = 'a'.repeat(64);

describe('weights', () => {
  it.each<[DrawCandidate['rating'], number, number, number, number]>([
    ['A', 0, 3, 3, 1],
    ['B', 0, 3, 2, 1],
    [null, 0, 3, 2, 1],
    ['C', 0, 3, 1, 1],
    ['A', 1, 3, 2, 1],
    ['B', 2, 3, 2, 3],
    ['A', 3, 3, 3, 10],
    ['C', 9, 3, 1, 10],
    ['A', 26, 30, 2, 5],
    ['A', 27, 30, 3, 10],
    ['A', 28, 30, 3, 10],
  ])('%s with %i of %i running: %i/%i', (rating, running, cap, n, d) =>
    expect(weightOf(policy, candidate('x', rating, running, cap))).toEqual(rational(n, d)),
  );

  it('never draws D', () => expect(() => weightOf(policy, candidate('x', 'D'))).toThrow(/never drawn/));

  it('gives the first place its exact chance', () => {
    // 1, 2 and 2/3: 3/11, 6/11, 2/11.
    expect(firstPlaceChances(policy, three).map(({ chance, percent }) => [chance, percent])).toEqual([
      [rational(3, 11), '27.3%'],
      [rational(6, 11), '54.5%'],
      [rational(2, 11), '18.2%'],
    ]);
  });

  it('prints small chances and the only one with one decimal', () => {
    const percents = (list: DrawCandidate[]) => firstPlaceChances(policy, list).map(({ percent }) => percent);
    // 0.1 of 30.1; 0.3 of 7.3; all.
    const many = Array.from({ length: 10 }, (_, index) => candidate(`JG-${index}`, 'A'));
    expect(percents([...many, candidate('JG-C', 'C', 3)]).at(-1)).toBe('0.3%');
    expect(percents([candidate('JG-A', 'A', 3), ...many.slice(0, 2), candidate('JG-C', 'C')])[0]).toBe(
      '4.1%',
    );
    expect(percents([candidate('JG-A', 'A')])).toEqual(['100.0%']);
  });
});

it('draws as one would by hand', () => {
  // Tickets over the common denominator 3 in the order of ids: JG-1 6, JG-2 2, JG-3 3.
  const seed = sha256(`${secret}:开奖 123`);
  expect(seedOf(secret, '开奖 123')).toBe(seed);
  const tickets = new Map([
    ['JG-1', 6n],
    ['JG-2', 2n],
    ['JG-3', 3n],
  ]);
  const expected: string[] = [];
  for (let counter = 0; tickets.size > 0; counter += 1) {
    const total = [...tickets.values()].reduce((a, b) => a + b);
    let number = BigInt(`0x${sha256(`${seed}:${counter}`)}`) % total;
    for (const [id, held] of tickets) {
      if (number < held) {
        expected.push(id);
        tickets.delete(id);
        break;
      }
      number -= held;
    }
  }
  const drawn = order(policy, three, seed);
  expect(drawn.ranking.map((place) => place.agencyId)).toEqual(expected);
  expect(drawn.ranking.map(({ rank, counter }) => [rank, counter])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
  ]);
  expect(drawn.ranking[0]?.total).toBe('11');
});

it('writes the list down in one way only', () => {
  const text = 'JG-1\tA\t1/3\t2/1\nJG-2\t未评级\t2/3\t2/3\nJG-3\tC\t0/3\t1/1\n';
  expect(listTextOf(policy, three)).toBe(text);
  expect(order(policy, three, sha256('x')).listDigest).toBe(sha256(text));
});

it('gives the same order whatever the order of reading', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(999), { minLength: 3, maxLength: 12 }),
      fc.string({ minLength: 1 }),
      fc.func(fc.nat(3)),
      (ids, text, tier) => {
        const list = ids.map((id) =>
          candidate(`JG-${id}`, (['A', 'B', 'C', null] as const)[tier(id)] ?? null, id % 4),
        );
        const seed = sha256(`${text}`);
        const drawn = order(policy, list, seed);
        expect(order(policy, list.toReversed(), seed)).toEqual(drawn);
        expect(drawn.ranking.map((place) => place.agencyId).sort()).toEqual(
          list.map((one) => one.agencyId).sort(),
        );
      },
    ),
    { numRuns: 200 },
  );
});

describe('faults', () => {
  it.each<[string, DrawCandidate[], RegExp]>([
    ['two candidates', three.slice(1), /不足 3 家/],
    ['one of D', [...three, candidate('JG-4', 'D')], /为 D/],
    ['one twice', [...three, three[0]!], /重复/],
    ['no cap', [...three, candidate('JG-4', 'A', 0, 0)], /承接上限/],
    ['a tab in an id', [...three, candidate('JG\t4', 'A')], /机构编号/],
  ])('%s', (_, list, words) => {
    expect(drawFaults(policy, list).join()).toMatch(words);
    expect(() => order(policy, list, sha256('x'))).toThrow(/cannot draw/);
  });

  it.each<[string, Partial<DrawCandidate>, string | null]>([
    ['the least cap', { cap: 1 }, null],
    ['half a cap', { cap: 0.5 }, '机构 JG-4 没有承接上限，先核实在岗主评人'],
    ['a cap and a half', { cap: 1.5 }, '机构 JG-4 没有承接上限，先核实在岗主评人'],
    ['one running less than none', { running: -1 }, '机构 JG-4 的在办项目数须为整数'],
    ['half a project', { running: 0.5 }, '机构 JG-4 的在办项目数须为整数'],
    ['no id', { agencyId: '' }, '机构编号  只能由字母、数字和横线组成'],
    ['a blank before the id', { agencyId: ' JG-4' }, '机构编号  JG-4 只能由字母、数字和横线组成'],
    ['a blank after the id', { agencyId: 'JG-4 ' }, '机构编号 JG-4  只能由字母、数字和横线组成'],
  ])('%s', (_, more, fault) =>
    expect(drawFaults(policy, [...three, { ...candidate('JG-4', 'A'), ...more }])).toEqual(
      fault === null ? [] : [fault],
    ),
  );

  it('takes as many tickets as one hash can tell apart, not one more', () => {
    const many = (tickets: bigint) =>
      drawWithoutReplacement([{ id: 'a', weight: rational(tickets) }], sha256('x'));
    expect(() => many(2n ** 256n + 1n)).toThrow(/tickets/);
    expect(many(2n ** 256n)[0]?.number).toBe(String(BigInt(`0x${sha256(`${sha256('x')}:0`)}`)));
  });

  it('takes only a proper secret and seed', () => {
    expect(() => commitment('secret')).toThrow(/64/);
    expect(() => order(policy, three, 'seed')).toThrow(/64/);
    expect(() => seedOf(secret, '')).toThrow(/public value/);
    expect(() => seedOf('secret', '1')).toThrow(/64/);
    for (const text of ['a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), ` ${secret}`, `${secret} `])
      expect(() => commitment(text), text).toThrow(/64/);
  });
});

describe('verification', () => {
  const publicValue = '2026-06-20 福彩 3D 第 160 期 4 7 1';
  const drawn = order(policy, three, seedOf(secret, publicValue));
  const record: DrawRecord = {
    policy,
    candidates: three,
    listDigest: drawn.listDigest,
    commitment: sha256(secret),
    secret,
    publicValue,
    order: drawn.ranking.map((place) => place.agencyId),
  };
  it('finds nothing in a true record', () => expect(verifyDraw(record)).toEqual([]));
  it.each<[string, Partial<DrawRecord>, RegExp]>([
    ['another order', { order: record.order.toReversed() }, /顺序不一致/],
    ['another secret', { secret: 'b'.repeat(64) }, /承诺不一致/],
    ['no secret', { secret: null }, /作废/],
    ['a shapeless secret', { secret: 'x' }, /承诺不一致/],
    ['a changed list', { candidates: [candidate('JG-3', 'A'), ...three.slice(1)] }, /指纹不一致/],
    ['too short a list', { candidates: three.slice(1) }, /不足 3 家/],
  ])('finds %s', (_, more, words) => expect(verifyDraw({ ...record, ...more }).join()).toMatch(words));
  it('finds a changed list also where the secret was never opened', () => {
    const candidates = [candidate('JG-3', 'A'), ...three.slice(1)];
    expect(verifyDraw({ ...record, candidates, secret: null })).toEqual([
      '候选名单与冻结时公布的指纹不一致',
      '承诺的密值没有公开，抽取作废',
    ]);
    expect(verifyDraw({ ...record, candidates, secret: 'b'.repeat(64) })).toEqual([
      '候选名单与冻结时公布的指纹不一致',
      '公开的密值与事先的承诺不一致',
    ]);
  });
  it('finds another public value by the order', () => {
    const orders = ['1', '2', '3', '4', '5', '6', '7', '8'].map((value) =>
      verifyDraw({ ...record, publicValue: value }),
    );
    expect(orders.some((faults) => faults.length > 0)).toBe(true);
  });
});

describe('frequencies', () => {
  const draws = 100_000;

  it('is uniform with equal weights: chi-square over the six orders', () => {
    const equal = ['a', 'b', 'c'].map((id) => ({ id, weight: rational(2, 3) }));
    const counts = new Map<string, number>();
    for (let draw = 0; draw < draws; draw += 1) {
      const key = drawWithoutReplacement(equal, sha256(`uniform ${draw}`))
        .map((place) => place.agencyId)
        .join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    const each = draws / 6;
    const chi = [...counts.values()].reduce((total, count) => total + (count - each) ** 2 / each, 0);
    // 5 degrees of freedom: 20.5 is exceeded once in a thousand.
    expect(chi).toBeLessThan(20.5);
  }, 60_000);

  it('follows the weights for the first place, within four standard deviations', () => {
    // A free, 未评级 two of three running, C free: weights 3, 2/3 and 1, so 9, 2 and 3 of 14.
    const list = [candidate('JG-1', 'A'), candidate('JG-2', null, 2), candidate('JG-3', 'C')];
    const first: Record<string, number> = { 'JG-1': 0, 'JG-2': 0, 'JG-3': 0 };
    let secondIsC = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const places = order(policy, list, sha256(`weighted ${draw}`)).ranking;
      first[places[0]!.agencyId]! += 1;
      if (places[1]!.agencyId === 'JG-3') secondIsC += 1;
    }
    const withinFour = (count: number, chance: number) =>
      Math.abs(count - draws * chance) < 4 * Math.sqrt(draws * chance * (1 - chance));
    expect(first, 'first places').toSatisfy(() => withinFour(first['JG-1']!, 9 / 14));
    expect(first, 'first places').toSatisfy(() => withinFour(first['JG-2']!, 2 / 14));
    expect(first, 'first places').toSatisfy(() => withinFour(first['JG-3']!, 3 / 14));
    // C second: 9/14 × 3/5 + 2/14 × 3/12 = 59/140.
    expect(secondIsC).toSatisfy((count: number) => withinFour(count, 59 / 140));
  }, 60_000);
});
