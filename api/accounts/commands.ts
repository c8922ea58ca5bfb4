import type { z } from 'zod';
import type { Context } from '../context.ts';
import { assertCurrent } from '../context.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import {
  assertGoodPassword,
  digestOf,
  hashPassword,
  newToken,
  passwordMatches,
} from '../sessions/commands.ts';
import { markRevoked } from '../sessions/queries.ts';
import { findNamedUnit } from '../units/queries.ts';
import * as queries from './queries.ts';
import type { colleague, firstAdministrator, newAccount, newPassword, passwordChange } from './schema.ts';

const linkHours = { firstAdmin: 24, invitation: 72, passwordReset: 72 } as const;

/** The system administrator makes an account; the link that lets its holder set a password is shown once. */
export async function createAccount(context: Context, input: z.output<typeof newAccount>) {
  const id = newId(context.now);
  if (input.unitId && !isId(input.unitId)) throw invalidField('unitId', '选择所在的预算单位。');
  const unitId = input.unitId || null;
  if (unitId && !(await findNamedUnit(context.db, unitId)))
    throw invalidField('unitId', '没有找到这个预算单位，请重新选择。');
  const { hats, ...row } = input;
  await queries
    .insertAccount(
      context.db,
      { ...row, id, unitId, division: input.division || null, createdAt: context.now },
      hats,
    )
    .catch((error) => onConstraint(error, accountRefusals));
  await record(
    context,
    'account.created',
    { type: 'account', id, unitId },
    { username: input.username, hats },
  );
  return { id, link: await makeLink(context, 'invitation', id) };
}

/** An agency's administrator invites a colleague of the same agency. */
export async function inviteColleague(context: Context, input: z.output<typeof colleague>) {
  const { agencyId } = context.actor;
  authorize(context.actor, 'colleague.invite', { agencyId });
  if (input.hat === 'leadEvaluator') await assertCheckedPerson(context, agencyId!, input.personId);
  const id = newId(context.now);
  await queries
    .insertAccount(
      context.db,
      {
        id,
        username: input.username,
        name: input.name,
        agencyId,
        personId: input.hat === 'leadEvaluator' ? input.personId : null,
        createdAt: context.now,
      },
      [input.hat],
    )
    .catch((error) => onConstraint(error, accountRefusals));
  await record(context, 'colleague.invited', { type: 'account', id, agencyId }, { username: input.username });
  return { id, link: await makeLink(context, 'invitation', id) };
}

export async function resetPassword(context: Context, id: string) {
  const account = await lockOwn(context, id);
  await queries.markLinksUsed(context.db, id, context.machineNow);
  await record(context, 'account.passwordResetOffered', subjectOf(account));
  return { link: await makeLink(context, 'passwordReset', id) };
}

/** Closes or reopens an account; closing ends its sessions at once. */
export async function switchAccount(
  context: Context,
  id: string,
  { open, reason }: { open: boolean; reason: string },
) {
  const account = await lockOwn(context, id);
  assertCurrent(context, account);
  if (id === context.actor.accountId)
    throw new Refusal('conflict', '不能停用自己的账号，请由另一位系统管理员办理。');
  if ((account.disabledAt === null) === open) {
    throw new Refusal('conflict', open ? '这个账号没有停用，无须恢复。' : '这个账号已经停用。');
  }
  await queries.markDisabled(context.db, id, open ? null : context.now);
  if (!open) await markRevoked(context.db, { accountId: id }, context.machineNow);
  await record(context, open ? 'account.reopened' : 'account.closed', subjectOf(account), { reason });
  return { id };
}

/** Sets the password behind an invitation or a reset; the link is good once. */
export async function usePasswordLink(context: Context, token: string, input: z.output<typeof newPassword>) {
  const link = await goodLink(context, token);
  if (!link.accountId) throw notFound();
  assertGoodPassword(input.password, link.username!);
  await takeLink(context, link.id);
  await queries.markPassword(context.db, link.accountId, await hashPassword(input.password));
  await markRevoked(context.db, { accountId: link.accountId }, context.machineNow);
  const speaker = { ...context, actor: { ...context.actor, accountId: link.accountId, name: link.name! } };
  await record(speaker, 'account.passwordSet', { ...link, type: 'account', id: link.accountId });
  return { username: link.username! };
}

/** The first system administrator of an empty district, by the link printed at its first start. */
export async function createFirstAdministrator(
  context: Context,
  token: string,
  input: z.output<typeof firstAdministrator>,
) {
  const link = await goodLink(context, token);
  if (link.purpose !== 'firstAdmin') throw notFound();
  assertGoodPassword(input.password, input.username);
  await takeLink(context, link.id);
  const id = newId(context.now);
  const passwordHash = await hashPassword(input.password);
  await queries
    .insertAccount(
      context.db,
      { id, username: input.username, name: input.name, passwordHash, createdAt: context.now },
      ['systemAdmin'],
    )
    .catch((error) => onConstraint(error, accountRefusals));
  const speaker = { ...context, actor: { ...context.actor, accountId: id, name: input.name } };
  await record(speaker, 'account.created', { type: 'account', id }, { username: input.username });
  return { username: input.username };
}

export async function changePassword(context: Context, input: z.output<typeof passwordChange>) {
  const account = await queries.lockAccount(context.db, context.actor.accountId!);
  if (!account || !(await passwordMatches(account.passwordHash, input.current))) {
    throw invalidField('current', '当前密码不对，请重新填写。');
  }
  assertGoodPassword(input.password, account.username);
  await queries.markPassword(context.db, account.id, await hashPassword(input.password));
  await record(context, 'account.passwordSet', subjectOf(account));
  return {};
}

/** Makes a one-time link and returns its path; only the digest of the token is stored. */
export async function makeLink(context: Context, purpose: keyof typeof linkHours, accountId: string | null) {
  const token = newToken(context);
  const expiresAt = new Date(Date.parse(context.machineNow) + linkHours[purpose] * 3_600_000).toISOString();
  await queries.insertLink(context.db, {
    id: newId(context.machineNow),
    tokenHash: digestOf(token),
    purpose,
    accountId,
    createdBy: context.actor.accountId,
    createdAt: context.machineNow,
    expiresAt,
  });
  return { path: `/links/${token}`, expiresAt };
}

/** The link, or a refusal that says the same for a used, an expired and a made-up one. */
export async function goodLink(context: Context, token: string) {
  const link = await queries.findLink(context.db, digestOf(token));
  if (!link || link.usedAt || link.expiresAt <= context.machineNow) {
    throw new Refusal('notFound', '这个链接已用过、已过期或不存在。请向发出链接的人索取新的链接。');
  }
  return link;
}

async function takeLink(context: Context, id: string): Promise<void> {
  if (!(await queries.useLink(context.db, id, context.machineNow))) {
    throw new Refusal('notFound', '这个链接已用过、已过期或不存在。请向发出链接的人索取新的链接。');
  }
}

async function lockOwn(context: Context, id: string) {
  const account = await queries.lockAccount(context.db, id);
  if (!account) throw notFound();
  authorize(context.actor, 'account.change', account);
  return account;
}

/** A lead evaluator's account is bound to one person whom the bureau has checked. */
async function assertCheckedPerson(context: Context, agencyId: string, personId: string): Promise<void> {
  const isChecked = isId(personId) && (await queries.isCheckedPerson(context.db, agencyId, personId));
  if (!isChecked)
    throw invalidField('personId', '从已核对档案的主评人中选择一位。档案核对完成后才能为主评人开通账号。');
}

const accountRefusals = {
  account_username_key: () => invalidField('username', '这个用户名已被使用，请另选一个。'),
};

const subjectOf = (account: { id: string; agencyId: string | null; unitId: string | null }) => ({
  type: 'account',
  id: account.id,
  agencyId: account.agencyId,
  unitId: account.unitId,
});
