/** Who asks, what the time is: asked of the database on every request, so that a revocation bites at once. */
import { dayOf } from '#scoring/calendar.ts';
import type { Context, Deps } from './context.ts';
import type { Db } from './database.ts';
import type { Actor, Hat } from './permissions.ts';
import { digestOf, idleMinutes } from './sessions/commands.ts';
import { findInstallation, findSessionByToken, markSessionSeen } from './sessions/queries.ts';

export const thePublic: Actor = {
  accountId: null,
  sessionId: null,
  name: '公众',
  hat: 'public',
  hats: [],
  agencyId: null,
  unitId: null,
  division: null,
  personId: null,
};

/** Hats that need a second factor in a real district until its administrator decides otherwise. */
const realSecondFactorHats: Hat[] = [
  'bureauOfficer',
  'bureauReviewer',
  'bureauLeader',
  'divisionOfficer',
  'supervisor',
  'auditor',
  'systemAdmin',
];

/** Where nobody has decided. */
export const requiredSecondFactorHats = (isExample: boolean): Hat[] =>
  isExample ? [] : realSecondFactorHats;

export async function contextOf(
  deps: Deps,
  token: string | null,
  expectedVersion: number | null,
): Promise<Context> {
  const time = await timeOf(deps);
  const { machineNow } = time;
  const session = token ? await findSessionByToken(deps.db, digestOf(token)) : undefined;
  const alive = session && isAlive(session, machineNow) ? session : null;
  if (alive && Date.parse(machineNow) - Date.parse(alive.seenAt) > 60_000) {
    await markSessionSeen(deps.db, alive.id, machineNow);
  }
  const required = (alive?.secondFactorHats as Hat[] | null) ?? requiredSecondFactorHats(time.isExample);
  const owes =
    alive && !alive.secondFactorAt && (alive.totpConfirmedAt || required.includes(alive.hat as Hat));
  return {
    db: deps.db,
    actor: alive && !owes ? actorOf(alive) : thePublic,
    ...time,
    random: deps.random,
    dataDir: deps.dataDir,
    files: deps.files,
    scan: deps.scan,
    vault: deps.vault,
    pendingSessionId: alive && owes ? alive.id : null,
    enrolledSecondFactor: Boolean(alive?.totpConfirmedAt),
    expectedVersion,
  };
}

/** Nobody's hand: what is written in it says that the system did it. */
export async function systemContext(deps: Deps, db: Db): Promise<Context> {
  const context = await contextOf(deps, null, null);
  return { ...context, db, actor: { ...context.actor, name: '系统' } };
}

export async function timeOf(
  deps: Deps,
): Promise<Pick<Context, 'now' | 'today' | 'machineNow' | 'isExample'>> {
  const machineNow = deps.clock().toISOString();
  const installation = await findInstallation(deps.db);
  const isExample = installation?.kind === 'example';
  const now = isExample ? exampleNow(installation, machineNow) : machineNow;
  return { now, today: dayOf(now), machineNow, isExample };
}

/** An example district shows its base at the anchor and runs on with the machine. */
export function exampleNow(
  installation: { clockBase: string | null; clockAnchor: string | null },
  machineNow: string,
): string {
  const elapsed = Date.parse(machineNow) - Date.parse(installation.clockAnchor!);
  return new Date(Date.parse(installation.clockBase!) + elapsed).toISOString();
}

type Session = NonNullable<Awaited<ReturnType<typeof findSessionByToken>>>;

const isAlive = (session: Session, machineNow: string): boolean =>
  session.revokedAt === null &&
  session.disabledAt === null &&
  machineNow < session.endsAt &&
  Date.parse(machineNow) - Date.parse(session.seenAt) < idleMinutes * 60_000 &&
  session.hats.some(({ hat }) => hat === session.hat);

const actorOf = (session: Session): Actor => ({
  accountId: session.accountId,
  sessionId: session.id,
  name: session.name,
  hat: session.hat as Hat,
  hats: session.hats.map(({ hat }) => hat as Hat),
  agencyId: session.agencyId,
  unitId: session.unitId,
  division: session.division,
  personId: session.personId,
});
