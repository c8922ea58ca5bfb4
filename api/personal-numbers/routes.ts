import { Hono } from 'hono';
import { allow, read, type Env } from '../context.ts';
import { inTransaction } from '../database.ts';
import { body, id } from '../input.ts';
import { disclose } from './commands.ts';
import { disclosure } from './schema.ts';

/** The answer is never kept under an Idempotency-Key: it holds the number. */
export const personalNumbers = new Hono<Env>().post(
  '/:id/disclosure',
  allow('personalNumber.disclose'),
  id(),
  body(disclosure),
  async (c) => {
    const context = read(c);
    const input = c.req.valid('json');
    return c.json(
      await inTransaction(context.db, (db) => disclose({ ...context, db }, c.req.param('id'), input)),
      201,
    );
  },
);
