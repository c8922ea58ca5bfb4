import { Hono } from 'hono';
import { allow, write, type Env } from '../context.ts';
import { body, id } from '../input.ts';
import { answerClockStop, claimClockStop } from './commands.ts';
import { clockStopAnswer, clockStopClaim } from './schema.ts';

export const clockStops = new Hono<Env>()
  .post('/:code/clock-stops', allow('clockStop.claim'), body(clockStopClaim), async (c) =>
    c.json(
      await write(c, (context) => claimClockStop(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/clock-stops/:id/answer', allow('clockStop.answer'), id(), body(clockStopAnswer), async (c) =>
    c.json(
      await write(c, (context) =>
        answerClockStop(context, c.req.param('code'), c.req.param('id'), c.req.valid('json')),
      ),
      201,
    ),
  );
