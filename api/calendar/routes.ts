import { Hono } from 'hono';
import { addWorkingDays } from '#scoring/calendar.ts';
import { allow, read, type Env } from '../context.ts';
import { query } from '../input.ts';
import { listCalendarYears, loadCalendar } from './queries.ts';
import { workingDayQuestion } from './schema.ts';

export const calendar = new Hono<Env>()
  .get('/', allow('calendar.read'), async (c) => c.json({ years: await listCalendarYears(read(c).db) }))
  .get('/deadline', allow('calendar.read'), query(workingDayQuestion), async (c) => {
    const { from, days } = c.req.valid('query');
    return c.json(addWorkingDays(await loadCalendar(read(c).db), from, days));
  });
