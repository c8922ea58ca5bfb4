import { describe, expect, it } from 'vitest';
import type { CreditRecord } from '../../scoring/credit-record.ts';
import { rate } from '../../scoring/rating.ts';
import { defaultRatingPolicy as policy } from '../../scoring/rating-policy.ts';
import { assessed, recordOf } from '../support/credit-records.ts';

const reasonsOf = (record: CreditRecord, asOf: string) => rate(policy, record, asOf).reasons;

describe('what an officer reads of a cap', () => {
  it('names every assessment that it rests on, with its day', () => {
    const poor = ['2026-02-01', '2026-03-01'].map((on) => assessed(on, on, '55'));
    expect(reasonsOf(recordOf(poor), '2026-06-15')).toContain(
      '24 个月内 2 次以上考核等级为差（2026-02-01、2026-03-01），为 D',
    );
  });

  it('names the last day of the decision it rests on', () => {
    const two92 = ['2026-02-01', '2026-03-01'].map((on) => assessed(on, on, '92'));
    const serious = {
      ...({ factId: 'd', class: '严重', from: '2026-04-01', until: '2028-03-31', repairedOn: null } as const),
    };
    expect(reasonsOf(recordOf(two92, { decisions: [serious] }), '2026-06-15')).toContain(
      '严重处理决定生效期间（至 2028-03-31）为 D',
    );
  });
});

it('recovers from 差 by what was final on the day alone, not by what became so a day later', () => {
  const record = recordOf([
    ...['2026-01-10', '2026-01-20', '2026-01-30'].map((on) => assessed(on, on, '95')),
    assessed('poor', '2026-02-01', '59'),
    assessed('next', '2026-06-15', '92'),
  ]);
  const isHeld = (asOf: string) => reasonsOf(record, asOf).some((text) => text.includes('考核等级为差'));
  expect([isHeld('2026-06-14'), isHeld('2026-06-15')]).toEqual([true, false]);
});
