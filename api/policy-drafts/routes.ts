import { Hono } from 'hono';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, id } from '../input.ts';
import { actionState, mayNot } from '../permissions.ts';
import { policyKinds } from '../policies/schema.ts';
import { held, proofOf, typedContent } from '../policy-kinds/schema.ts';
import { notFound } from '../refusal.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { draftContent, newDraft } from './schema.ts';

export const policyDrafts = new Hono<Env>()
  .get('/', allow('policyDraft.read'), async (c) => c.json({ drafts: await queries.listDrafts(read(c).db) }))
  .post('/', allow('policyDraft.open'), body(newDraft), async (c) =>
    c.json(await write(c, (context) => commands.openDraft(context, c.req.valid('json'))), 201),
  )
  .get('/:id', allow('policyDraft.read'), id(), async (c) =>
    c.json(await draftOf(read(c), c.req.param('id'))),
  )
  .put('/:id', allow('policyDraft.save'), id(), body(draftContent), async (c) =>
    c.json(await write(c, (context) => commands.saveDraft(context, c.req.param('id'), c.req.valid('json')))),
  )
  // What is being typed, proved and not kept.
  .post('/:id/proof', allow('policyDraft.save'), id(), body(draftContent), async (c) => {
    const draft = await queries.findDraft(read(c).db, c.req.param('id'));
    if (!draft) throw notFound();
    const input = c.req.valid('json');
    return c.json(proofOf({ ...draft, content: commands.assembled(draft, input), basis: input.basis }));
  })
  .post('/:id/check', allow('policyDraft.check'), id(), async (c) =>
    c.json(await write(c, (context) => commands.checkDraft(context, c.req.param('id'))), 201),
  )
  .delete('/:id', allow('policyDraft.withdraw'), id(), async (c) =>
    c.json(await write(c, (context) => commands.withdrawDraft(context, c.req.param('id')))),
  );

async function draftOf({ db, actor }: Context, id: string) {
  const found = await queries.findDraft(db, id);
  if (!found) throw notFound();
  const { content: _content, basedOnContent, drafters, ...draft } = found;
  const { state } = draft;
  const proof = proofOf(found);
  const blocked = { reason: `还有 ${proof.faults.length} 处问题，须先由起草人改正。` };
  const row = { handledBy: drafters };
  const open = [
    actionState(actor, 'policyDraft.save', '保存并重新核验', row, null),
    actionState(actor, 'policyDraft.check', '核验通过', row, proof.faults.length > 0 ? blocked : null),
    actionState(actor, 'policyDraft.withdraw', '撤回草稿', row, null),
  ];
  return {
    draft,
    drafters: await queries.listDrafters(db, drafters),
    content: held(found),
    typed: typedContent(found),
    basedOn: { content: basedOnContent, basis: draft.basedOnBasis },
    proof,
    actions: state === 'draft' ? open.filter((action) => action !== null) : [],
  };
}

/** A draft without faults waits for someone who did not draft it; one with faults for its drafters. */
export async function listDraftTasks({ db, actor }: Context): Promise<Task[]> {
  const mayCheck = actor.hat === 'bureauReviewer';
  if (!mayCheck && actor.hat !== 'bureauOfficer') return [];
  return (await queries.listOpenDrafts(db)).flatMap(({ id, drafters, ...draft }) => {
    const isSound = proofOf(draft).faults.length === 0;
    const isMine = actor.accountId !== null && drafters.includes(actor.accountId);
    const isWaiting = mayCheck
      ? isSound && !mayNot(actor, 'policyDraft.check', { handledBy: drafters })
      : !isSound && isMine;
    if (!isWaiting) return [];
    return {
      title: mayCheck ? '核验新版本草稿' : '改正新版本草稿',
      subject: policyKinds[draft.kind],
      path: `/policies/drafts/${id}`,
      holder: mayCheck ? '复核人' : '起草人',
      due: null,
    };
  });
}
