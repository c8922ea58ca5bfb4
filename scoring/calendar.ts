/**
 * Days and working days. The day of the event is not counted (民法典 201); a deadline of day x ends at 24:00 of x in
 * Shanghai. Which days are holidays or make-up days comes from the State Council's yearly document, passed in as data.
 */

/** A day in Shanghai, 'YYYY-MM-DD'. Days compare as strings. */
export type Day = string;
/** A moment in UTC, 'YYYY-MM-DDTHH:mm:ss.sssZ'. Instants compare as strings. */
export type Instant = string;

export interface CalendarYear {
  readonly holidays: Readonly<Record<Day, string>>;
  /** 调休上班: weekend days worked. */
  readonly makeUpDays: Readonly<Record<Day, string>>;
}

/** A year that is absent has no document yet: Monday to Friday is counted and the result is provisional. */
export interface Calendar {
  readonly years: Readonly<Record<string, CalendarYear>>;
}

/** Days, both included, that do not count, e.g. while a paper lies with the bureau. `to` null: still stopped. */
export interface ClockStop {
  readonly from: Day;
  readonly to: Day | null;
  readonly reason: string;
}

/** A holiday as the document words it: from, to (both included), name. */
export type HolidayRow = readonly [from: Day, to: Day, name: string];
/** A weekend day worked, and the holiday it makes up for. */
export type MakeUpRow = readonly [day: Day, name: string];

export interface SkippedDay {
  readonly day: Day;
  readonly name: string;
}

export interface Deadline {
  readonly day: Day;
  /** True when a day on the way has no State Council document yet. */
  readonly provisional: boolean;
  /** The days that did not count, with why: what 「怎么算的」 shows. */
  readonly skipped: readonly SkippedDay[];
}

export const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const instantPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):\d{2}:\d{2}\.\d{3}Z$/;
const millisecondsPerDay = 86_400_000;
/** `Date.UTC` takes smaller years for years of the 20th century. */
const firstYear = 100;
/** Ten years: a longer wait for a working day means that a clock stop never ends. */
const longestWait = 3660;

/** A year is known as soon as one of its holidays is. */
export function calendarOf(holidays: readonly HolidayRow[], makeUpDays: readonly MakeUpRow[]): Calendar {
  const years: Record<string, { holidays: Record<Day, string>; makeUpDays: Record<Day, string> }> = {};
  for (const [from, to, name] of holidays)
    for (let day = from; day <= to; day = addDays(day, 1))
      (years[day.slice(0, 4)] ??= { holidays: {}, makeUpDays: {} }).holidays[day] = name;
  for (const [day, name] of makeUpDays) {
    const year = years[day.slice(0, 4)];
    if (!year) throw new Error(`a make-up day without its year's holidays: ${day}`);
    year.makeUpDays[day] = name;
  }
  return { years };
}

/** True for a day that exists: '2024-02-29', not '2025-02-29'. */
export function isDay(text: string): text is Day {
  if (!dayPattern.test(text)) return false;
  const { year, month, date } = partsOf(text);
  return year >= firstYear && month >= 1 && month <= 12 && date >= 1 && date <= lastDateOf(year, month);
}

/** The day in Shanghai that holds the instant: from 16:00 UTC on it is the next day there. */
export function dayOf(instant: Instant): Day {
  const match = instantPattern.exec(instant);
  if (!match) throw new Error(`not an instant: ${instant}`);
  const [, day = '', hour = ''] = match;
  assertDay(day);
  return hour >= '16' ? addDays(day, 1) : day;
}

/** 24:00 in Shanghai: the first instant that is too late. */
export function endOfDay(day: Day): Instant {
  assertDay(day);
  return `${day}T16:00:00.000Z`;
}

/** True up to the last millisecond of the day it is due. */
export const isInTime = (instant: Instant, due: Day): boolean => dayOf(instant) <= due;

export function addDays(day: Day, days: number): Day {
  assertDay(day);
  assertCount(days);
  const added = dayOfNumber(numberOfDay(day) + days);
  assertDay(added);
  return added;
}

/** Calendar days from one day to the other; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  assertDay(from);
  assertDay(to);
  return numberOfDay(to) - numberOfDay(from);
}

/** The same day of the month, or that month's last day: 2024-01-31 + 1 → 2024-02-29. */
export function addMonths(day: Day, months: number): Day {
  assertDay(day);
  assertCount(months);
  const { year, month, date } = partsOf(day);
  const monthsAfterYear0 = year * 12 + month - 1 + months;
  const newYear = Math.trunc(monthsAfterYear0 / 12);
  const newMonth = (monthsAfterYear0 % 12) + 1;
  const newDate = Math.min(date, lastDateOf(newYear, newMonth));
  const added = `${digits(newYear, 4)}-${digits(newMonth, 2)}-${digits(newDate, 2)}`;
  assertDay(added);
  return added;
}

/** 0 is Sunday; index into `weekdays`. */
export function weekdayOf(day: Day): number {
  assertDay(day);
  return (((numberOfDay(day) + 4) % 7) + 7) % 7;
}

/** 2025-10-10 → '周五' */
export const weekdayName = (day: Day): string => weekdays[weekdayOf(day)] ?? '';

/** '2025-10-10' → '2025年10月10日', as official papers write it: no leading zeros. */
export function paperDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export const isWorkingDay = (calendar: Calendar, day: Day): boolean => restName(calendar, day) === null;

/**
 * True when no document has settled the day: its year is absent, or it lies in the last week of December, which the
 * next year's document may still rearrange (2018-12-29 to 31 were set by the document for 2019).
 */
export function isProvisional(calendar: Calendar, day: Day): boolean {
  const year = day.slice(0, 4);
  if (!calendar.years[year]) return true;
  return day.slice(5) >= '12-25' && !calendar.years[String(Number(year) + 1)];
}

/** The nth working day after `from`. */
export function addWorkingDays(
  calendar: Calendar,
  from: Day,
  count: number,
  stops: readonly ClockStop[] = [],
): Deadline {
  assertCount(count);
  if (count < 0) throw new Error(`cannot add ${count} working days`);
  const skipped: SkippedDay[] = [];
  let day = from;
  let provisional = false;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    provisional ||= isProvisional(calendar, day);
    const name = stopName(stops, day) ?? restName(calendar, day);
    if (name === null) left -= 1;
    else skipped.push({ day, name });
    if (skipped.length > longestWait) throw new Error('the clock is stopped without an end');
  }
  return { day, provisional, skipped };
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(
  calendar: Calendar,
  from: Day,
  to: Day,
  stops: readonly ClockStop[] = [],
): number {
  if (to < from) return 0 - workingDaysBetween(calendar, to, from, stops);
  let count = 0;
  for (let left = daysBetween(from, to), day = from; left > 0; left -= 1) {
    day = addDays(day, 1);
    if (stopName(stops, day) === null && isWorkingDay(calendar, day)) count += 1;
  }
  return count;
}

/** 剩 n 个工作日; negative when overdue by n. */
export const workingDaysLeft = (
  calendar: Calendar,
  today: Day,
  due: Day,
  stops: readonly ClockStop[] = [],
): number => workingDaysBetween(calendar, today, due, stops);

/** Why nobody works on that day, or null on a working day. */
function restName(calendar: Calendar, day: Day): string | null {
  const year = calendar.years[day.slice(0, 4)];
  if (year?.makeUpDays[day] !== undefined) return null;
  const holiday = year?.holidays[day];
  if (holiday !== undefined) return holiday;
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6 ? weekdayName(day) : null;
}

function stopName(stops: readonly ClockStop[], day: Day): string | null {
  const stop = stops.find(({ from, to }) => from <= day && (to === null || day <= to));
  return stop ? stop.reason : null;
}

function assertDay(day: Day): void {
  if (!isDay(day)) throw new Error(`not a day: ${day}`);
}

function assertCount(count: number): void {
  if (!Number.isSafeInteger(count)) throw new Error(`not a whole number: ${count}`);
}

const partsOf = (day: Day) => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  date: Number(day.slice(8)),
});

function lastDateOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const digits = (number: number, places: number): string => String(number).padStart(places, '0');

function numberOfDay(day: Day): number {
  const { year, month, date } = partsOf(day);
  return Date.UTC(year, month - 1, date) / millisecondsPerDay;
}

/** A text that is no day when the number lies outside the years 0000–9999. */
function dayOfNumber(number: number): Day {
  const date = new Date(number * millisecondsPerDay);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
