import type { z } from 'zod';
import { dossierEntry as machine, type ActOf } from '#scoring/lifecycle.ts';
import { assertCurrent, type Context } from '../context.ts';
import { assertWhole, submitDossier } from '../dossier-submissions/commands.ts';
import type { submission } from '../dossier-submissions/schema.ts';
import { openFiling } from '../dossiers/commands.ts';
import { lockOpenDossier } from '../dossiers/queries.ts';
import { isId, newId } from '../ids.ts';
import { assertFile } from '../integrity-queries/commands.ts';
import { findAgency } from '../integrity-queries/queries.ts';
import { record, type Subject } from '../journal.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize } from '../permissions.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { entryOpening, entryRefusal } from './schema.ts';

/** 代录: opens a filing of the agency in the officer's hands, by the scan of the stamped paper. */
export async function openEntry(context: Context, input: z.output<typeof entryOpening>) {
  authorize(context.actor, 'dossierEntry.enter');
  const agency = await findAgency(context.db, input.agency);
  if (!agency) throw invalidField('agency', '没有找到这家机构，请从所列各项中选择。');
  await assertFile(context, input.fileId, '上传盖章纸质档案的扫描件。');
  const dossier = await openFiling(context, agency.id, null);
  const id = newId(context.now);
  await queries
    .insertEntry(context.db, {
      ...{ id, dossierId: dossier.id, agencyId: agency.id, state: 'entering' },
      ...{ reason: input.reason, fileId: input.fileId },
      ...{ enteredBy: context.actor.accountId!, openedAt: context.now },
    })
    .catch((error) => onConstraint(error, { dossier_entry_in_hand_key: oneAtATime }));
  const subject = subjectOf({ dossierId: dossier.id, agencyId: agency.id });
  await record(context, 'dossierEntry.opened', subject, { reason: input.reason });
  return { id };
}

/** 送机构确认: nothing may be missing, as in a submission. */
export async function handOver(context: Context, id: string) {
  const entry = await lockOwnEntry(context, id, 'handOver');
  await assertWhole(context, (await lockOpenDossier(context.db, entry.agencyId))!);
  await queries.markEntry(context.db, id, {
    ...{ state: 'waiting', handedOverAt: context.now },
    ...{ note: null, answeredBy: null, answeredAt: null },
  });
  const subject = subjectOf(entry);
  await record(context, 'dossierEntry.handedOver', subject, {});
  await sendNotice(context, {
    ...{ to: { agencyId: entry.agencyId }, kind: 'dossierEntry', subject },
    title: '财政局代录，请核对并确认',
    body: `财政局经办人已按贵机构盖章的纸质档案代录信用档案。请逐项核对：一致的，确认后提交；不一致的，写明原因退回。确认前不生效。`,
    path: `/dossier-entries/${id}`,
  });
  return { id };
}

/** The officer goes on with what the agency did not confirm. */
export async function resumeEntry(context: Context, id: string) {
  const entry = await lockOwnEntry(context, id, 'resume');
  await queries
    .markEntry(context.db, id, { state: 'entering' })
    .catch((error) => onConstraint(error, { dossier_entry_in_hand_key: oneAtATime }));
  await record(context, 'dossierEntry.resumed', subjectOf(entry), {});
  return { id };
}

/** The filing stays with the agency as a draft of its own. */
export async function withdrawEntry(context: Context, id: string) {
  const entry = await lockOwnEntry(context, id, 'withdraw');
  await queries.markEntry(context.db, id, { state: 'withdrawn' });
  await record(context, 'dossierEntry.withdrawn', subjectOf(entry), {});
  return { id };
}

/** The agency's own declaration makes it a submission like any other. */
export async function confirmEntry(context: Context, id: string, input: z.output<typeof submission>) {
  const entry = await lockForAgency(context, id, 'confirm');
  await queries.markEntry(context.db, id, {
    ...{ state: 'confirmed', answeredBy: context.actor.accountId, answeredAt: context.now },
  });
  await record(context, 'dossierEntry.confirmed', subjectOf(entry), { enteredBy: entry.enteredByName });
  return submitDossier(context, input);
}

export async function declineEntry(context: Context, id: string, { note }: z.output<typeof entryRefusal>) {
  const entry = await lockForAgency(context, id, 'decline');
  assertCurrent(context, { version: entry.dossierVersion });
  await queries.markEntry(context.db, id, {
    ...{ state: 'declined', note, answeredBy: context.actor.accountId, answeredAt: context.now },
  });
  await record(context, 'dossierEntry.declined', subjectOf(entry), { note });
  return { id };
}

/** The same context as if the officer came from the agency whose paper lies in hand; of others nothing changes. */
export async function actingFor(context: Context): Promise<Context> {
  const { actor, db } = context;
  if (actor.hat !== 'bureauOfficer') return context;
  const entry = await queries.findInHand(db, actor.accountId!);
  return entry ? { ...context, actor: { ...actor, agencyId: entry.agencyId } } : context;
}

/** Why the actor may not write a filing that is being entered on behalf; null when nothing stands in the way. */
export async function whyNotWritable({ db, actor }: Context, dossierId: string): Promise<string | null> {
  const entry = await queries.findUnconfirmed(db, dossierId);
  if (!entry) return null;
  const isEnterer = entry.enteredBy === actor.accountId && actor.hat === 'bureauOfficer';
  if (isEnterer && entry.state === 'entering') return null;
  if (entry.state === 'waiting') return '这份档案由财政局代录，已送机构核对，确认或退回之前不能改动。';
  return `这份档案由财政局代录，送机构核对之前由经办人填写。`;
}

const oneAtATime = () =>
  new Refusal('conflict', '手上已有一份代录没有送出，送机构确认或撤回后再代录另一家。');

async function lockOwnEntry(context: Context, id: string, act: 'handOver' | 'resume' | 'withdraw') {
  authorize(context.actor, 'dossierEntry.enter');
  const entry = await lock(context, id, act);
  if (entry.enteredBy !== context.actor.accountId)
    throw new Refusal('forbidden', `这份档案由${entry.enteredByName}代录，由其办理。`);
  assertCurrent(context, entry);
  return entry;
}

async function lockForAgency(context: Context, id: string, act: 'confirm' | 'decline') {
  const found = isId(id) ? await queries.findEntry(context.db, id) : undefined;
  if (!found?.handedOverAt) throw notFound();
  authorize(context.actor, 'dossierEntry.answer', { agencyId: found.agencyId });
  return lock(context, id, act);
}

async function lock(context: Context, id: string, act: ActOf<typeof machine>) {
  if (!isId(id) || !(await queries.lockEntry(context.db, id))) throw notFound();
  const entry = (await queries.findEntry(context.db, id))!;
  stepTo(machine, entry.state, act);
  return entry;
}

const subjectOf = (entry: { dossierId: string; agencyId: string }): Subject => ({
  type: 'dossier',
  id: entry.dossierId,
  agencyId: entry.agencyId,
});
