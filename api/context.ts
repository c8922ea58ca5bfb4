import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import type { Kysely } from 'kysely';
import type { Day, Instant } from '#scoring/calendar.ts';
import type { Background } from './background.ts';
import type { Mailer } from './mailer.ts';
import { inTransaction, type Db } from './database.ts';
import { findStruckOff } from './identity-changes/queries.ts';
import { mayNot, permissions, whoMay, type Action, type Actor } from './permissions.ts';
import { Refusal } from './refusal.ts';
import type { Printer } from './printing/printer.ts';
import type { GuardedStore } from './stored-files/store.ts';
import type { Database } from './tables.ts';
import type { Vault } from './vault.ts';
import type { Scan } from './virus-scans/clamd.ts';

/** What the app is given once, at start. */
export interface Deps {
  db: Kysely<Database>;
  /** The machine's clock. Nothing else tells the time. */
  clock: () => Date;
  /** Unpredictable bytes, for tokens, salts and the secret of a draw. */
  random: (bytes: number) => Uint8Array;
  /** The folder of what this installation keeps on the machine. */
  dataDir: string;
  files: GuardedStore;
  /** Asked about every upload, where a scanner is set. */
  scan: Scan | null;
  vault: Vault;
  background: Background;
  printer: Printer;
  /** Null or absent: no mail leaves. */
  mailer?: Mailer | null;
}

/** What every query and command is given. */
export interface Context {
  db: Db;
  actor: Actor;
  /** The district's clock: the machine's, or an example district's own. */
  now: Instant;
  today: Day;
  /** The machine's clock, for sessions, codes and links: moving the example clock neither ends nor prolongs them. */
  machineNow: Instant;
  isExample: boolean;
  random: Deps['random'];
  dataDir: string;
  files: GuardedStore;
  scan: Scan | null;
  vault: Vault;
  /** A session that still owes its second factor: it opens nothing but the page that asks for it. */
  pendingSessionId: string | null;
  enrolledSecondFactor: boolean;
  /** The version the writer saw (If-Match). */
  expectedVersion: number | null;
}

export interface Env {
  Variables: { deps: Deps; requestId: string; context: Context };
}

/** Declares a route's action and checks, before the body is read, that the asker wears a hat that may. */
export function allow(action: Action): MiddlewareHandler<Env> & { action: Action } {
  const handler: MiddlewareHandler<Env> = async (c, next) => {
    const { actor } = c.get('context');
    const allowed: readonly string[] = permissions[action].hats;
    if (!allowed.includes('public') && actor.hat === 'public') {
      if (c.get('context').pendingSessionId) {
        throw new Refusal('secondFactorRequired', '还差一步：输入动态验证码后才能继续。');
      }
      throw new Refusal('unauthenticated', '登录后才能使用这项功能。');
    }
    if (!allowed.includes(actor.hat)) {
      const reason = mayNot(actor, action) ?? '没有这项权限。';
      throw new Refusal('forbidden', reason, { who: whoMay(action) });
    }
    if (c.req.method !== 'GET' && !leftToAll.includes(action)) await assertNotStruckOff(c.get('context'));
    await next();
  };
  return Object.assign(handler, { action });
}

async function assertNotStruckOff({ db, actor, today }: Context): Promise<void> {
  const on = actor.agencyId && (await findStruckOff(db, actor.agencyId, today));
  if (on) throw new Refusal('forbidden', `本机构已于 ${on} 注销，账号只能查看，不能再办理。`);
}

/** What the people of an agency that is struck off may still do: come, go, and receive what is served on them. */
const leftToAll: readonly Action[] = [
  'session.open',
  'session.confirm',
  'session.wearHat',
  'session.close',
  'secondFactor.enrol',
  'password.change',
  'notice.open',
];

/** The context of a read. */
export const read = (c: HonoContext<Env>): Context => c.get('context');

/**
 * Runs a command in one transaction and keeps its answer under the request's Idempotency-Key: the same key and body
 * get the same answer without a second effect, the same key with another body is refused.
 */
export async function write<T>(c: HonoContext<Env>, command: (context: Context) => Promise<T>): Promise<T> {
  const context = c.get('context');
  const key = c.req.header('Idempotency-Key');
  const { accountId } = context.actor;
  if (!key || !accountId) return inTransaction(context.db, (db) => command({ ...context, db }));
  // Keyed: a plain digest of a body whose rest is known would give a personal number away.
  const digest = context.vault.indexOf(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
  return inTransaction(context.db, async (db) => {
    const earlier = await claimKey(db, accountId, key, digest, context.now);
    if (earlier) return earlier.answer as T;
    const answer = await command({ ...context, db });
    await db
      .updateTable('idempotencyKey')
      .set({ answer: JSON.stringify(answer ?? null) })
      .where('accountId', '=', accountId)
      .where('key', '=', key)
      .execute();
    return answer;
  });
}

/** Takes the key, or returns what was answered to it; a second request with the same key waits for the first. */
async function claimKey(db: Db, accountId: string, key: string, digest: string, now: Instant) {
  const claimed = await db
    .insertInto('idempotencyKey')
    .values({ accountId, key, digest, createdAt: now })
    .onConflict((conflict) => conflict.columns(['accountId', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed) return null;
  const earlier = await db
    .selectFrom('idempotencyKey')
    .select(['digest', 'answer'])
    .where('accountId', '=', accountId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (earlier.digest !== digest) {
    throw new Refusal('conflict', '这份表单已经提交过另一份内容。请重新打开页面再提交。');
  }
  return earlier;
}

/**
 * Refuses a write made from an older version than the stored one, and shows of the stored one what the caller names: a
 * row as it lies may hold what its reader must not see.
 */
export function assertCurrent(
  context: Context,
  row: { version: number },
  current: { version: number; [field: string]: unknown } = { version: row.version },
): void {
  if (context.expectedVersion === null) {
    throw new Refusal('invalid', '缺少版本号。请重新打开页面再提交。');
  }
  if (context.expectedVersion !== row.version) {
    throw new Refusal('stale', '在此期间已有人改动过这项内容。请对照当前内容后再提交。', { current });
  }
}
