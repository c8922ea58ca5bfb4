import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkingDays,
  calendarOf,
  dayOf,
  daysBetween,
  endOfDay,
  isDay,
  isInTime,
  isProvisional,
  isWorkingDay,
  paperDay,
  weekdayName,
  workingDaysBetween,
  workingDaysLeft,
} from '#scoring/calendar.ts';
import { stateCalendar } from '#scoring/data/state-calendar.ts';

const anyDay = fc.integer({ min: 0, max: 365 * 20 }).map((days) => addDays('2005-01-01', days));

describe('deadlines in working days', () => {
  test.each([
    ['2025-04-25', 30, '2025-06-11'],
    ['2025-09-15', 30, '2025-10-31'],
    ['2026-02-02', 30, '2026-03-20'],
    ['2026-02-02', 10, '2026-02-14'],
    ['2025-09-26', 5, '2025-10-10'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2025-12-26', 7, '2026-01-07'],
    ['2025-09-30', 3, '2025-10-11'],
    ['2025-01-24', 5, '2025-02-07'],
    ['2025-04-25', 3, '2025-04-29'],
    ['2025-12-30', 5, '2026-01-07'],
    ['2026-02-13', 5, '2026-02-27'],
  ])('%s and %i working days end on %s', (from, count, day) => {
    const deadline = addWorkingDays(stateCalendar, from, count);
    expect(deadline).toMatchObject({ day, provisional: false });
    expect(workingDaysLeft(stateCalendar, from, day)).toBe(count);
  });

  test('the day of the event is not counted', () => {
    expect(addWorkingDays(stateCalendar, '2025-06-09', 1).day).toBe('2025-06-10');
    expect(addWorkingDays(stateCalendar, '2025-06-09', 0)).toEqual({
      day: '2025-06-09',
      provisional: false,
      skipped: [],
    });
  });

  test('the skipped days are named', () => {
    expect(addWorkingDays(stateCalendar, '2025-04-03', 2).skipped).toEqual([
      { day: '2025-04-04', name: '清明' },
      { day: '2025-04-05', name: '清明' },
      { day: '2025-04-06', name: '清明' },
    ]);
    expect(addWorkingDays(stateCalendar, '2025-06-13', 1).skipped).toEqual([
      { day: '2025-06-14', name: '周六' },
      { day: '2025-06-15', name: '周日' },
    ]);
  });

  test('a year without its document counts Monday to Friday, provisionally', () => {
    expect(addWorkingDays(stateCalendar, '2027-01-29', 5)).toMatchObject({
      day: '2027-02-05',
      provisional: true,
    });
    expect(addWorkingDays(stateCalendar, '2026-12-30', 2)).toMatchObject({
      day: '2027-01-01',
      provisional: true,
    });
    expect(addWorkingDays(stateCalendar, '2026-12-21', 3)).toMatchObject({
      day: '2026-12-24',
      provisional: false,
    });
  });

  test('the last week of December waits for the next document', () => {
    expect(isProvisional(stateCalendar, '2026-12-24')).toBe(false);
    expect(isProvisional(stateCalendar, '2026-12-25')).toBe(true);
    expect(isProvisional(stateCalendar, '2025-12-31')).toBe(false);
  });

  test('clock stops do not count, an open stop never ends', () => {
    const stops = [{ from: '2025-06-11', to: '2025-06-12', reason: '财政局审核' }];
    const deadline = addWorkingDays(stateCalendar, '2025-06-09', 3, stops);
    expect(deadline.day).toBe('2025-06-16');
    expect(deadline.skipped.map(({ name }) => name)).toEqual(['财政局审核', '财政局审核', '周六', '周日']);
    expect(workingDaysBetween(stateCalendar, '2025-06-09', '2025-06-16', stops)).toBe(3);
    expect(() =>
      addWorkingDays(stateCalendar, '2025-06-09', 3, [{ from: '2025-06-10', to: null, reason: '等待资料' }]),
    ).toThrow('the clock is stopped without an end');
  });

  test('a stop of ten years ends, one day more is taken for one without an end', () => {
    // 2020-01-01 and 3660 days is 2030-01-08, a Tuesday; 2030-01-09 and 10 are a Wednesday and a Thursday.
    const stopped = (to: string) =>
      addWorkingDays({ years: {} }, '2020-01-01', 1, [{ from: '2020-01-02', to, reason: '停' }]);
    expect(stopped('2030-01-08').day).toBe('2030-01-09');
    expect(stopped('2030-01-08').skipped).toHaveLength(3660);
    expect(() => stopped('2030-01-09')).toThrow('the clock is stopped without an end');
  });

  test('overdue is negative', () => {
    expect(workingDaysLeft(stateCalendar, '2025-10-15', '2025-10-10')).toBe(-4);
    expect(workingDaysLeft(stateCalendar, '2025-10-10', '2025-10-10')).toBe(0);
    expect(Object.is(workingDaysLeft(stateCalendar, '2025-06-15', '2025-06-13'), 0)).toBe(true);
  });

  test('adding and counting are inverse, and a sum of waits is a wait', () => {
    const count = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(anyDay, count, count, (from, first, second) => {
        const middle = addWorkingDays(stateCalendar, from, first).day;
        expect(workingDaysBetween(stateCalendar, from, middle)).toBe(first);
        expect(addWorkingDays(stateCalendar, middle, second).day).toBe(
          addWorkingDays(stateCalendar, from, first + second).day,
        );
        if (first > 0) expect(isWorkingDay(stateCalendar, middle)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the calendar of the State Council', () => {
  test.each([
    ['2026-02-14', true],
    ['2026-02-15', false],
    ['2025-10-11', true],
    ['2025-10-12', false],
    ['2018-12-29', true],
    ['2018-12-31', false],
    ['2015-09-03', false],
    ['2004-01-22', false],
  ])('%s is a working day: %s', (day, working) => expect(isWorkingDay(stateCalendar, day)).toBe(working));

  test('covers 2004 to 2026', () => {
    const years = Object.keys(stateCalendar.years);
    expect([years[0], years.at(-1), years.length]).toEqual(['2004', '2026', 23]);
  });

  test('make-up days are weekend days and no holidays', () => {
    for (const { holidays, makeUpDays } of Object.values(stateCalendar.years))
      for (const day of Object.keys(makeUpDays)) {
        expect(['周六', '周日']).toContain(weekdayName(day));
        expect(holidays[day]).toBeUndefined();
      }
  });

  test('refuses a make-up day of an unknown year', () => {
    expect(() => calendarOf([], [['2027-02-06', '春节']])).toThrow(
      "a make-up day without its year's holidays",
    );
  });
});

describe('days and instants', () => {
  test.each([
    ['2025-02-28', true],
    ['2025-02-29', false],
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2025-04-31', false],
    ['0100-01-01', true],
    ['0099-12-31', false],
    ['2025-13-01', false],
    ['2025-00-10', false],
    ['2025-1-1', false],
    ['2025-01-01 ', false],
    ['2025-01-011', false],
    ['12025-01-01', false],
    ['', false],
  ])('%s exists: %s', (text, exists) => expect(isDay(text)).toBe(exists));

  test.each([
    ['2025-06-30T15:59:59.999Z', '2025-06-30'],
    ['2025-06-30T16:00:00.000Z', '2025-07-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
    ['2025-12-31T23:59:59.999Z', '2026-01-01'],
  ])('%s is %s in Shanghai', (instant, day) => expect(dayOf(instant)).toBe(day));

  test('a deadline holds to its last millisecond', () => {
    expect(endOfDay('2025-10-10')).toBe('2025-10-10T16:00:00.000Z');
    expect(isInTime('2025-10-10T15:59:59.999Z', '2025-10-10')).toBe(true);
    expect(isInTime(endOfDay('2025-10-10'), '2025-10-10')).toBe(false);
  });

  test.each(['2025-10-10', '2025-10-10T10:00:00Z', '2025-02-30T10:00:00.000Z'])('refuses %s', (instant) =>
    expect(() => dayOf(instant)).toThrow(),
  );

  test.each([' 2025-10-10T10:00:00.000Z', '2025-10-10T10:00:00.000Z0'])('refuses %j, too', (instant) =>
    expect(() => dayOf(instant)).toThrow('not an instant'),
  );

  test.each<[string, () => unknown]>([
    ['an end', () => endOfDay('2025-02-30')],
    ['a distance', () => daysBetween('2025-02-30', '2025-03-01')],
    ['a distance back', () => daysBetween('2025-03-01', '2025-02-30')],
    ['a month later', () => addMonths('2025-02-30', 1)],
    ['a weekday', () => weekdayName('2025-02-30')],
  ])('a day that does not exist has no %s', (_, ask) => expect(ask).toThrow('not a day'));

  test('parts of days and months, and working days back, are refused', () => {
    expect(() => addMonths('2025-01-31', 12.5)).toThrow('not a whole number');
    expect(() => addWorkingDays(stateCalendar, '2025-06-09', 1.5)).toThrow('not a whole number');
    expect(() => addWorkingDays(stateCalendar, '2025-06-09', -1)).toThrow();
  });

  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 36, '2027-02-28'],
    ['2025-08-31', -6, '2025-02-28'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-01-15', -1, '2024-12-15'],
  ])('%s and %i months: %s', (day, months, expected) => expect(addMonths(day, months)).toBe(expected));

  test.each<[string, () => unknown]>([
    ['a day after the last', () => addDays('9999-12-31', 1)],
    ['a day before the first', () => addDays('0100-01-01', -1)],
    ['a day beyond all dates', () => addDays('2025-01-01', 1e14)],
    ['a month after the last', () => addMonths('9999-12-15', 1)],
    ['a month before the first', () => addMonths('0100-01-15', -1)],
  ])('there is no %s', (_, ask) => expect(ask).toThrow('not a day'));

  test('the last and the first day there is can be reached', () => {
    expect(addDays('9999-12-30', 1)).toBe('9999-12-31');
    expect(addMonths('0100-02-01', -1)).toBe('0100-01-01');
  });

  test('weekdays', () => {
    expect(weekdayName('2025-10-10')).toBe('周五');
    expect(weekdayName('1969-12-28')).toBe('周日');
  });
});

test('a day as papers write it has no leading zeros', () => {
  expect(paperDay('2025-01-09')).toBe('2025年1月9日');
  expect(paperDay('2025-11-20')).toBe('2025年11月20日');
});
