import { addDays, dayOf, endOfDay } from '#scoring/calendar.ts';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { findServiceAddress } from '../service-addresses/queries.ts';
import * as queries from './queries.ts';
import type { paperReceipt } from './schema.ts';

export interface NewNotice {
  to: { agencyId: string } | { unitId: string };
  /** What it is about, in one English word of the noun's own: by it the noun finds the notice again. */
  kind: string;
  title: string;
  body: string;
  subject: Subject;
  /** Where the reader goes to act on it, as a path of the portal. */
  path: string;
}

/** Sends a notice inside the command that makes it necessary. Every window of it runs from its service. */
export async function sendNotice(context: Context, notice: NewNotice): Promise<{ id: string }> {
  const id = newId(context.now);
  const to = {
    agencyId: 'agencyId' in notice.to ? notice.to.agencyId : null,
    unitId: 'unitId' in notice.to ? notice.to.unitId : null,
  };
  await queries.insertNotice(context.db, {
    ...to,
    id,
    kind: notice.kind,
    title: notice.title,
    body: notice.body,
    subjectType: notice.subject.type,
    subjectId: notice.subject.id,
    path: notice.path,
    serviceAddressId: await addressIdOf(context, to.agencyId),
    sentBy: context.actor.accountId,
    sentAt: context.now,
  });
  await record(context, 'notice.sent', { ...notice.subject, ...to }, { notice: id, title: notice.title });
  return { id };
}

/** The recipient opens it: from this instant it is served. Opening again changes nothing. */
export async function openNotice(context: Context, id: string) {
  const notice = await queries.lockNotice(context.db, id);
  if (!notice) throw notFound();
  authorize(context.actor, 'notice.open', notice);
  if (notice.servedAt) return { id, servedAt: notice.servedAt, path: notice.path };
  await queries.markServed(context.db, id, {
    servedAt: context.now,
    servedHow: 'opened',
    servedRecordedBy: context.actor.accountId,
    servedNote: null,
  });
  await record(context, 'notice.opened', subjectOf(notice), { notice: id, title: notice.title });
  return { id, servedAt: context.now, path: notice.path };
}

/** Records that the notice was handed over on paper; the window then runs from the day of the signature. */
export async function recordPaperReceipt(context: Context, id: string, input: z.output<typeof paperReceipt>) {
  const notice = await queries.lockNotice(context.db, id);
  if (!notice) throw notFound();
  authorize(context.actor, 'notice.recordReceipt', notice);
  if (notice.servedAt) {
    throw new Refusal('conflict', `这份通知已于 ${dayOf(notice.servedAt)} 送达，送达只记一次。`);
  }
  if (input.servedOn > context.today) throw invalidField('servedOn', '签收日期不得晚于今天。');
  const sentOn = dayOf(notice.sentAt);
  if (input.servedOn < sentOn) throw invalidField('servedOn', `签收日期不得早于发出日期 ${sentOn}。`);
  const servedAt = input.servedOn === sentOn ? notice.sentAt : endOfDay(addDays(input.servedOn, -1));
  await queries.markServed(context.db, id, {
    servedAt,
    servedHow: 'paper',
    servedRecordedBy: context.actor.accountId,
    servedNote: input.note,
  });
  const detail = { notice: id, title: notice.title, servedOn: input.servedOn, note: input.note };
  await record(context, 'notice.receiptRecorded', subjectOf(notice), detail);
  return { id, servedAt };
}

const addressIdOf = async ({ db }: Context, agencyId: string | null): Promise<string | null> =>
  (agencyId !== null && (await findServiceAddress(db, agencyId))?.id) || null;

const subjectOf = (notice: {
  subjectType: Subject['type'];
  subjectId: string;
  agencyId: string | null;
  unitId: string | null;
}): Subject => ({
  type: notice.subjectType,
  id: notice.subjectId,
  agencyId: notice.agencyId,
  unitId: notice.unitId,
});
