import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { body } from '../input.ts';
import { Refusal } from '../refusal.ts';
import {
  closeAllSessions,
  closeSession,
  confirmSecondFactor,
  enrolSecondFactor,
  openSession,
  wearHat,
} from './commands.ts';
import { hatChoice, secondFactor, signIn } from './schema.ts';

export const sessions = new Hono<Env>()
  .post('/', allow('session.open'), body(signIn), async (c) =>
    c.json(orThrow(await write(c, (context) => openSession(context, c.req.valid('json')))), 201),
  )
  .get('/current', allow('session.read'), (c) => {
    const { actor, now, today, isExample, pendingSessionId, enrolledSecondFactor } = read(c);
    return c.json({
      actor,
      now,
      today,
      isExample,
      owesSecondFactor: pendingSessionId !== null,
      enrolledSecondFactor,
    });
  })
  .post('/current/confirmation', allow('session.confirm'), body(secondFactor), async (c) =>
    c.json(orThrow(await write(c, (context) => confirmSecondFactor(context, c.req.valid('json')))), 201),
  )
  .post('/current/second-factor', allow('secondFactor.enrol'), async (c) =>
    c.json(await write(c, enrolSecondFactor), 201),
  )
  .put('/current/hat', allow('session.wearHat'), body(hatChoice), async (c) =>
    c.json(await write(c, (context) => wearHat(context, c.req.valid('json')))),
  )
  .delete('/current', allow('session.close'), async (c) => c.json(await write(c, closeSession)))
  .delete('/', allow('session.close'), async (c) => c.json(await write(c, closeAllSessions)));

/** A refusal that had to leave its count of attempts behind is thrown after the commit. */
function orThrow<T extends object>(answer: T): Exclude<T, { refused: Refusal }> {
  if ('refused' in answer && answer.refused instanceof Refusal) throw answer.refused;
  return answer as Exclude<T, { refused: Refusal }>;
}
