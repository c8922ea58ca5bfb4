import { Hono } from 'hono';
import { getAgency } from '../agencies/queries.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body } from '../input.ts';
import { actionState } from '../permissions.ts';
import { confirmServiceAddress } from './commands.ts';
import * as queries from './queries.ts';
import { serviceAddress } from './schema.ts';

export const serviceAddresses = new Hono<Env>()
  /** Of the agency with this code or id, every version of it. */
  .get('/:key', allow('serviceAddress.read'), async (c) => {
    const context = read(c);
    const { id, code, name } = await getAgency(context, c.req.param('key'));
    const addresses = await queries.listServiceAddresses(context.db, id);
    return c.json({
      agency: { code, name },
      addresses,
      version: addresses[0]?.number ?? 0,
      actions: [
        actionState(context.actor, 'serviceAddress.confirm', '确认送达地址', { agencyId: id }, null),
      ].filter((one) => one !== null),
    });
  })
  .post('/own', allow('serviceAddress.confirm'), body(serviceAddress), async (c) =>
    c.json(await write(c, (context) => confirmServiceAddress(context, c.req.valid('json'))), 201),
  );

/** Agencies that registered before there was an address to confirm. */
export async function listServiceAddressTasks(context: Context): Promise<Task[]> {
  const { db, actor } = context;
  if (actor.hat !== 'agencyAdmin' || (await queries.findServiceAddress(db, actor.agencyId!))) return [];
  const { code, name } = await getAgency(context, actor.agencyId!);
  return [
    {
      title: '确认送达地址',
      subject: `${code} ${name}`,
      path: `/agencies/${code}/service-address`,
      holder: '本机构',
      due: null,
    },
  ];
}
