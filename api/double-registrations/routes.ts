import { Hono } from 'hono';
import type { Day } from '#scoring/calendar.ts';
import { doubleRegistration as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, query } from '../input.ts';
import { listTimeline } from '../journal-entries/queries.ts';
import { actionState, type Actor } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { blockedStep } from '../steps.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { answer, decision, doubleRegistrationSearch, proposal, type Standing } from './schema.ts';

export const doubleRegistrations = new Hono<Env>()
  .get('/', allow('doubleRegistration.read'), query(doubleRegistrationSearch), async (c) => {
    const context = read(c);
    const { cases, next } = await queries.listCases(context, c.req.valid('query'));
    const windows = await commands.windowsOf(context);
    return c.json({ cases: cases.map((one) => seenCase(context.actor, one, windows)), next });
  })
  .get('/:code', allow('doubleRegistration.read'), async (c) => {
    const context = read(c);
    const found = await queries.findCase(context, c.req.param('code'));
    if (!found) throw notFound();
    const windows = await commands.windowsOf(context);
    const proposals = await queries.listProposals(context.db, found.id);
    return c.json({
      case: seenCase(context.actor, found, windows),
      result: resultFor(context.actor, found, proposals),
      proposals: context.actor.agencyId ? [] : proposals.map(({ proposedBy: _, ...one }) => one),
      timeline: await listTimeline(context.db, context.actor, found.id),
      actions: actionsOn(context.actor, found, proposals, windows),
    });
  })
  .post('/:code/answer', allow('doubleRegistration.answer'), body(answer), async (c) =>
    c.json(
      await write(c, (context) => commands.answerCase(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/proposal', allow('doubleRegistration.propose'), body(proposal), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.proposeSettlement(context, c.req.param('code'), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:code/return', allow('doubleRegistration.settle'), body(decision), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.returnSettlement(context, c.req.param('code'), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:code/settlement', allow('doubleRegistration.settle'), body(decision), async (c) =>
    c.json(
      await write(c, (context) => commands.settleCase(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  );

export async function listDoubleRegistrationTasks(context: Context): Promise<Task[]> {
  const { actor } = context;
  const state = actor.hat === 'bureauReviewer' || actor.hat === 'bureauLeader' ? 'proposed' : 'open';
  if (!actor.agencyId && state === 'open' && actor.hat !== 'bureauOfficer') return [];
  const { cases } = await queries.listCases(context, { state, cursor: '' });
  const windows = await commands.windowsOf(context);
  return cases.flatMap((found): Task[] => {
    const subject = `${found.code} ${ownFirst(actor, found)[0]!.personName}`;
    const task = (title: string, holder: string, due: Day | null): Task[] => [
      { ...{ title, subject, holder, due }, path: `/double-registrations/${found.code}` },
    ];
    if (actor.agencyId) {
      const side = ownFirst(actor, found)[0]!;
      if (commands.whyNoAnswer(side, { ...windows, days: found.days })) return [];
      return task('答复重复登记核实', '本机构', commands.dueOf(side, found.days, windows.calendar));
    }
    if (state === 'open')
      return commands.whyNoProposal(found, windows) ? [] : task('提出重复登记认定意见', '财政局经办人', null);
    return task('复核重复登记认定意见', '财政局复核人', null);
  });
}

/** An agency learns who the other is once it has answered, and never what the other proved. */
function seenCase(actor: Actor, found: queries.Case, windows: commands.Windows) {
  const { code, state, days, openedAt, version } = found;
  const [own, other] = ownFirst(actor, found);
  const isAgency = actor.agencyId !== null;
  const { agencyCode, agencyName, personName } = other!;
  return {
    ...{ code, state, days, openedAt },
    // How often the other side acted is its own affair.
    version: isAgency ? null : version,
    sides: [own!, ...(isAgency ? [] : [other!])].map((side) => seenSide(side, days, windows)),
    other: isAgency && own!.answer !== null ? { agencyCode, agencyName, personName } : null,
  };
}

function seenSide(side: queries.CaseSide, days: number, windows: commands.Windows) {
  const { numberId: _number, checkedBy: _checker, agencyId: _agency, ...shown } = side;
  const isLate = commands.isOverdue(side, days, windows);
  const standing: Standing = side.answer ?? (isLate ? 'overdue' : side.servedAt ? 'running' : 'unserved');
  return { ...shown, dueOn: commands.dueOf(side, days, windows.calendar), standing };
}

/** What the decision says for the agency that asks; its reason to one that has answered. */
function resultFor(actor: Actor, found: queries.Case, proposals: readonly queries.Proposal[]) {
  const settled = proposals.find(({ verdict }) => verdict === 'settled');
  if (!settled || !actor.agencyId) return null;
  const own = ownFirst(actor, found)[0]!;
  return {
    kept: settled.belongsTo === own.agencyId,
    effectiveOn: settled.effectiveOn,
    reason: own.answer === null ? null : settled.reason,
  };
}

const ownFirst = ({ agencyId }: Actor, { sides }: queries.Case): queries.CaseSide[] =>
  [...sides].sort((a, b) => Number(b.agencyId === agencyId) - Number(a.agencyId === agencyId));

function actionsOn(
  actor: Actor,
  found: queries.Case,
  proposals: readonly queries.Proposal[],
  windows: commands.Windows,
) {
  const blocked = (act: 'answer' | 'propose' | 'return' | 'settle') => blockedStep(machine, found.state, act);
  const because = (reason: string | null) => (reason === null ? null : { reason });
  const own = ownFirst(actor, found)[0]!;
  const late = because(commands.whyNoAnswer(own, { ...windows, days: found.days }));
  const early = because(commands.whyNoProposal(found, windows));
  const ownership = commands.ownershipOf(found, proposals[0]);
  const settle = actionState(actor, 'doubleRegistration.settle', '认定', ownership, blocked('settle'));
  const side = { agencyId: own.agencyId };
  return [
    actionState(actor, 'doubleRegistration.answer', '答复', side, blocked('answer') ?? late),
    actionState(actor, 'doubleRegistration.propose', '提出认定意见', {}, blocked('propose') ?? early),
    settle,
  ].filter((one) => one !== null);
}
