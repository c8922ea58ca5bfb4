import { expect, it } from 'vitest';
import { expiryWarning, type ExpiryWarning } from '../../scoring/expiry.ts';

const days = {
  expiryWarningFirstCalendarDays: 60,
  expiryWarningSecondCalendarDays: 30,
  expiryWarningLastCalendarDays: 7,
};

// Counted back by hand from 2026-03-01: February has 28 days, January 31.
it.each<[string, ExpiryWarning | null, string]>([
  ['2025-12-30', null, '61 days are left'],
  ['2025-12-31', 'first', '60 days are left'],
  ['2026-01-29', 'first', '31 days are left'],
  ['2026-01-30', 'second', '30 days are left'],
  ['2026-02-21', 'second', '8 days are left'],
  ['2026-02-22', 'last', '7 days are left'],
  ['2026-03-01', 'last', 'it is the last day'],
  ['2026-03-02', 'lapsed', 'it is over'],
])('on %s of what ends on 2026-03-01 the warning is %s: %s', (today, warning, _) => {
  expect(expiryWarning('2026-03-01', today, days)).toBe(warning);
});

it('goes by the bureau’s periods', () => {
  expect(
    expiryWarning('2026-03-01', '2026-02-19', {
      expiryWarningFirstCalendarDays: 10,
      expiryWarningSecondCalendarDays: 5,
      expiryWarningLastCalendarDays: 1,
    }),
  ).toBe('first');
});
