import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { body, id } from '../input.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { adoptPolicy } from './commands.ts';
import { findAdoption, findPolicyById, listPolicies } from './queries.ts';
import { adoption as adoptionSchema } from './schema.ts';

export const policies = new Hono<Env>()
  .get('/', allow('policy.read'), async (c) => {
    const { db, today } = read(c);
    const versions = await listPolicies(db);
    const inForce = new Map<string, number>();
    for (const { kind, name, version, inForceFrom } of versions) {
      const key = `${kind} ${name}`;
      if (inForceFrom <= today && version > (inForce.get(key) ?? 0)) inForce.set(key, version);
    }
    return c.json({
      policies: versions.map((policy) => ({
        ...policy,
        isInForce: inForce.get(`${policy.kind} ${policy.name}`) === policy.version,
      })),
    });
  })
  .get('/:id', allow('policy.read'), id(), async (c) => {
    const { db, actor } = read(c);
    const policy = await findPolicyById(db, c.req.param('id'));
    if (!policy) throw notFound();
    const adoption = (await findAdoption(db, policy.id)) ?? null;
    const action = adoption ? null : actionState(actor, 'policy.adopt', '公布施行', {}, null);
    return c.json({ policy, adoption, actions: action ? [action] : [] });
  })
  .post('/:id/adoption', allow('policy.adopt'), id(), body(adoptionSchema), async (c) =>
    c.json(await write(c, (context) => adoptPolicy(context, c.req.param('id'), c.req.valid('json'))), 201),
  );
