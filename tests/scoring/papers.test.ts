import { describe, expect, it } from 'vitest';
import { checkCode, isSameCode, paperNumber, paperTitles } from '#scoring/papers.ts';

it('numbers a paper by its kind, its agency and its submission', () => {
  expect(paperNumber('submissionReceipt', 'JG-0012', 1)).toBe('HZ-JG-0012-1');
  expect(paperNumber('declaration', 'JG-0012', 3)).toBe('CN-JG-0012-3');
  expect(paperNumber('correctionNotice', 'JG-1234', 20)).toBe('GZ-JG-1234-20');
  expect(Object.values(paperTitles)).toEqual([
    '信用档案提交回执',
    '信用档案承诺书',
    '信用档案补正一次性告知书',
  ]);
});

describe('the check code', () => {
  // Each sign is the last five bits of a byte, in 0123456789ABCDEFGHJKMNPQRSTVWXYZ.
  it.each([
    ['0001020304050607', '0123-4567'],
    ['08090a0b0c0d0e0f', '89AB-CDEF'],
    ['1011121314151617', 'GHJK-MNPQ'],
    ['18191a1b1c1d1e1f', 'RSTV-WXYZ'],
    ['20ff7f8040e0c1a2', '0ZZ0-0012'],
  ])('of %s… is %s', (begin, code) => {
    expect(checkCode(begin + 'ff'.repeat(24))).toBe(code);
  });

  it.each([
    ['7K3F-9Q2M', true],
    ['7k3f9q2m', true],
    [' 7K3F 9Q2M ', true],
    ['７Ｋ３Ｆ－９Ｑ２Ｍ', true],
    ['7K3F—9Q2M', true],
    ['7K3F-9Q2N', false],
    ['7K3F-9Q2', false],
    ['7K3F-9Q2MM', false],
    ['', false],
  ])('typed as %j is the same: %s', (typed, same) => {
    expect(isSameCode(typed, '7K3F-9Q2M')).toBe(same);
  });

  it('takes O for 0, and I and L for 1', () => {
    expect(isSameCode('O1OI-l00i', '0101-1001')).toBe(true);
    expect(isSameCode('0101-1001', '0101-1000')).toBe(false);
  });
});
