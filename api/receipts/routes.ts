import { Hono } from 'hono';
import { allow, read, type Env } from '../context.ts';
import { notFound } from '../refusal.ts';
import * as queries from './queries.ts';

/** 计算凭据 of what was decided, each computed again when it is read. */
export const receipts = new Hono<Env>()
  .get('/assessments/:code', allow('receipt.read'), async (c) => {
    return c.json(found(await queries.findAssessmentReceipt(read(c), c.req.param('code'))));
  })
  .get('/ratings/:id', allow('receipt.read'), async (c) => {
    const { db, actor } = read(c);
    return c.json(found(await queries.findRatingReceipt(db, actor, c.req.param('id'))));
  })
  .get('/screenings/:code/:agency', allow('receipt.read'), async (c) => {
    const { db, actor } = read(c);
    return c.json(found(await queries.findScreeningReceipt(db, actor, c.req.param())));
  });

function found(receipt: queries.FoundReceipt | undefined): queries.FoundReceipt {
  if (!receipt) throw notFound();
  return receipt;
}
