import { Hono } from 'hono';
import { allow, write, type Env } from '../context.ts';
import { body } from '../input.ts';
import { moveClock } from './commands.ts';
import { clockMove } from './schema.ts';

export const clock = new Hono<Env>().post('/moves', allow('clock.move'), body(clockMove), async (c) =>
  c.json(await write(c, (context) => moveClock(context, c.req.valid('json'))), 201),
);
