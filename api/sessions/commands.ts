import { hash, verify } from '@node-rs/argon2';
import { createHash } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import type { Actor, Hat } from '../permissions.ts';
import { invalidField, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';

/** Wrong attempts in a row before the account rests, and for how long (等保 2.0 asks for both; the numbers are ours). */
const attemptsAllowed = 5;
const lockMinutes = 15;
/** A session ends after this time without a request, and at the latest after this time. */
export const idleMinutes = 30;
const absoluteHours = 12;

const minutesAfter = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** An unguessable token for a session or a one-time link; only its digest is stored. */
export const newToken = (context: Context): string => Buffer.from(context.random(32)).toString('base64url');

export async function openSession(context: Context, input: { username: string; password: string }) {
  const account = await queries.lockAccountByUsername(context.db, input.username);
  if (account?.lockedUntil && account.lockedUntil > context.machineNow)
    throw locked(context, account.lockedUntil);
  if (
    !(await passwordMatches(account?.passwordHash ?? null, input.password)) ||
    !account ||
    account.disabledAt
  ) {
    // The count of attempts must outlive the refusal, so the answer is returned and thrown by the route.
    return { refused: account ? await countFailure(context, account) : wrongPassword() };
  }
  const hats = await queries.listHats(context.db, account.id);
  const hat = hats[0];
  if (!hat) return { refused: new Refusal('forbidden', '这个账号还没有分配角色，请联系系统管理员。') };
  await queries.markAttempt(context.db, account.id, 0, null);
  const token = newToken(context);
  const id = newId(context.machineNow);
  await queries.insertSession(context.db, {
    id,
    tokenHash: digestOf(token),
    accountId: account.id,
    hat,
    openedAt: context.machineNow,
    endsAt: minutesAfter(context.machineNow, absoluteHours * 60),
  });
  const subject = {
    type: 'account' as const,
    id: account.id,
    agencyId: account.agencyId,
    unitId: account.unitId,
  };
  await record(speakingAs(context, account, hat), 'session.opened', subject);
  return { token };
}

/** Proves the second factor of a half signed-in session by a TOTP code or a recovery code. */
export async function confirmSecondFactor(context: Context, input: { code: string }) {
  const sessionId = context.pendingSessionId ?? context.actor.sessionId;
  if (!sessionId) throw new Refusal('unauthenticated', '先用用户名和密码登录。');
  const account = await queries.lockSession(context.db, sessionId);
  if (account.lockedUntil && account.lockedUntil > context.machineNow)
    throw locked(context, account.lockedUntil);
  if (!account.totpSecret) throw new Refusal('conflict', '还没有登记动态验证码，请先登记。');
  if (!(await codeIsGood(context, account, input.code))) {
    return { refused: await countFailure(context, { ...account, id: account.accountId }, 'code') };
  }
  await queries.markAttempt(context.db, account.accountId, 0, null);
  await queries.markSecondFactor(context.db, sessionId, context.machineNow);
  if (account.totpConfirmedAt) return { recoveryCodes: null };
  await queries.markTotpConfirmed(context.db, account.accountId, context.machineNow);
  await record(speakingAs(context, account, 'public'), 'secondFactor.enrolled', {
    type: 'account',
    id: account.accountId,
  });
  return { recoveryCodes: await renewRecoveryCodes(context, account.accountId) };
}

/** Makes a secret for an authenticator: it counts once a code of it has been confirmed, and is not replaced after. */
export async function enrolSecondFactor(context: Context) {
  const sessionId = context.pendingSessionId ?? context.actor.sessionId;
  if (!sessionId) throw new Refusal('unauthenticated', '先用用户名和密码登录。');
  const account = await queries.lockSession(context.db, sessionId);
  if (account.totpConfirmedAt) {
    throw new Refusal('conflict', '这个账号已登记动态验证码。请用已登记的验证器或恢复码登录。');
  }
  const secret = generateSecret();
  await queries.markTotpSecret(context.db, account.accountId, secret);
  return { secret, uri: generateURI({ issuer: '评信', label: account.username, secret }) };
}

export async function wearHat(context: Context, input: { hat: Hat }) {
  if (!context.actor.hats.includes(input.hat)) throw invalidField('hat', '这个账号没有这一角色。');
  await queries.markHat(context.db, context.actor.sessionId!, input.hat);
  await record(context, 'session.hatWorn', subjectOf(context.actor), { hat: input.hat });
  return { hat: input.hat };
}

export async function closeSession(context: Context) {
  await queries.markRevoked(context.db, { id: context.actor.sessionId! }, context.machineNow);
  await record(context, 'session.closed', subjectOf(context.actor));
  return {};
}

/** Signs the person out on every machine. */
export async function closeAllSessions(context: Context) {
  await queries.markRevoked(context.db, { accountId: context.actor.accountId! }, context.machineNow);
  await record(context, 'session.allClosed', subjectOf(context.actor));
  return {};
}

export const hashPassword = (password: string): Promise<string> => hash(password);

// An account that does not exist costs as much time as one that does.
const nobodysHash = hash('nobody has this password');

export const passwordMatches = async (passwordHash: string | null, password: string): Promise<boolean> =>
  (await verify(passwordHash ?? (await nobodysHash), password)) && passwordHash !== null;

/** Throws the refusal when the password is too weak. */
export function assertGoodPassword(password: string, username: string): void {
  const fault =
    password.length < 10
      ? '密码至少 10 个字符。'
      : !/[A-Za-z]/.test(password) || !/\d/.test(password)
        ? '密码须同时含有字母和数字。'
        : password.toLowerCase().includes(username.toLowerCase())
          ? '密码不得包含用户名。'
          : null;
  if (fault) throw invalidField('password', fault);
}

async function countFailure(
  context: Context,
  account: { id: string; failedAttempts: number },
  what: 'password' | 'code' = 'password',
): Promise<Refusal> {
  const failures = account.failedAttempts + 1;
  const until = failures >= attemptsAllowed ? minutesAfter(context.machineNow, lockMinutes) : null;
  await queries.markAttempt(context.db, account.id, until ? 0 : failures, until);
  if (until) return locked(context, until);
  return what === 'password'
    ? wrongPassword()
    : invalidField('code', '验证码不对或已用过。请输入当前显示的 6 位数字。');
}

const wrongPassword = () => new Refusal('invalid', '用户名或密码不对。请核对后重新填写。');

function locked(context: Context, until: string): Refusal {
  const minutes = Math.ceil((Date.parse(until) - Date.parse(context.machineNow)) / 60_000);
  return new Refusal('tooMany', `连续多次没有通过，账号暂停登录，${minutes} 分钟后可以再试。`);
}

async function codeIsGood(
  context: Context,
  account: { accountId: string; totpSecret: string | null; totpLastStep: number | null },
  code: string,
): Promise<boolean> {
  if (code.length === 10) {
    return queries.useRecoveryCode(context.db, account.accountId, digestOf(code), context.machineNow);
  }
  const result = verifySync({
    secret: account.totpSecret!,
    token: code,
    epoch: Math.floor(Date.parse(context.machineNow) / 1000),
    epochTolerance: 30,
    ...(account.totpLastStep === null ? {} : { afterTimeStep: account.totpLastStep }),
  });
  if (!result.valid || !('timeStep' in result)) return false;
  await queries.markTotpStep(context.db, account.accountId, result.timeStep);
  return true;
}

async function renewRecoveryCodes(context: Context, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () =>
    Buffer.from(context.random(5)).toString('hex').toUpperCase(),
  );
  await queries.replaceRecoveryCodes(context.db, accountId, codes.map(digestOf));
  return codes;
}

const subjectOf = (actor: Actor) => ({
  type: 'account' as const,
  id: actor.accountId!,
  agencyId: actor.agencyId,
  unitId: actor.unitId,
});

/** The person who is about to be signed in speaks for the journal. */
const speakingAs = (
  context: Context,
  account: { id?: string; accountId?: string; name: string },
  hat: Actor['hat'],
) => ({
  ...context,
  actor: { ...context.actor, accountId: account.accountId ?? account.id ?? null, name: account.name, hat },
});
