import type { z } from 'zod';
import { disclosure as machine, type ActOf } from '#scoring/lifecycle.ts';
import { assertCurrent, type Context } from '../context.ts';
import { nextCode } from '../counter.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize, type Action } from '../permissions.ts';
import { notFound, onConstraint, Refusal } from '../refusal.ts';
import { getSettings } from '../settings/queries.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { giveBack, proposal, withdrawal } from './schema.ts';

/** An officer asks that a thing be published: what holds today, without numbers of persons. */
export async function proposeDisclosure(context: Context, input: z.output<typeof proposal>) {
  authorize(context.actor, 'disclosure.propose');
  const { db, today, now } = context;
  const candidate = isId(input.subjectId)
    ? await queries.findCandidate(db, now, input.kind, input.subjectId)
    : undefined;
  if (!candidate) throw notFound();
  await assertPublishable(context, candidate);
  const row = {
    id: newId(now),
    code: await nextCode(db, 'GK', Number(today.slice(0, 4))),
    kind: input.kind,
    subjectId: input.subjectId,
    agencyId: candidate.agencyId,
    title: candidate.title,
    state: machine.initial,
    proposedBy: context.actor.accountId!,
    proposedAt: now,
  };
  await queries
    .insertProposal(db, row)
    .catch((error) =>
      onConstraint(error, { disclosure_proposal_live_key: () => new Refusal('conflict', alreadyThere) }),
    );
  await record(context, 'disclosure.proposed', subjectOf(row), { kind: row.kind, title: row.title });
  return { code: row.code, version: 1 };
}

/** Another person publishes it. What has changed since the proposal so that it no longer holds is not published. */
export async function publishDisclosure(context: Context, code: string) {
  const row = await lockFor(context, code, 'disclosure.publish', 'publish');
  const candidate = await queries.findCandidate(context.db, context.now, row.kind, row.subjectId);
  if (!candidate) throw new Refusal('conflict', noLongerHolds);
  await assertPublishable(context, candidate);
  const decided = { decidedBy: context.actor.accountId!, decidedAt: context.now };
  await queries.markProposal(context.db, row.id, { state: 'published', ...decided });
  await queries.insertDisclosure(context.db, {
    id: newId(context.now),
    proposalId: row.id,
    kind: row.kind,
    subjectId: row.subjectId,
    agencyId: row.agencyId,
    publishedBy: decided.decidedBy,
    publishedAt: context.now,
    untilDay: candidate.block.kind === 'sanction' ? candidate.block.untilDay : null,
  });
  await record(context, 'disclosure.published', subjectOf(row), { kind: row.kind, title: row.title });
  return { code, state: 'published' as const };
}

export async function returnDisclosure(context: Context, code: string, input: z.output<typeof giveBack>) {
  const row = await lockFor(context, code, 'disclosure.return', 'return');
  const decided = { decidedBy: context.actor.accountId!, decidedAt: context.now };
  await queries.markProposal(context.db, row.id, {
    state: 'returned',
    ...decided,
    returnedReason: input.reason,
  });
  await record(context, 'disclosure.returned', subjectOf(row), { title: row.title, reason: input.reason });
  return { code, state: 'returned' as const };
}

export async function withdrawDisclosure(context: Context, code: string, input: z.output<typeof withdrawal>) {
  const row = await lockFor(context, code, 'disclosure.withdraw', 'withdraw');
  await queries.markProposal(context.db, row.id, { state: 'withdrawn' });
  await queries.markWithdrawn(context.db, row.id, context.now, context.actor.accountId!, input.reason);
  await record(context, 'disclosure.withdrawn', subjectOf(row), { title: row.title, reason: input.reason });
  return { code, state: 'withdrawn' as const };
}

/** Why this may not be published now, or null; the page shows the same words before anything is pressed. */
export async function whyNotPublishable(
  context: Context,
  { block }: queries.Candidate,
): Promise<{ reason: string; fix?: string } | null> {
  if ('policy' in block && block.policy.isTrial) {
    return {
      reason: '作出结果时，所依据的标准尚未公布施行，结果只作试评，不得公开。',
      fix: '/policies',
    };
  }
  const isOff = block.kind === 'rating' && !(await getSettings(context.db, context.isExample)).ratingsPublic;
  if (isOff) {
    return { reason: '设置中未开启「向社会公开信用等级」。请先由审批人决定是否公开。', fix: '/settings' };
  }
  const [first] = queries.personalDataIn(block);
  return first ? { reason: first.message } : null;
}

async function assertPublishable(context: Context, candidate: queries.Candidate): Promise<void> {
  const found = queries.personalDataIn(candidate.block);
  if (found.length > 0) {
    const fields: Record<string, string> = {};
    for (const { field, message } of found) fields[field] = `${fields[field] ?? ''}${message}`;
    throw new Refusal('invalid', `含有 ${found.length} 处个人信息，删除或改写原文后才能公开。`, { fields });
  }
  const blocked = await whyNotPublishable(context, candidate);
  if (blocked) throw new Refusal('conflict', blocked.reason);
}

async function lockFor(context: Context, code: string, action: Action, act: ActOf<typeof machine>) {
  const row = await queries.lockProposal(context.db, code);
  if (!row) throw notFound();
  authorize(context.actor, action, { handledBy: [row.proposedBy] });
  stepTo(machine, row.state, act);
  assertCurrent(context, row, { state: row.state, version: row.version });
  return row;
}

const alreadyThere = '这项内容已经提请公开或者已经公开，无须再办。';
const noLongerHolds = '这项内容已被新的决定取代或者已经期满，不能再公开。请退回这次提请。';

const subjectOf = (row: { id: string; code: string; agencyId: string | null }) => ({
  type: 'disclosure' as const,
  id: row.id,
  code: row.code,
  agencyId: row.agencyId,
});
