import { Hono } from 'hono';
import { disclosure as machine, type ActOf } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { isId } from '../ids.ts';
import { body, query } from '../input.ts';
import { actionState, mayNot } from '../permissions.ts';
import { disclosureKinds } from '../public-blocks/schema.ts';
import { notFound } from '../refusal.ts';
import { blockedStep } from '../steps.ts';
import * as commands from './commands.ts';
import { findCandidate, findDisclosure, listCandidates, listDisclosures, personalDataIn } from './queries.ts';
import { disclosureSearch, giveBack, isDisclosureKind, proposal, withdrawal } from './schema.ts';

export const disclosures = new Hono<Env>()
  .get('/', allow('disclosure.read'), query(disclosureSearch), async (c) => {
    const { db, now } = read(c);
    const [candidates, page] = await Promise.all([
      listCandidates(db, now),
      listDisclosures(db, c.req.valid('query')),
    ]);
    return c.json({
      candidates: candidates.map(({ kind, subjectId, title }) => ({ kind, subjectId, title })),
      ...page,
    });
  })
  .post('/', allow('disclosure.propose'), body(proposal), async (c) =>
    c.json(await write(c, (context) => commands.proposeDisclosure(context, c.req.valid('json'))), 201),
  )
  .get('/candidates/:kind/:subjectId', allow('disclosure.read'), async (c) =>
    c.json(await candidatePage(read(c), c.req.param('kind'), c.req.param('subjectId'))),
  )
  .get('/:code', allow('disclosure.read'), async (c) =>
    c.json(await disclosurePage(read(c), c.req.param('code'))),
  )
  .post('/:code/publication', allow('disclosure.publish'), async (c) =>
    c.json(await write(c, (context) => commands.publishDisclosure(context, c.req.param('code'))), 201),
  )
  .post('/:code/return', allow('disclosure.return'), body(giveBack), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.returnDisclosure(context, c.req.param('code'), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:code/withdrawal', allow('disclosure.withdraw'), body(withdrawal), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.withdrawDisclosure(context, c.req.param('code'), c.req.valid('json')),
      ),
      201,
    ),
  );

/** Proposals wait for the leader, what may be published for the officer. */
export async function listDisclosureTasks({ db, actor, now }: Context): Promise<Task[]> {
  if (actor.hat === 'bureauLeader') {
    const { disclosures } = await listDisclosures(db, { state: 'proposed', kind: '', cursor: '' });
    return disclosures
      .filter(({ proposedBy }) => mayNot(actor, 'disclosure.publish', { handledBy: [proposedBy] }) === null)
      .map(({ code, kind, title }) => ({
        title: `审批公开${disclosureKinds[kind]}`,
        subject: title,
        path: `/disclosures/${code}`,
        holder: '财政局审批人',
        due: null,
      }));
  }
  if (actor.hat !== 'bureauOfficer') return [];
  const count = (await listCandidates(db, now)).length;
  if (count === 0) return [];
  const task = { title: '提请公开结果', subject: `${count} 项可以公开`, path: '/disclosures' };
  return [{ ...task, holder: '财政局经办人', due: null }];
}

async function candidatePage(context: Context, kind: string, subjectId: string) {
  const { db, now, actor } = context;
  const candidate =
    isDisclosureKind(kind) && isId(subjectId) ? await findCandidate(db, now, kind, subjectId) : undefined;
  if (!candidate) throw notFound();
  const blocked = await commands.whyNotPublishable(context, candidate);
  const action = actionState(actor, 'disclosure.propose', '提请公开', {}, blocked);
  return {
    candidate: { kind: candidate.kind, subjectId, title: candidate.title },
    block: candidate.block,
    findings: personalDataIn(candidate.block),
    actions: action ? [action] : [],
  };
}

async function disclosurePage(context: Context, code: string) {
  const { db, now, actor } = context;
  const row = await findDisclosure(db, code);
  if (!row) throw notFound();
  const candidate = await findCandidate(db, now, row.kind, row.subjectId);
  const { subjectId: _, proposedBy, ...disclosure } = row;
  const step = (act: ActOf<typeof machine>) => blockedStep(machine, row.state, act);
  const holds = candidate
    ? await commands.whyNotPublishable(context, candidate)
    : { reason: '这项内容已被新的决定取代或者已经期满，不能再公开。请退回这次提请。' };
  const handled = { handledBy: [proposedBy] };
  const offered =
    row.state === 'proposed'
      ? [
          actionState(actor, 'disclosure.publish', '公开', handled, step('publish') ?? holds),
          actionState(actor, 'disclosure.return', '退回', handled, step('return')),
        ]
      : row.state === 'published'
        ? [actionState(actor, 'disclosure.withdraw', '撤下', handled, step('withdraw'))]
        : [];
  return {
    disclosure,
    block: candidate?.block ?? null,
    findings: candidate ? personalDataIn(candidate.block) : [],
    actions: offered.filter((state) => state !== null),
  };
}
