import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deps } from '../../api/context.ts';
import { openExampleDistrict } from '../../migrations/seed.ts';
import { cloneDatabase, type ClonedDatabase } from './database.ts';

export interface SeededDistrict extends ClonedDatabase {
  deps: Deps;
}

/** The example district as it stands when it is opened, in a database of its own. */
export async function openSeededDistrict(): Promise<SeededDistrict> {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'pingxin-seed-'));
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const deps = { db: database.db, clock: () => new Date(), random, dataDir };
  await openExampleDistrict(deps);
  return {
    ...database,
    deps,
    async drop() {
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
