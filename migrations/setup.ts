/** A real district: nothing in it but the defaults, and one door for its first system administrator. */
import { dayOf } from '#scoring/calendar.ts';
import { makeLink } from '../api/accounts/commands.ts';
import type { Context, Deps } from '../api/context.ts';
import { inTransaction, type Db } from '../api/database.ts';
import { thePublic } from '../api/authentication.ts';
import { installDefaults } from './defaults.ts';

/** Makes an empty database a real district. It is one from then on, and never an example. */
export async function openRealDistrict(deps: Deps): Promise<void> {
  await inTransaction(deps.db, async (db) => {
    const context = contextOfSetup(db, deps);
    await db.insertInto('installation').values({ kind: 'real', createdAt: context.now }).execute();
    await installDefaults(context);
  });
}

/** The one-time link for the first system administrator, or null once anybody has an account. A newer link ends an older one. */
export async function offerFirstAdministrator(deps: Deps) {
  return inTransaction(deps.db, async (db) => {
    const context = contextOfSetup(db, deps);
    if (await db.selectFrom('account').select('id').executeTakeFirst()) return null;
    await db
      .updateTable('oneTimeLink')
      .set({ usedAt: context.machineNow })
      .where('purpose', '=', 'firstAdmin')
      .where('usedAt', 'is', null)
      .execute();
    return makeLink(context, 'firstAdmin', null);
  });
}

function contextOfSetup(db: Db, deps: Deps): Context {
  const now = deps.clock().toISOString();
  return {
    db,
    actor: { ...thePublic, name: '系统' },
    now,
    today: dayOf(now),
    machineNow: now,
    isExample: false,
    random: deps.random,
    dataDir: deps.dataDir,
    files: deps.files,
    scan: deps.scan,
    vault: deps.vault,
    pendingSessionId: null,
    enrolledSecondFactor: false,
    expectedVersion: null,
  };
}
