import { addDays, dayOf, endOfDay } from '#scoring/calendar.ts';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { findFile } from '../files/queries.ts';
import { isId, newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { queueMail } from '../mails/commands.ts';
import { authorize } from '../permissions.ts';
import { getDays } from '../policies/queries.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { findServiceAddress } from '../service-addresses/queries.ts';
import * as queries from './queries.ts';
import { withService } from './queries.ts';
import type { paperReceipt } from './schema.ts';

export interface NewNotice {
  to: { agencyId: string } | { unitId: string };
  /** What it is about, in one English word of the noun's own: by it the noun finds the notice again. */
  kind: string;
  title: string;
  body: string;
  /** What a mail may say of it, where the title names a person. */
  mailTitle?: string;
  subject: Subject;
  /** Where the reader goes to act on it, as a path of the portal. */
  path: string;
}

/**
 * Sends a notice inside the command that makes it necessary, and the mail that tells of it where the agency has confirmed
 * an address for it. Every window of it runs from its service.
 */
export async function sendNotice(context: Context, notice: NewNotice): Promise<{ id: string }> {
  const id = newId(context.now);
  const to = {
    agencyId: 'agencyId' in notice.to ? notice.to.agencyId : null,
    unitId: 'unitId' in notice.to ? notice.to.unitId : null,
  };
  const address = to.agencyId === null ? undefined : await findServiceAddress(context.db, to.agencyId);
  const { service } = await getDays(context.db, context.today);
  await queries.insertNotice(context.db, {
    ...to,
    id,
    kind: notice.kind,
    title: notice.title,
    body: notice.body,
    subjectType: notice.subject.type,
    subjectId: notice.subject.id,
    path: notice.path,
    serviceAddressId: address?.id ?? null,
    serviceDays: service,
    sentBy: context.actor.accountId,
    sentAt: context.now,
  });
  if (address?.way === 'electronic')
    await queueMail(context, {
      noticeId: id,
      address: address.email,
      title: notice.mailTitle ?? notice.title,
    });
  await record(context, 'notice.sent', { ...notice.subject, ...to }, { notice: id, title: notice.title });
  return { id };
}

/** The recipient opens it: it has reached them. Opening again changes nothing. */
export async function openNotice(context: Context, id: string) {
  const notice = await queries.lockNotice(context.db, id);
  if (!notice) throw notFound();
  authorize(context.actor, 'notice.open', notice);
  if (notice.receivedAt === null) {
    await queries.markReceived(context.db, id, {
      receivedAt: context.now,
      receivedHow: 'opened',
      receivedRecordedBy: context.actor.accountId,
      receivedNote: null,
      receiptFileId: null,
    });
    await record(context, 'notice.opened', subjectOf(notice), { notice: id, title: notice.title });
  }
  const [opened] = await withService(context, [
    { ...notice, receivedAt: notice.receivedAt ?? context.now, receivedHow: notice.receivedHow ?? 'opened' },
  ]);
  return { id, servedAt: opened!.servedAt, path: notice.path };
}

/** Records that the notice was handed over on paper, by the scan of the signed receipt. */
export async function recordPaperReceipt(context: Context, id: string, input: z.output<typeof paperReceipt>) {
  const notice = await queries.lockNotice(context.db, id);
  if (!notice) throw notFound();
  authorize(context.actor, 'notice.recordReceipt', notice);
  if (notice.receivedAt) {
    throw new Refusal('conflict', `这份通知已于 ${dayOf(notice.receivedAt)} 送达，送达只记一次。`);
  }
  if (input.servedOn > context.today) throw invalidField('servedOn', '签收日期不得晚于今天。');
  const sentOn = dayOf(notice.sentAt);
  if (input.servedOn < sentOn) throw invalidField('servedOn', `签收日期不得早于发出日期 ${sentOn}。`);
  const file = isId(input.fileId) ? await findFile(context.db, input.fileId) : undefined;
  if (!file || file.agencyId !== null || file.unitId !== null)
    throw invalidField('fileId', '没有找到这份文件，请重新上传。');
  if (!['pdf', 'jpg', 'png'].includes(file.type))
    throw invalidField('fileId', '送达回证须为签收原件的扫描件：PDF、JPG 或 PNG。');
  const receivedAt = input.servedOn === sentOn ? notice.sentAt : endOfDay(addDays(input.servedOn, -1));
  await queries.markReceived(context.db, id, {
    receivedAt,
    receivedHow: 'paper',
    receivedRecordedBy: context.actor.accountId,
    receivedNote: input.note,
    receiptFileId: file.id,
  });
  const detail = {
    ...{ notice: id, title: notice.title, servedOn: input.servedOn, note: input.note },
    file: file.name,
  };
  await record(context, 'notice.receiptRecorded', subjectOf(notice), detail);
  const [recorded] = await withService(context, [{ ...notice, receivedAt, receivedHow: 'paper' as const }]);
  return { id, servedAt: recorded!.servedAt };
}

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
