import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../../api/app.ts';
import { filesIn } from '../../api/stored-files/folder-store.ts';
import { openBackground } from '../../api/background.ts';
import type { Deps } from '../../api/context.ts';
import { openPrinter } from '../../api/printing/printer.ts';
import { newKey, openVault } from '../../api/vault.ts';
import { openExampleDistrict } from '../../migrations/seed.ts';
import { cloneDatabase, type ClonedDatabase } from './database.ts';

export interface SeededDistrict extends ClonedDatabase {
  deps: Deps;
  /** Speaks to the api as an example account, which is signed in the first time. */
  send(method: string, path: string, who: string, body?: unknown, version?: number): Promise<Answer>;
}

interface Answer {
  status: number;
  // Answers of every shape; what is expected of one its test says itself.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** The example district as it stands when it is opened, in a database of its own. */
export async function openSeededDistrict(): Promise<SeededDistrict> {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'pingxin-seed-'));
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const vault = openVault(newKey());
  const background = openBackground();
  const files = filesIn(dataDir);
  const printer = openPrinter(null);
  const made = { random, dataDir, files, scan: null, vault, background, printer };
  const deps = { db: database.db, clock: () => new Date(), ...made };
  await openExampleDistrict(deps);
  return {
    ...database,
    deps,
    send: speakingTo(createApi(deps)),
    async drop() {
      await background.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function speakingTo(api: ReturnType<typeof createApi>): SeededDistrict['send'] {
  const tokens = new Map<string, string>();
  const request = async (
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    version?: number,
  ): Promise<Answer> => {
    const isFile = body instanceof Uint8Array;
    const response = await api.request(`/api${path}`, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
        ...(body && !isFile ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: isFile ? new Uint8Array(body) : JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: await response.json() };
  };
  return async (method, path, who, body, version) => {
    if (!tokens.has(who)) {
      const account = { username: who, password: 'pingxin-2025' };
      tokens.set(who, (await request('POST', '/sessions', undefined, account)).body.token);
    }
    return request(method, path, tokens.get(who), body, version);
  };
}
