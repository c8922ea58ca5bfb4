import type { z } from 'zod';
import type { Canonical } from '#scoring/digest.ts';
import { isCarriedOver, mayRaise, sectionTitles, type Section } from '#scoring/filing.ts';
import { dossierReopening as machine } from '#scoring/lifecycle.ts';
import type { Context } from '../context.ts';
import { lockHeld, lockReview } from '../dossier-reviews/commands.ts';
import { earlierLooks } from '../dossier-submissions/commands.ts';
import { isId, newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { authorize, type Ownership } from '../permissions.ts';
import { notFound, onConstraint, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { asking, decision } from './schema.ts';

/** 请示: whoever holds the review asks the superior to let a section that passed and has not changed be judged again. */
export async function askReopening(context: Context, input: z.output<typeof asking>) {
  const review = await lockHeld(context, input.code, 'dossierReopening.ask');
  const content = (review.content as Record<Section, Canonical>)[input.section];
  const looks = await earlierLooks(context, { id: review.dossierId, basedOn: review.basedOn }, review.number);
  const earlier = looks[input.section] ?? null;
  if (!isCarriedOver(content, earlier) && mayRaise(content, earlier))
    throw new Refusal('conflict', `「${sectionTitles[input.section]}」可以直接审核，不必请示。`);
  const id = newId(context.now);
  const already = () =>
    new Refusal('conflict', `「${sectionTitles[input.section]}」已经请示过，等待答复或按答复办理。`);
  await queries
    .insertReopening(context.db, {
      ...{ id, submissionId: review.id, section: input.section, state: 'asked', reason: input.reason },
      ...{ askedBy: context.actor.accountId!, askedAt: context.now },
    })
    .catch((error) => onConstraint(error, { dossier_reopening_open_key: already }));
  const { section, reason } = input;
  await record(context, 'dossierReopening.asked', subjectOf(review.dossierId), { section, reason });
  return { id };
}

/** Agreed or declined by a leader who is neither who asked nor who holds the review. */
export async function decideReopening(
  context: Context,
  id: string,
  to: 'agreed' | 'declined',
  { note }: z.output<typeof decision>,
) {
  const found = await lock(context, id);
  authorize(context.actor, 'dossierReopening.decide', ownershipOf(found));
  await move(context, found, to, note);
  return { id };
}

export async function withdrawReopening(context: Context, id: string) {
  const found = await lock(context, id);
  authorize(context.actor, 'dossierReopening.ask');
  if (found.askedBy !== context.actor.accountId)
    throw new Refusal('forbidden', `这项请示由${found.askedByName}提出，由本人撤回。`);
  await move(context, found, 'withdrawn', null);
  return { id };
}

/** The sections of a submission that a superior has agreed to have judged again. */
export async function reopenedSections({ db }: Context, submissionId: string): Promise<Section[]> {
  const rows = await queries.listReopenings(db, submissionId);
  return rows.filter(({ state }) => state === 'agreed').map(({ section }) => section);
}

/** A review does not end while its reviewer waits for an answer. */
export async function assertAnswered({ db }: Context, submissionId: string): Promise<void> {
  const open = (await queries.listReopenings(db, submissionId)).filter(({ state }) => state === 'asked');
  if (open.length === 0) return;
  const names = open.map(({ section }) => sectionTitles[section]).join('」「');
  throw new Refusal('conflict', `「${names}」的请示还没有答复。等待答复，或先撤回请示，再办理。`);
}

export const ownershipOf = (found: queries.Reopening): Ownership => ({
  handledBy: [found.askedBy, found.reviewerId],
});

const acts = { agreed: 'agree', declined: 'decline', withdrawn: 'withdraw' } as const;

async function move(
  context: Context,
  found: queries.Reopening,
  to: 'agreed' | 'declined' | 'withdrawn',
  note: string | null,
) {
  const state = stepTo(machine, found.state, acts[to]) as typeof to;
  const decided = { decidedBy: context.actor.accountId, decidedAt: context.now };
  const nobody = { decidedBy: null, decidedAt: null };
  await queries.markReopening(context.db, found.id, {
    state,
    note,
    ...(note === null ? nobody : decided),
  });
  const detail = { section: found.section, ...(note === null ? {} : { note }) };
  await record(context, `dossierReopening.${to}`, subjectOf(found.dossierId), detail);
}

/** Under the lock of its review, which must not have ended meanwhile. */
async function lock(context: Context, id: string): Promise<queries.Reopening> {
  const seen = isId(id) ? await queries.findReopening(context.db, id) : undefined;
  if (!seen) throw notFound();
  await lockReview(context, `${seen.agencyCode}-${seen.number}`, 'dossierReview.read');
  return (await queries.findReopening(context.db, id))!;
}

/** The bureau's own: the agency learns of what was agreed by the notice. */
const subjectOf = (dossierId: string): Subject => ({ type: 'dossier', id: dossierId });
