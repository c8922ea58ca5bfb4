import { describe, expect, test } from 'vitest';
import { stateCalendar } from '#scoring/data/state-calendar.ts';
import { compareLights, lightOf, type SupervisedNode } from '#scoring/supervision.ts';

const node = (key: string, due: string | null, delivered: string | null = null): SupervisedNode => ({
  key,
  title: { plan: '评价实施方案', draft: '报告初稿', final: '报告定稿' }[key] ?? key,
  due,
  delivered,
});
const light = (nodes: SupervisedNode[], today: string, started = true) =>
  lightOf({ started, nodes }, stateCalendar, today, 5);

// 2026: 春节 from 02-15 (Sunday) to 02-23; 02-14 and 02-28 (Saturdays) are worked. 2025: 国庆 10-01 to 10-08,
// 09-28 (Sunday) and 10-11 (Saturday) are worked.
describe('one node, both sides of every bound', () => {
  test.each([
    // today, due, rag, left, reason
    ['2025-11-20', '2025-11-28', 'green', 6, '各节点按期推进'],
    ['2025-11-20', '2025-11-27', 'amber', 5, '报告初稿剩 5 个工作日，尚未完成'],
    ['2025-11-26', '2025-11-27', 'amber', 1, '报告初稿剩 1 个工作日，尚未完成'],
    ['2025-11-27', '2025-11-27', 'amber', 0, '报告初稿今天到期，尚未完成'],
    ['2025-11-28', '2025-11-27', 'red', -1, '报告初稿逾期 1 个工作日'],
    // A make-up Saturday counts: 10, 11, 12, 13, 14 February are five working days after the 9th.
    ['2026-02-09', '2026-02-14', 'amber', 5, '报告初稿剩 5 个工作日，尚未完成'],
    ['2026-02-07', '2026-02-14', 'green', 6, '各节点按期推进'],
    // Due on Friday the 13th: the make-up Saturday is one day late, Sunday still is.
    ['2026-02-14', '2026-02-13', 'red', -1, '报告初稿逾期 1 个工作日'],
    ['2026-02-15', '2026-02-13', 'red', -1, '报告初稿逾期 1 个工作日'],
    // Over the holiday nothing is counted, yet what was due before it is overdue.
    ['2026-02-15', '2026-02-14', 'red', 0, '报告初稿已于 2026-02-14 到期，尚未完成'],
    ['2026-02-23', '2026-02-14', 'red', 0, '报告初稿已于 2026-02-14 到期，尚未完成'],
    ['2026-02-24', '2026-02-14', 'red', -1, '报告初稿逾期 1 个工作日'],
    // 28 (Sunday), 29, 30 September, 9, 10 October: five days after the 27th.
    ['2025-09-27', '2025-10-10', 'amber', 5, '报告初稿剩 5 个工作日，尚未完成'],
    ['2025-09-27', '2025-10-11', 'green', 6, '各节点按期推进'],
    ['2025-09-30', '2025-10-09', 'amber', 1, '报告初稿剩 1 个工作日，尚未完成'],
  ] as const)('on %s due %s is %s', (today, due, rag, left, reason) => {
    const found = light([node('draft', due)], today);
    expect(found).toMatchObject({ rag, reason, next: { key: 'draft', due } });
    expect(found.next!.left + 0).toBe(left);
  });
});

describe('slips', () => {
  const onTime = node('plan', '2025-11-10', '2025-11-10');
  const late = node('plan', '2025-11-10', '2025-11-12');
  const later = node('draft', '2025-11-20', '2025-11-21');
  const far = node('final', '2026-01-30');

  test('none, one, two', () => {
    expect(light([onTime, far], '2025-11-24')).toMatchObject({ rag: 'green' });
    expect(light([late, far], '2025-11-24')).toMatchObject({
      rag: 'amber',
      reason: '曾有节点逾期：评价实施方案（迟 2 个工作日）',
    });
    expect(light([late, later, far], '2025-11-24')).toMatchObject({
      rag: 'red',
      reason: '已有 2 个节点逾期：评价实施方案（迟 2 个工作日）、报告初稿（迟 1 个工作日）',
    });
  });

  test('handing in on a rest day after the due Friday is late all the same', () =>
    expect(light([node('plan', '2025-11-14', '2025-11-15'), far], '2025-11-24')).toMatchObject({
      rag: 'amber',
      reason: '曾有节点逾期：评价实施方案（在休息日补交）',
    }));

  test('an overdue node is said first, a near one before an old slip', () => {
    expect(light([late, later, node('final', '2025-11-21')], '2025-11-24').reason).toBe(
      '报告定稿逾期 1 个工作日',
    );
    expect(light([late, node('final', '2025-11-25')], '2025-11-24').reason).toBe(
      '报告定稿剩 1 个工作日，尚未完成',
    );
  });
});

test('what has not started is grey, even when something is due', () =>
  expect(light([node('plan', '2025-11-01')], '2025-11-24', false)).toMatchObject({
    rag: 'grey',
    reason: '尚未启动',
  }));

test('without any due day nothing is next', () =>
  expect(light([node('plan', null)], '2025-11-24')).toEqual({
    rag: 'green',
    reason: '各节点按期推进',
    next: null,
  }));

test('the earliest undelivered node is next; a year without a document is provisional', () => {
  expect(light([node('final', '2025-12-10'), node('draft', '2025-12-05')], '2025-11-24').next?.key).toBe(
    'draft',
  );
  expect(light([node('draft', '2031-03-03')], '2031-03-03').next?.provisional).toBe(true);
});

test('red first, then amber, green, grey, and within a colour what is due first', () => {
  const today = '2025-11-24';
  const lights = [
    light([], today, false),
    light([node('draft', '2026-01-30')], today),
    light([node('draft', '2025-11-25')], today),
    light([node('draft', '2025-11-21')], today),
    light([node('draft', '2025-11-20')], today),
  ];
  expect(lights.sort(compareLights).map(({ rag, next }) => [rag, next?.due])).toEqual([
    ['red', '2025-11-20'],
    ['red', '2025-11-21'],
    ['amber', '2025-11-25'],
    ['green', '2026-01-30'],
    ['grey', undefined],
  ]);
});

test('what has no due day comes last within its colour, equal ones stay as they stood', () => {
  const today = '2025-11-24';
  const none = light([], today);
  const far = light([node('draft', '2026-01-30')], today);
  expect([none, far].sort(compareLights)).toEqual([far, none]);
  expect(compareLights(far, far)).toBe(0);
  expect(compareLights(none, light([node('plan', null)], today))).toBe(0);
});

test('of two nodes due on one day the first is next, and a slip is no next', () => {
  const both = [
    node('plan', '2025-12-05', '2025-12-06'),
    node('draft', '2025-12-05'),
    node('final', '2025-12-05'),
  ];
  expect(light(both, '2025-11-24').next).toEqual({
    ...{ key: 'draft', title: '报告初稿', due: '2025-12-05', left: 9, provisional: false },
  });
});
