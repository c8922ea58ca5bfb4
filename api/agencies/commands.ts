import type { z } from 'zod';
import { insertAccount } from '../accounts/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { nextCode } from '../counter.ts';
import { findFile } from '../files/queries.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize, type Action } from '../permissions.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import { insertAddress } from '../service-addresses/commands.ts';
import { assertGoodPassword, hashPassword } from '../sessions/commands.ts';
import * as queries from './queries.ts';
import type { agencyOpening, letter, letterReturn } from './schema.ts';

/** Anyone may open the account of an agency; whoever comes second learns that it exists, and nothing else of it. */
export async function openAgency(context: Context, input: z.output<typeof agencyOpening>) {
  assertGoodPassword(input.password, input.username);
  if (await queries.isUsccTaken(context.db, input.uscc)) throw openedBefore();
  const passwordHash = await hashPassword(input.password);
  const id = newId(context.now);
  const code = await nextCode(context.db, 'JG', Number(context.today.slice(0, 4)));
  const agency = { id, code, name: input.name, uscc: input.uscc, openedAt: context.now };
  await queries.insertAgency(context.db, agency).catch(asRefusal);
  const account = { id: newId(context.now), username: input.username, name: input.adminName };
  await insertAccount(context.db, { ...account, agencyId: id, passwordHash, createdAt: context.now }, [
    'agencyAdmin',
  ]).catch(asRefusal);
  const actor = { ...context.actor, accountId: account.id, name: account.name, hat: 'agencyAdmin' as const };
  const detail = { uscc: input.uscc, name: input.name };
  await record({ ...context, actor }, 'agency.opened', subjectOf(agency), detail);
  const { way, recipient, postalAddress, email, phone, confirmed } = input;
  const address = { way, recipient, postalAddress, email, phone, confirmed };
  await insertAddress({ ...context, actor }, agency, 1, address);
  return { id, code };
}

/** The stamped letter that names the agency's administrator; it can be replaced until an officer has confirmed it. */
export async function attachLetter(context: Context, input: z.output<typeof letter>) {
  const agency = await lockFor(context, context.actor.agencyId ?? '', 'agency.attachLetter');
  assertUnconfirmed(agency);
  const file = isId(input.fileId) ? await findFile(context.db, input.fileId) : undefined;
  if (file?.agencyId !== agency.id) throw invalidField('fileId', '没有找到这份文件，请重新上传。');
  if (!['pdf', 'jpg', 'png'].includes(file.type)) {
    throw invalidField('fileId', '授权书须为盖章原件的扫描件：PDF、JPG 或 PNG。');
  }
  await queries.markLetter(context.db, agency.id, file.id);
  await record(context, 'agency.letterAttached', subjectOf(agency), { file: file.name });
  return { id: agency.id, code: agency.code };
}

/** An officer has compared the letter with the agency's administrator: from now on the agency may submit. */
export async function confirmAdministrator(context: Context, id: string) {
  const agency = await lockFor(context, id, 'agency.confirmAdmin');
  assertUnconfirmed(agency);
  assertLetter(agency);
  await queries.markConfirmed(context.db, id, context.now, context.actor.accountId!);
  await record(context, 'agency.adminConfirmed', subjectOf(agency));
  return { id, code: agency.code };
}

/** The letter does not prove what it should: the agency is told why and attaches another one. */
export async function returnLetter(context: Context, id: string, input: z.output<typeof letterReturn>) {
  const agency = await lockFor(context, id, 'agency.returnLetter');
  assertUnconfirmed(agency);
  assertLetter(agency);
  await queries.markLetter(context.db, id, null);
  await record(context, 'agency.letterReturned', subjectOf(agency), { reason: input.reason });
  await sendNotice(context, {
    to: { agencyId: id },
    kind: 'letterReturned',
    title: '管理员授权书退回补正',
    body: `贵机构上传的管理员授权书需要补正：${input.reason}\n补正前可以继续填写信用档案，不能提交。`,
    subject: subjectOf(agency),
    path: `/agencies/${agency.code}`,
  });
  return { id, code: agency.code };
}

type LockedAgency = NonNullable<Awaited<ReturnType<typeof queries.lockAgency>>>;

async function lockFor(context: Context, id: string, action: Action): Promise<LockedAgency> {
  const agency = await queries.lockAgency(context.db, id);
  if (!agency) throw notFound();
  authorize(context.actor, action, agency);
  assertCurrent(context, agency);
  return agency;
}

function assertUnconfirmed(agency: LockedAgency): void {
  if (agency.adminConfirmedAt) throw new Refusal('conflict', '这家机构的管理员已经核对确认，无须再办。');
}

function assertLetter(agency: LockedAgency): void {
  if (!agency.letterFileId) throw new Refusal('conflict', '机构还没有上传盖章的管理员授权书，暂不能核对。');
}

const openedBefore = () =>
  invalidField(
    'uscc',
    '使用这一统一社会信用代码的机构已经开通账号。请联系本机构的管理员邀请您加入；不知由谁开通的，请持单位证明联系财政局。',
  );

const asRefusal = (error: unknown) =>
  onConstraint(error, {
    agency_uscc_key: openedBefore,
    account_username_key: () => invalidField('username', '这个用户名已被使用，请另选一个。'),
  });

const subjectOf = (agency: { id: string; code: string }) => ({
  type: 'agency' as const,
  id: agency.id,
  code: agency.code,
  agencyId: agency.id,
});
