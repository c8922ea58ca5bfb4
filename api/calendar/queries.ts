import type { Calendar, CalendarYear } from '#scoring/calendar.ts';
import type { Db } from '../database.ts';

/** The State Council's calendar as stored; a year without its document is absent and counted provisionally. */
export async function loadCalendar(db: Db): Promise<Calendar> {
  const [years, days] = await Promise.all([
    db.selectFrom('calendarYear').select('year').execute(),
    db.selectFrom('calendarDay').select(['day', 'kind', 'name']).execute(),
  ]);
  const known: Record<string, { holidays: Record<string, string>; makeUpDays: Record<string, string> }> = {};
  for (const { year } of years) known[String(year)] = { holidays: {}, makeUpDays: {} };
  for (const { day, kind, name } of days) {
    const year = known[day.slice(0, 4)];
    if (year) (kind === 'holiday' ? year.holidays : year.makeUpDays)[day] = name;
  }
  return { years: known };
}

/** Stores the years that are not stored yet; `documents` names the document behind a year. */
export async function insertCalendar(
  db: Db,
  calendar: Calendar,
  documents: Readonly<Record<string, string>> = {},
): Promise<void> {
  const years = Object.keys(calendar.years);
  const added = await db
    .insertInto('calendarYear')
    .values(years.map((year) => ({ year: Number(year), document: documents[year] ?? documentOf(year) })))
    .onConflict((conflict) => conflict.column('year').doNothing())
    .returning('year')
    .execute();
  const days = added.flatMap(({ year }) => daysOf(calendar.years[String(year)]!));
  if (days.length > 0) await db.insertInto('calendarDay').values(days).execute();
}

/** Years with their document and special days, newest first. */
export async function listCalendarYears(db: Db) {
  const [years, days] = await Promise.all([
    db.selectFrom('calendarYear').selectAll().orderBy('year', 'desc').execute(),
    db.selectFrom('calendarDay').selectAll().orderBy('day').execute(),
  ]);
  return years.map((year) => ({
    ...year,
    days: days.filter(({ day }) => Number(day.slice(0, 4)) === year.year),
  }));
}

const documentOf = (year: string): string => `国务院办公厅关于${year}年部分节假日安排的通知`;

const daysOf = ({ holidays, makeUpDays }: CalendarYear) => [
  ...Object.entries(holidays).map(([day, name]) => ({ day, kind: 'holiday' as const, name })),
  ...Object.entries(makeUpDays).map(([day, name]) => ({ day, kind: 'makeUp' as const, name })),
];
