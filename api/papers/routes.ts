import { Hono } from 'hono';
import { digestOf, type Canonical } from '#scoring/digest.ts';
import { attachmentOf } from '../attachment.ts';
import { allow, read, type Context, type Env } from '../context.ts';
import { authorize } from '../permissions.ts';
import { notFound, Refusal } from '../refusal.ts';
import { findPaper } from './queries.ts';
import { fileNameOfPaper, paperOf } from './wording.ts';

/** A paper as PDF, printed from what was kept: the same one always has the same bytes. */
export const papers = new Hono<Env>().get('/:number', allow('paper.read'), async (c) => {
  const paper = await getPaper(read(c), c.req.param('number'));
  if (digestOf(paper.record as Canonical) !== paper.fingerprint)
    throw new Refusal('conflict', '这份文书的记录与登记的指纹不符，已停止下载。请联系系统管理员从备份恢复。');
  const bytes = await c.get('deps').printer.print(paperOf(paper));
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(bytes.byteLength),
      ...attachmentOf(fileNameOfPaper(paper)),
    },
  });
});

/** For whoever may read the submission: the bureau sees it once the ten minutes are over. */
export async function getPaper({ db, actor, now }: Context, number: string) {
  const paper = await findPaper(db, number);
  if (!paper) throw notFound();
  authorize(actor, 'paper.read', paper);
  if (!actor.agencyId && paper.withdrawalEndsAt > now) throw notFound();
  return paper;
}
