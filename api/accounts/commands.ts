import type { z } from 'zod';
import type { Context } from '../context.ts';
import { assertCurrent } from '../context.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize, type Hat } from '../permissions.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import {
  assertGoodPassword,
  digestOf,
  hashPassword,
  newToken,
  passwordMatches,
} from '../sessions/commands.ts';
import { listHats, markRevoked } from '../sessions/queries.ts';
import { findNamedUnit } from '../units/queries.ts';
import * as queries from './queries.ts';
import type {
  colleague,
  firstAdministrator,
  hatsChange,
  newAccount,
  newPassword,
  passwordChange,
} from './schema.ts';

const linkHours = { firstAdmin: 24, invitation: 72, passwordReset: 72 } as const;

/** The system administrator makes an account; the link that lets its holder set a password is shown once. */
export async function createAccount(context: Context, input: z.output<typeof newAccount>) {
  const id = newId(context.now);
  const unitId = (await theUnit(context, input.unitId))?.id ?? null;
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

/** Says anew which hats a person has, and where; a hat that is taken away opens nothing from the next request on. */
export async function changeHats(context: Context, id: string, input: z.output<typeof hatsChange>) {
  const account = await lockOwn(context, id);
  assertCurrent(context, account);
  if (account.agencyId)
    throw new Refusal('conflict', '第三方机构人员的角色由机构管理员邀请时确定，不在这里变更。');
  const unit = await theUnit(context, input.unitId);
  const before = await listHats(context.db, id);
  const post = { id, division: input.division || null, unitId: unit?.id ?? null };
  if (id === context.actor.accountId) assertNotRaised(account, before, post, input.hats);
  if (before.includes('systemAdmin') && !input.hats.includes('systemAdmin'))
    await assertAnotherAdministrator(context, id);
  const version = await queries.replaceHats(context.db, post, input.hats, context.now);
  await record(context, 'account.hatsChanged', subjectOf(account), {
    ...{ before, hats: await listHats(context.db, id), division: post.division, unit: unit?.name ?? null },
    reason: input.reason,
  });
  return { id, version };
}

/** Nobody hands himself more than he has: neither a hat nor another division or unit to wear it in. */
function assertNotRaised(
  account: { division: string | null; unitId: string | null },
  before: readonly Hat[],
  post: { division: string | null; unitId: string | null },
  hats: readonly Hat[],
): void {
  if (hats.some((hat) => !before.includes(hat)))
    throw invalidField('hats', '不能给自己增加角色，请由另一位系统管理员办理。');
  if (post.unitId !== account.unitId || post.division !== account.division)
    throw invalidField('division', '不能变更自己所在的科室或单位，请由另一位系统管理员办理。');
}

async function assertAnotherAdministrator(context: Context, id: string): Promise<void> {
  const administrators = await queries.lockAdministrators(context.db);
  if (administrators.every((one) => one === id))
    throw invalidField('hats', '这是最后一位可以登录的系统管理员，须先为另一人设立这一角色。');
}

/** For who has lost both authenticator and recovery codes: both are forgotten, and whoever is signed in is signed out. */
export async function resetSecondFactor(context: Context, id: string, reason: string) {
  const account = await lockOwn(context, id);
  assertCurrent(context, account);
  if (id === context.actor.accountId)
    throw new Refusal('conflict', '不能重置自己的动态验证码，请由另一位系统管理员办理。');
  if (!account.totpConfirmedAt) throw new Refusal('conflict', '这个账号没有登记动态验证码，无须重置。');
  const version = await queries.forgetSecondFactor(context.db, id);
  await markRevoked(context.db, { accountId: id }, context.machineNow);
  await record(context, 'secondFactor.reset', subjectOf(account), { reason });
  return { id, version };
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
  if (!open && (await listHats(context.db, id)).includes('systemAdmin'))
    await assertAnotherAdministrator(context, id);
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

/** The unit of that id, null where none was chosen; a classified unit is answered like one that is not there. */
async function theUnit(context: Context, unitId: string) {
  if (unitId === '') return null;
  const unit = await findNamedUnit(context.db, unitId);
  if (!unit) throw invalidField('unitId', '没有找到这个预算单位，请重新选择。');
  return unit;
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
  type: 'account' as const,
  id: account.id,
  agencyId: account.agencyId,
  unitId: account.unitId,
});
