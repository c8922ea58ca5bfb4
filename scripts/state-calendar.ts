// Writes scoring/data/state-calendar.ts from the package chinese-days. Run it when the State Council's document for a
// new year has come out and the package has taken it in: node scripts/state-calendar.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json');
const {
  holidays,
  workdays,
}: Record<'holidays' | 'workdays', Record<string, string>> = JSON.parse(readFileSync(source, 'utf8'));
const nameOf = (text = '') => text.split(',')[1] ?? '';
const next = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

const rows: { name: string; from: string; to: string }[] = [];
for (const day of Object.keys(holidays).sort()) {
  const last = rows.at(-1);
  const name = nameOf(holidays[day]);
  // A run of days ends with the year: each year is one document.
  const sameYear = last?.to.slice(0, 4) === day.slice(0, 4);
  if (last && sameYear && last.name === name && next(last.to) === day) last.to = day;
  else rows.push({ name, from: day, to: day });
}
const makeUpDays = Object.keys(workdays)
  .sort()
  .map((day) => ({ name: nameOf(workdays[day]), day }));

const list = (name: string, type: string, items: string[]) =>
  `export const ${name}: readonly ${type}[] = [\n${items.join('\n')}\n];\n`;
const text = [
  '// Written by scripts/state-calendar.ts from the yearly documents of the State Council. Do not edit by hand.',
  "import { calendarOf, type HolidayRow, type MakeUpRow } from '../calendar.ts';\n",
  list(
    'holidayRows',
    'HolidayRow',
    rows.map(({ name, from, to }) => `  ['${from}', '${to}', '${name}'],`),
  ),
  list(
    'makeUpRows',
    'MakeUpRow',
    makeUpDays.map(({ name, day }) => `  ['${day}', '${name}'],`),
  ),
  'export const stateCalendar = calendarOf(holidayRows, makeUpRows);\n',
].join('\n');
writeFileSync(new URL('../scoring/data/state-calendar.ts', import.meta.url), text);
