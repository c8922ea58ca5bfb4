import { expect, test } from 'vitest';
import { ruleLines } from '#lib/rubric-words.ts';
import type { ItemRule } from '#scoring/rubric.ts';
import { lessPerDay } from '../scoring/formula-case.ts';
import { itemBy } from '../scoring/rubric-case.ts';

test.each<[ItemRule, string[]]>([
  [
    {
      kind: 'deduction',
      losses: [{ cause: 'commentUnanswered', title: '每条未回应', lost: 100 }],
      floor: 400,
    },
    ['每条未回应，扣 1.00 分', '无论扣多少，本项至少得 4.00 分'],
  ],
  [
    { kind: 'condition', fact: 'staffUnchanged', lost: 'all' },
    ['评价人员始终未变动，得满分', '不符合的，本项不得分'],
  ],
  [
    { kind: 'condition', fact: 'archiveComplete', lost: 250 },
    ['归档资料齐全，得满分', '不符合的，扣 2.50 分'],
  ],
  [
    { kind: 'elementShare', set: 'archiveItems', required: ['评价报告', '调查问卷'] },
    ['归档资料应有 2 项，按实有项数的比例计分', '应有：评价报告、调查问卷'],
  ],
  [
    { kind: 'formula', formula: lessPerDay('finalDaysLate', 1000, 50) },
    ['本项得分 = 取大（0.00 分，10.00 分 − 0.50 分 × （报告定稿逾期天数 ÷ 1 个工作日））'],
  ],
  [
    { kind: 'lateDays', cause: 'planLate', percentPerDay: 10 },
    ['每逾期一个工作日扣本项分值的 10%，扣完为止'],
  ],
])('%# is said as an official would', (rule, lines) => expect(ruleLines(itemBy(rule))).toEqual(lines));
