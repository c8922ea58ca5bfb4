import { describe, expect, test } from 'vitest';
import { flowOf } from '#lib/migration-flow.ts';
import { listLines, outcomeText, unknownLists, weightText } from '#lib/what-if-words.ts';

const run = {
  kind: 'rating',
  name: 'creditRating',
  version: 2,
  beforeVersion: 1,
  asOf: '2025-11-20',
} as const;
const nothing = {
  ...{ agencies: 10, up: 0, down: 0, unrated: 0, rated: 0, loses: 0, gains: 0, unknown: 0 },
  ...{ assessments: 8, commissions: 0, tiers: 0, uncomputed: 0, freezes: 0 },
};

describe('the outcome in words', () => {
  test('without a difference', () =>
    expect(outcomeText(run, nothing)).toBe(
      '以 2025-11-20 为准，信用等级办法第 2 版与现行第 1 版相比，10 家机构的信用等级没有变化。没有机构因此失去或恢复抽取资格。',
    ));

  test('with agencies that move and one that loses the draw', () =>
    expect(outcomeText(run, { ...nothing, down: 2, up: 1, loses: 1, freezes: 3 })).toBe(
      '以 2025-11-20 为准，信用等级办法第 2 版与现行第 1 版相比，10 家机构中，信用等级有 2 家下降、1 家上升，其余不变。' +
        '1 家降为 D，不再参加抽取，须提出受限建议。3 份冻结过的候选名单，名单上的等级或权重会不同。',
    ));

  test('of a rubric names what cannot be computed again', () => {
    const rubric = { ...run, kind: 'rubric', name: 'assessment' } as const;
    const some = outcomeText(rubric, { ...nothing, unknown: 1, commissions: 3, tiers: 1, uncomputed: 2 });
    expect(some).toContain(
      '9 家机构的信用等级没有变化。另有 1 家因所计入的考核无法重算，不能推演。能推演的机构中，没有机构',
    );
    expect(some).toContain('以往 3 项考核的得分会不同，其中 1 项考核等级不同；另有 2 项无法重算，不作推测。');
    expect(outcomeText(rubric, { ...nothing, uncomputed: 8 })).toContain('以往 8 项考核都无法重算');
    expect(outcomeText(rubric, { ...nothing, assessments: 0 })).toContain('还没有考核结果');
  });
});

test('weights are printed as whole numbers or fractions', () =>
  expect(['2/1', '16/9', '0/1'].map(weightText)).toEqual(['2', '16/9', '0（不抽取）']));

test('lists on which an agency changes in the same way are one line', () => {
  const [agency, other] = ['机构甲01', '机构甲02'].map((name) => ({ name, code: null }));
  const candidate = (who: typeof agency, after: { place: 'C'; weight: string } | null) => ({
    ...{ agency: who!, atFreeze: 'B' as const, before: { place: 'B' as const, weight: '2/1' }, after },
  });
  const freeze = (name: string, isDrawn: boolean, ...candidates: ReturnType<typeof candidate>[]) => ({
    ...{ commission: { name, code: null }, isDrawn, candidates },
  });
  const toC = { place: 'C' as const, weight: '1/1' };
  const freezes = [
    freeze('委托甲01', true, candidate(agency, toC), candidate(other, null)),
    freeze('委托甲02', true, candidate(agency, toC)),
    freeze('委托甲03', false, candidate(agency, toC)),
  ];
  expect(listLines(freezes)).toMatchObject([
    { agency, change: 'B → C', weights: '2 → 1', commissions: [{ name: '委托甲01' }, { name: '委托甲02' }] },
    { agency, weights: '未采用抽取', commissions: [{ name: '委托甲03' }] },
  ]);
  expect(unknownLists(freezes)).toBe(1);
});

describe('the picture', () => {
  const migration = [
    [1, 0, 0, 0, 0],
    [0, 3, 2, 0, 0],
    [1, 0, 0, 1, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 2],
  ];
  const { left, right, bands, height } = flowOf(migration);

  test('has bars as high as their numbers, one under the other', () => {
    expect(left.map(({ place, count }) => `${place}${count}`)).toEqual(['A1', 'B5', 'C2', 'D0', '未评级2']);
    expect(right.map(({ count }) => count)).toEqual([2, 3, 2, 1, 2]);
    for (const side of [left, right]) {
      for (const bar of side) expect(bar.height).toBeCloseTo(bar.count * 22);
      side
        .slice(1)
        .forEach((bar, index) => expect(bar.labelY - side[index]!.labelY).toBeGreaterThanOrEqual(18));
      expect(side.at(-1)!.labelY).toBeLessThan(height);
    }
  });

  test('has a band for each cell that is not empty, and says which way it goes', () => {
    expect(bands.map(({ from, to, count, direction }) => [`${from}${to}`, count, direction])).toEqual([
      ['AA', 1, null],
      ['BB', 3, null],
      ['BC', 2, 'down'],
      ['CA', 1, 'up'],
      ['CD', 1, 'down'],
      ['未评级未评级', 2, null],
    ]);
  });

  test('stands without any agency', () =>
    expect(flowOf(migration.map((row) => row.map(() => 0))).bands).toEqual([]));
});
