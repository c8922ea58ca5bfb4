import { Hono } from 'hono';
import { commission as machine } from '#scoring/lifecycle.ts';
import { listClockStops } from '../clock-stops/queries.ts';
import type { FoundCommission } from '../commissions/queries.ts';
import { getCommission } from '../commissions/routes.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { body } from '../input.ts';
import { findAcceptance } from '../invitations/queries.ts';
import { listTimeline } from '../journal-entries/queries.ts';
import { moveDue } from '../milestones/commands.ts';
import { listMilestones } from '../milestones/queries.ts';
import { isMilestoneKey, newDueDay } from '../milestones/schema.ts';
import { actionState, mayNot, type ActionState, type Actor } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { blockedStep } from '../steps.ts';
import { recordContract } from './commands.ts';
import { findContractOf, type FoundContract } from './queries.ts';
import { newContract } from './schema.ts';

export const contracts = new Hono<Env>()
  .get('/:code/contract', allow('contract.read'), async (c) => {
    const context = read(c);
    const commission = await getCommission(context, c.req.param('code'));
    const contract = (await findContractOf(context.db, commission.id)) ?? null;
    if (contract && mayNot(context.actor, 'contract.read', contract) === 'hidden') throw notFound();
    if (!contract && context.actor.agencyId) throw notFound();
    return c.json({
      commission,
      contract,
      acceptance: contract ? null : await acceptanceFor(context, commission.id),
      milestones: await listMilestones(context, commission.id),
      clockStops: contract ? await listClockStops(context, commission.id) : [],
      timeline: await listTimeline(context.db, context.actor, commission.id),
      actions: actionsOn(context.actor, commission, contract),
    });
  })
  .post('/:code/contract', allow('contract.record'), body(newContract), async (c) =>
    c.json(
      await write(c, (context) => recordContract(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/milestones/:key/due-day', allow('milestone.move'), body(newDueDay), async (c) => {
    const key = c.req.param('key');
    if (!isMilestoneKey(key)) throw notFound();
    return c.json(
      await write(c, (context) => moveDue(context, c.req.param('code'), key, c.req.valid('json'))),
      201,
    );
  });

/** What the contract will take over from the acceptance. */
async function acceptanceFor(context: Context, commissionId: string) {
  const acceptance = await findAcceptance(context.db, commissionId);
  if (!acceptance) return null;
  const agency = await context.db
    .selectFrom('agency')
    .select(['code', 'name', 'uscc'])
    .where('id', '=', acceptance.agencyId)
    .executeTakeFirstOrThrow();
  return { agency, answeredAt: acceptance.answeredAt, team: acceptance.statement.team };
}

function actionsOn(actor: Actor, commission: FoundCommission, contract: FoundContract | null): ActionState[] {
  const isRunning = commission.state === 'contracted' || commission.state === 'running';
  const over = isRunning ? null : { reason: '委托已办结，不再改动。' };
  return [
    contract
      ? null
      : actionState(actor, 'contract.record', '登记合同', {}, blockedStep(machine, commission.state, 'sign')),
    contract ? actionState(actor, 'milestone.move', '调整截止日', {}, over) : null,
    contract ? actionState(actor, 'clockStop.claim', '申请计时中止', contract, over) : null,
    contract ? actionState(actor, 'clockStop.answer', '答复计时中止申请', {}, over) : null,
  ].filter((one) => one !== null);
}
