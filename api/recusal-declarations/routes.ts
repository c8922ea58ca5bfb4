import { Hono } from 'hono';
import { listRelatedUnits } from '../commission-conditions/queries.ts';
import { getCommission } from '../commissions/routes.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body } from '../input.ts';
import { declareForAgency, declareForOfficer } from './commands.ts';
import { findDeclaration, listDeclarations, listUndeclared } from './queries.ts';
import { agencyDeclaration, officerDeclaration, type AgencyDeclaration } from './schema.ts';

/** Under /commissions. An agency sees its own declarations, the bureau and those who oversee it all. */
export const recusalDeclarations = new Hono<Env>()
  .get('/:code/recusal-declarations', allow('recusalDeclaration.read'), async (c) => {
    const context = read(c);
    const { db, actor } = context;
    const commission = await getCommission(context, c.req.param('code'));
    const all = await listDeclarations(db, commission.id);
    const own = actor.agencyId
      ? await findDeclaration<AgencyDeclaration>(db, commission.id, { agencyId: actor.agencyId })
      : null;
    return c.json({
      commission,
      declarations: actor.agencyId ? all.filter(({ agencyId }) => agencyId === actor.agencyId) : all,
      own: own ?? null,
      units: await listRelatedUnits(db, commission.evaluateeId),
    });
  })
  .post('/:code/recusal-declarations', allow('recusalDeclaration.make'), body(agencyDeclaration), async (c) =>
    c.json(
      await write(c, (context) => declareForAgency(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post(
    '/:code/officer-declarations',
    allow('officerDeclaration.make'),
    body(officerDeclaration),
    async (c) =>
      c.json(
        await write(c, (context) => declareForOfficer(context, c.req.param('code'), c.req.valid('json'))),
        201,
      ),
  );

/** An agency that may declare finds the open calls it has said nothing about. */
export async function listRecusalTasks({ db, actor }: Context): Promise<Task[]> {
  if (!actor.agencyId || (actor.hat !== 'agencyAdmin' && actor.hat !== 'agencyStaff')) return [];
  const calls = await listUndeclared(db, actor.agencyId);
  return calls.map(({ code, title, callUntil }) => ({
    title: '声明是否参加委托及回避情况',
    subject: `${code} ${title}`,
    path: `/commissions/${code}/recusal`,
    holder: '本机构',
    due: callUntil,
  }));
}
