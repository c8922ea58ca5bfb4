/** 发件箱: a mail says that a notice waits and where it is read, and nothing of what it says. */
import { setTimeout } from 'node:timers/promises';
import { systemContext } from '../authentication.ts';
import type { Context, Deps } from '../context.ts';
import { inTransaction } from '../database.ts';
import { newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { interrupted, MailFailure, type Mailer } from '../mailer.ts';
import * as queries from './queries.ts';

/** Minutes from one attempt to the next; after the last one the mail has failed. */
const pauses = [1, 5, 15, 60, 180];
/** A mail that could not leave within a day would tell of something old. */
const waitsAtMost = 24 * 60 * 60_000;
/** Longer than any sending takes. */
const sendsAtMost = 10 * 60_000;
const between = 5_000;

/** Puts the mail into the outbox, in the transaction of its notice. */
export const queueMail = (
  { db, now, machineNow }: Context,
  mail: { noticeId: string; address: string; title: string },
) =>
  queries.insertMail(db, {
    id: newId(now),
    noticeId: mail.noticeId,
    address: mail.address,
    subject: `有一份通知待签收：${mail.title}`,
    path: `/notices/${mail.noticeId}`,
    createdAt: machineNow,
    nextAt: machineNow,
  });

/** Sends what is due, again and again, until the process is to stop. */
export async function keepSending(deps: Deps, mailer: Mailer, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await sendMails(deps, mailer, stopping).catch((error) => console.error('发件箱：', error));
    await setTimeout(between, undefined, { signal: stopping }).catch(() => {});
  }
}

/** Sends everything that is due now; tells how many mails left. */
export async function sendMails(deps: Deps, mailer: Mailer, stopping?: AbortSignal): Promise<number> {
  await failAbandoned(deps);
  let sent = 0;
  while (!stopping?.aborted) {
    const mail = await queries.claimMail(deps.db, deps.clock().toISOString());
    if (!mail) break;
    if (await sendOne(deps, mailer, mail)) sent += 1;
  }
  return sent;
}

async function sendOne(deps: Deps, mailer: Mailer, mail: queries.ClaimedMail): Promise<boolean> {
  if (deps.clock().getTime() - Date.parse(mail.createdAt) > waitsAtMost) {
    await fail(deps, mail, '24 小时内没有能够发出');
    return false;
  }
  try {
    await mailer.send({ id: mail.id, to: mail.address, subject: mail.subject, text: textOf(mailer, mail) });
  } catch (error) {
    if (!(error instanceof MailFailure)) console.error('发件箱：', error);
    const { message, again } = error instanceof MailFailure ? error : { message: interrupted, again: false };
    const pause = pauses[mail.attempts - 1];
    if (!again || pause === undefined) await fail(deps, mail, message);
    else await queries.markWaiting(deps.db, mail.id, message, minutesOn(deps, pause));
    return false;
  }
  await inTransaction(deps.db, async (db) => {
    const context = await systemContext(deps, db);
    await queries.markSent(db, mail.id, context.machineNow);
    const notice = await queries.markMailed(db, mail.noticeId, context.now);
    await record(context, 'notice.mailed', subjectOf(notice), { notice: notice.id, title: notice.title });
  });
  return true;
}

const textOf = ({ origin }: Mailer, { subject, path }: queries.ClaimedMail): string =>
  `${subject}\n\n请登录后打开并签收：${origin}${path}\n\n各项期限从送达之日起算。本邮件由系统自动发出，不含通知正文，请勿回复。\n`;

/** Whoever claimed them died before it could say how it went. */
async function failAbandoned(deps: Deps): Promise<void> {
  const claimedBefore = new Date(deps.clock().getTime() - sendsAtMost).toISOString();
  for (const mail of await queries.listAbandoned(deps.db, claimedBefore)) await fail(deps, mail, interrupted);
}

const fail = (deps: Deps, mail: { id: string; noticeId: string }, reason: string): Promise<void> =>
  inTransaction(deps.db, async (db) => {
    const context = await systemContext(deps, db);
    if (!(await queries.markFailed(db, mail.id, reason, context.machineNow))) return;
    const notice = await queries.getNoticeOf(db, mail.noticeId);
    const detail = { notice: notice.id, title: notice.title, reason };
    await record(context, 'notice.mailFailed', subjectOf(notice), detail);
  });

const minutesOn = ({ clock }: Deps, minutes: number): string =>
  new Date(clock().getTime() + minutes * 60_000).toISOString();

const subjectOf = ({ subjectType: type, subjectId: id, agencyId, unitId }: NoticeOf): Subject => ({
  ...{ type, id, agencyId, unitId },
});

type NoticeOf = Awaited<ReturnType<typeof queries.getNoticeOf>>;
