import { expect, it } from 'vitest';
import { nearFacts } from '../../scoring/fact-names.ts';

it('suggests at most three, those first that share the largest part of their pairs', () => {
  // 3 of 10, 10 and 12 pairs are shared; 「主评人缺岗天数」 shares 1 of 9.
  expect(nearFacts('逾期天数')).toEqual(['报告初稿逾期天数', '报告定稿逾期天数', '评价实施方案逾期天数']);
});

it('suggests what shares neighbours, not single characters', () => {
  expect(nearFacts('数天')).toEqual([]);
  expect(nearFacts('缺岗')).toEqual(['主评人缺岗天数']);
});

it.each(['', '岗'])('suggests nothing for 「%s」, which has no pair', (name) =>
  expect(nearFacts(name)).toEqual([]),
);
