import { describe, expect, test } from 'vitest';
import {
  assessmentBands,
  type Band,
  bandFaults,
  bandOf,
  creditBands,
  evaluationBands,
} from '#scoring/scale.ts';

describe('half-open bands', () => {
  const labels: [string, readonly Band[], readonly string[]][] = [
    ['评价等级', evaluationBands, ['优', '良', '中', '差']],
    ['考核等级', assessmentBands, ['优', '良', '一般', '差']],
    ['信用等级', creditBands, ['A', 'B', 'C', 'D']],
  ];
  test.each(labels)('%s at every bound, both sides', (_, bands, [first, second, third, fourth]) => {
    const at = (points: number) => bandOf(bands, points);
    expect([at(10000), at(9000)]).toEqual([first, first]);
    expect([at(8999), at(8950), at(8000)]).toEqual([second, second, second]);
    expect([at(7999), at(6000)]).toEqual([third, third]);
    expect([at(5999), at(0)]).toEqual([fourth, fourth]);
  });
  test.each([-1, 10001, 89.5, NaN, Infinity])('%d is outside', (points) =>
    expect(() => bandOf(evaluationBands, points)).toThrow(),
  );
  test.each([-1, 10001])('%d is outside, whatever the bands', (points) =>
    expect(() => bandOf([{ label: '优', from: -9000 }], points)).toThrow('outside'),
  );
  test('bands that do not reach 0 are a bug', () =>
    expect(() => bandOf([{ label: '优', from: 9000 }], 10)).toThrow('do not reach down to 0'));
});

describe('faults of bands', () => {
  test.each([evaluationBands, assessmentBands, creditBands])('the defaults have none', (...bands) =>
    expect(bandFaults(bands)).toEqual([]),
  );
  test.each<[string, readonly Band[], string]>([
    ['none', [], '至少需要一个等级'],
    [
      'rising',
      [
        { label: '差', from: 0 },
        { label: '优', from: 9000 },
      ],
      '下限须低于',
    ],
    [
      'equal',
      [
        { label: '优', from: 0 },
        { label: '差', from: 0 },
      ],
      '下限须低于',
    ],
    ['not down to 0', [{ label: '优', from: 9000 }], '须为 0.00'],
    [
      'above 100.00',
      [
        { label: '优', from: 10001 },
        { label: '差', from: 0 },
      ],
      '不得高于 100.00',
    ],
    [
      'one label twice',
      [
        { label: '优', from: 9000 },
        { label: '优', from: 0 },
      ],
      '名称不得重复',
    ],
  ])('%s', (_, bands, part) => expect(bandFaults(bands).join()).toContain(part));
});
