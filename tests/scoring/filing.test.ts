import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, addMonths } from '#scoring/calendar.ts';
import {
  isCarriedOver,
  isWithdrawable,
  mayRaise,
  validityOn,
  validUntil,
  withdrawalEndsAt,
} from '#scoring/filing.ts';

const instant = fc
  .integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2027, 0, 1) })
  .map((time) => new Date(time).toISOString());
const day = fc.integer({ min: 0, max: 2000 }).map((days) => addDays('2023-01-01', days));

describe('the minutes after a submission', () => {
  test.each([
    ['2025-11-20T01:00:00.000Z', true],
    ['2025-11-20T01:09:59.999Z', true],
    ['2025-11-20T01:10:00.000Z', false],
  ])('at %s it can be taken back: %s', (now, can) => {
    expect(isWithdrawable(withdrawalEndsAt('2025-11-20T01:00:00.000Z', 10), now)).toBe(can);
  });

  it('are as many as the policy says, to the millisecond; none at all are possible', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 1440 }), (submittedAt, minutes) => {
        const endsAt = withdrawalEndsAt(submittedAt, minutes);
        const at = (more: number) =>
          new Date(Date.parse(submittedAt) + minutes * 60_000 + more).toISOString();
        expect([-1, 0, 1].map((more) => isWithdrawable(endsAt, at(more)))).toEqual([true, false, false]);
      }),
    );
  });
});

describe('a checked dossier', () => {
  test.each([
    ['2024-02-29', '2025-02-27'],
    ['2024-11-20', '2025-11-19'],
    ['2024-01-01', '2024-12-31'],
  ])('confirmed on %s holds until %s', (confirmedOn, last) => {
    expect(validUntil(confirmedOn)).toBe(last);
    expect(validityOn(confirmedOn, last)).toBe('expiring');
    expect(validityOn(confirmedOn, addDays(last, 1))).toBe('lapsed');
    expect(validityOn(confirmedOn, addDays(last, -60))).toBe('valid');
    expect(validityOn(confirmedOn, addDays(last, -59))).toBe('expiring');
  });

  it('lapses on the day twelve months after', () => {
    fc.assert(
      fc.property(day, (confirmedOn) => {
        expect(validityOn(confirmedOn, addMonths(confirmedOn, 12))).toBe('lapsed');
        expect(validityOn(confirmedOn, confirmedOn)).toBe('valid');
      }),
    );
  });
});

describe('a second look', () => {
  const passed = { content: { a: 1, b: 'x' }, verdict: 'passed' } as const;
  const faulty = { ...passed, verdict: 'needsCorrection' } as const;
  test.each([
    ['nothing before', { a: 1 }, null, true, false],
    ['passed, unchanged, keys in another order', { b: 'x', a: 1 }, passed, false, true],
    ['passed, changed', { a: 2, b: 'x' }, passed, true, false],
    ['returned, unchanged', { a: 1, b: 'x' }, faulty, false, false],
    ['returned, changed', { a: 1, b: 'y' }, faulty, true, false],
  ])('%s', (_, content, earlier, raises, carries) => {
    expect(mayRaise(content, earlier)).toBe(raises);
    expect(isCarriedOver(content, earlier)).toBe(carries);
  });
});
