import { expect, test } from 'vitest';
import { assess } from '#scoring/assessment.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { type Dimension, type Rubric, rubricFaults } from '#scoring/rubric.ts';
import { flawless, judged } from './assessment-case.ts';

/** A form in real use elsewhere: three stages, five items, filled in at 94. */
const steps = (code: string, title: string, points: number, good: number, fair: number) => ({
  code,
  title,
  points,
  clause: null,
  kind: 'steps' as const,
  steps: [
    { label: '好', from: good, anchor: '' },
    { label: '一般', from: fair, anchor: '' },
    { label: '差', from: 0, anchor: '' },
  ],
});
const dimensions: readonly Dimension[] = [
  {
    code: 'A',
    title: '前期',
    points: 3000,
    items: [
      steps('A1', '人员专业能力', 1500, 1000, 500),
      {
        code: 'A2',
        title: '人员稳定',
        points: 1500,
        clause: null,
        kind: 'deduction',
        losses: [{ cause: 'staffChangeUnreported', title: '人员变动', lost: 'all' }],
      },
    ],
  },
  { code: 'B', title: '过程', points: 2000, items: [steps('B1', '沟通', 2000, 1300, 700)] },
  {
    code: 'C',
    title: '后期',
    points: 5000,
    items: [steps('C1', '报告数据详实', 2500, 1600, 600), steps('C2', '结论建议', 2500, 1600, 600)],
  },
];
const rubric: Rubric = { ...defaultRubric, dimensions };

test('another rubric is only other data', () => {
  expect(rubricFaults(rubric)).toEqual([]);
  const result = assess(rubric, flawless, {
    A1: judged(['A1', 1400]),
    A2: { kind: 'deductions', deductions: [], reason: '人员未变动' },
    B1: judged(['B1', 1900]),
    C1: judged(['C1', 2300]),
    C2: judged(['C2', 2300]),
  });
  expect(result).toMatchObject({ points: 9400, tier: '优', gaps: [] });
  expect(result.dimensions.map(({ points }) => points)).toEqual([2900, 1900, 4600]);
  expect(result.leaves.map(({ item, lost }) => `${item} ${lost}`)).toEqual([
    'A1 100',
    'B1 100',
    'C1 200',
    'C2 200',
  ]);
});

test('10.00 lies in one step only', () => {
  const step = (points: number) =>
    assess(rubric, flawless, { A1: judged(['A1', points]) }).dimensions[0]?.items[0]?.step;
  expect([step(1000), step(999), step(500), step(499)]).toEqual(['好', '一般', '一般', '差']);
});
