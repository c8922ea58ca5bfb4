import { Hono } from 'hono';
import { commission as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Env } from '../context.ts';
import { getEvaluation } from '../evaluations/commands.ts';
import { fileResponse } from '../files/routes.ts';
import { body, id } from '../input.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { findFileRow } from '../reports/queries.ts';
import { blockedStep } from '../steps.ts';
import { archiveCommission, fileArchiveItem } from './commands.ts';
import * as queries from './queries.ts';
import { archiveLists, newArchiveItem } from './schema.ts';

export const archiveItems = new Hono<Env>()
  .get('/:code', allow('archiveItem.read'), async (c) => {
    const context = read(c);
    const evaluation = await getEvaluation(context, c.req.param('code'));
    const items = await queries.listArchiveItems(context.db, evaluation.id);
    const missing = queries.missingItems(items);
    const incomplete = missing.length > 0 ? { reason: `归档材料还缺 ${missing.length} 项。` } : null;
    const ended = ['archived', 'terminated'].includes(evaluation.state)
      ? { reason: '委托已归档或终止，不再补充归档材料。' }
      : null;
    return c.json({
      evaluation,
      classes: archiveLists.map(({ key, title }) => ({
        key,
        title,
        items: items.filter((item) => item.class === key),
        missing: missing.filter((item) => item.class === key).map((item) => item.title),
      })),
      actions: [
        actionState(context.actor, 'archiveItem.file', '归入材料', evaluation, ended),
        actionState(
          context.actor,
          'commission.archive',
          '办结归档',
          evaluation,
          blockedStep(machine, evaluation.state, 'archive') ?? incomplete,
        ),
      ].filter((one) => one !== null),
    });
  })
  .post('/:code', allow('archiveItem.file'), body(newArchiveItem), async (c) =>
    c.json(
      await write(c, (context) => fileArchiveItem(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/completion', allow('commission.archive'), async (c) =>
    c.json(await write(c, (context) => archiveCommission(context, c.req.param('code'))), 201),
  )
  .get('/:code/:id/file', allow('archiveItem.read'), id(), async (c) => {
    const context = read(c);
    const evaluation = await getEvaluation(context, c.req.param('code'));
    const item = (await queries.listArchiveItems(context.db, evaluation.id)).find(
      (one) => one.id === c.req.param('id'),
    );
    if (!item?.fileId) throw notFound();
    return fileResponse(context, (await findFileRow(context.db, item.fileId))!);
  });
