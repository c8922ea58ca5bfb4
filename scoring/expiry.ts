/** 到期提醒: how near the end is of what holds through a day. */
import { daysBetween, type Day } from './calendar.ts';
import type { Periods } from './periods.ts';

export type ExpiryWarning = 'first' | 'second' | 'last' | 'lapsed';

export type WarningDays = Pick<
  Periods,
  'expiryWarningFirstCalendarDays' | 'expiryWarningSecondCalendarDays' | 'expiryWarningLastCalendarDays'
>;

/** Null while nobody need be told. It still holds on its last day, and has lapsed on the day after. */
export function expiryWarning(until: Day, today: Day, days: WarningDays): ExpiryWarning | null {
  const left = daysBetween(today, until);
  if (left < 0) return 'lapsed';
  if (left <= days.expiryWarningLastCalendarDays) return 'last';
  if (left <= days.expiryWarningSecondCalendarDays) return 'second';
  return left <= days.expiryWarningFirstCalendarDays ? 'first' : null;
}
