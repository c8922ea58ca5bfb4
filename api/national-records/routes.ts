import { Hono } from 'hono';
import { compareNational } from '#scoring/national-record.ts';
import { allow, read, write, type Env } from '../context.ts';
import { body } from '../input.ts';
import { actionState, authorize } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { recordNational } from './commands.ts';
import { findAgency, listAgencies, listRecords } from './queries.ts';
import { nationalRecord } from './schema.ts';

/** Apart from the queries that screening rests on: these are for comparison only. */
export const nationalRecords = new Hono<Env>()
  .get('/', allow('nationalRecord.read'), async (c) => {
    const { db, actor } = read(c);
    return c.json({ agencies: await listAgencies(db, actor) });
  })
  .post('/', allow('nationalRecord.record'), body(nationalRecord), async (c) =>
    c.json(await write(c, (context) => recordNational(context, c.req.valid('json'))), 201),
  )
  .get('/:agency', allow('nationalRecord.read'), async (c) => {
    const { db, actor } = read(c);
    const agency = await findAgency(db, c.req.param('agency'));
    if (!agency) throw notFound();
    authorize(actor, 'nationalRecord.read', { agencyId: agency.id });
    const records = await listRecords(db, agency.id);
    return c.json({
      agency,
      records: records.map(({ shown, filed, ...one }) => ({
        ...one,
        // The screenshot is the bureau's own file.
        fileId: actor.agencyId ? null : one.fileId,
        queriedByName: actor.agencyId ? null : one.queriedByName,
        shown,
        compared: shown && filed ? compareNational(shown, filed) : [],
      })),
      actions: [actionState(actor, 'nationalRecord.record', '登记', {}, null)].filter((one) => one !== null),
    });
  });
