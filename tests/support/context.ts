/** The context of nobody in particular, for what runs before anybody has signed in: defaults and seeds. */
import { randomBytes } from 'node:crypto';
import { dayOf } from '../../scoring/calendar.ts';
import type { Context } from '../../api/context.ts';
import { filesIn } from '../../api/stored-files/folder-store.ts';
import { newKey, openVault } from '../../api/vault.ts';
import type { District } from './district.ts';

export function contextFor(district: District): Context {
  const now = district.clock.now();
  return {
    db: district.db,
    actor: {
      accountId: null,
      sessionId: null,
      name: '系统',
      hat: 'public',
      hats: [],
      agencyId: null,
      unitId: null,
      division: null,
      personId: null,
    },
    now,
    today: dayOf(now),
    machineNow: now,
    isExample: false,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    dataDir: '',
    files: filesIn(''),
    scan: null,
    vault: openVault(newKey()),
    pendingSessionId: null,
    enrolledSecondFactor: false,
    expectedVersion: null,
  };
}
