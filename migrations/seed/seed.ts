/** How the example district lives through its years: every row by a command, given by a person at a moment of the past. */
import { createHash } from 'node:crypto';
import { addWorkingDays, dayOf, type Day, type Instant } from '#scoring/calendar.ts';
import { stateCalendar } from '#scoring/data/state-calendar.ts';
import { insertAccount } from '../../api/accounts/queries.ts';
import type { Context, Deps } from '../../api/context.ts';
import type { Db } from '../../api/database.ts';
import { newId } from '../../api/ids.ts';
import type { Actor, Hat } from '../../api/permissions.ts';
import { hashPassword } from '../../api/sessions/commands.ts';
import { exampleIdNumber } from './id-numbers.ts';

/** The password of every example account; it is printed at each start of an example district. */
export const examplePassword = 'pingxin-2025';

export interface Seed {
  /** The context of a command: who gave it, when, and the version of the row that the person saw. */
  at(instant: Instant, person: Actor, version?: number): Context;
  /** The people of the bureau and its units, by user name; agencies add theirs. */
  people: Record<string, Actor>;
  /** The next number of nobody. */
  idNumber(): string;
  /** Makes an account that signs in with the example password. */
  addPerson(person: NewPerson): Promise<Actor>;
}

export interface NewPerson {
  username: string;
  name: string;
  hats: Hat[];
  agencyId?: string;
  unitId?: string;
  division?: string;
  personId?: string;
  at: Instant;
}

export async function openSeed(db: Db, deps: Deps): Promise<Seed> {
  const passwordHash = await hashPassword(examplePassword);
  const random = repeatableBytes();
  const people: Seed['people'] = {};
  let numbered = 0;
  return {
    people,
    idNumber: () => exampleIdNumber(++numbered),
    at: (instant, actor, version) => ({
      db,
      actor,
      now: instant,
      today: dayOf(instant),
      machineNow: instant,
      isExample: true,
      pendingSessionId: null,
      enrolledSecondFactor: false,
      random,
      dataDir: deps.dataDir,
      files: deps.files,
      // Its papers are made here, and are the same at each opening.
      scan: null,
      vault: deps.vault,
      expectedVersion: version ?? null,
    }),
    async addPerson({ hats, at, ...person }) {
      const id = newId(at);
      await insertAccount(db, { ...person, id, passwordHash, createdAt: at }, hats);
      const actor: Actor = {
        accountId: id,
        sessionId: null,
        name: person.name,
        hat: hats[0] ?? 'public',
        hats,
        agencyId: person.agencyId ?? null,
        unitId: person.unitId ?? null,
        division: person.division ?? null,
        personId: person.personId ?? null,
      };
      people[person.username] = actor;
      return actor;
    },
  };
}

/** A Shanghai wall-clock time as an instant: at('2024-03-11', '09:30'). */
export const shanghai = (day: string, time = '09:00'): Instant =>
  new Date(`${day}T${time}:00+08:00`).toISOString();

/** So many working days later. */
export const after = (day: Day, count: number): Day => addWorkingDays(stateCalendar, day, count).day;

/** The same bytes at every seeding, so that each example district drew the same lots. */
function repeatableBytes(): Deps['random'] {
  let count = 0;
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () =>
      createHash('sha256').update(`示例区 ${count++}`).digest(),
    );
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
}
