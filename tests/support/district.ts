/** A district for one test file: its own database, a clock that only the test moves, and actors who sign in. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../../api/app.ts';
import { openBackground, type Background } from '../../api/background.ts';
import { insertAccount } from '../../api/accounts/queries.ts';
import type { Deps } from '../../api/context.ts';
import { nextCode } from '../../api/counter.ts';
import { newId } from '../../api/ids.ts';
import type { Hat } from '../../api/permissions.ts';
import { openPrinter } from '../../api/printing/printer.ts';
import { hashPassword } from '../../api/sessions/commands.ts';
import { filesIn } from '../../api/stored-files/folder-store.ts';
import { newKey, openVault } from '../../api/vault.ts';
import type { GuardedStore } from '../../api/stored-files/store.ts';
import type { Scan } from '../../api/virus-scans/clamd.ts';
import { installDefaults } from '../../migrations/defaults.ts';
import { contextFor } from './context.ts';
import { cloneDatabase, type ClonedDatabase } from './database.ts';
import { numbersIn, numbersInAnswer } from './personal-numbers.ts';

const password = 'correct horse 9';
const passwordHash = hashPassword(password);

export interface Answer {
  status: number;
  // Tests read answers of every shape; what they expect of it they say themselves.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
  headers: Headers;
}

export interface Person {
  accountId: string;
  username: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, more?: Sending): Promise<Answer>;
  put(path: string, body?: unknown, more?: Sending): Promise<Answer>;
  patch(path: string, body?: unknown, more?: Sending): Promise<Answer>;
  delete(path: string, body?: unknown, more?: Sending): Promise<Answer>;
  /** Stores a file; its id is the answer's. */
  upload(name: string, bytes: Uint8Array): Promise<Answer>;
}

export interface Sending {
  /** The version the writer saw. */
  version?: number;
  /** The Idempotency-Key. */
  key?: string;
  headers?: Record<string, string>;
}

export interface District extends ClonedDatabase {
  /** The folder that holds the stored files. */
  dataDir: string;
  /** What the app was given. */
  deps: Deps;
  background: Background;
  api: ReturnType<typeof createApi>;
  clock: { now(): string; set(instant: string): void; pass(milliseconds: number): void };
  public: Omit<Person, 'accountId' | 'username'>;
  /** Whoever holds the token. */
  as(token: string): Omit<Person, 'accountId' | 'username'>;
  /** Makes an account with these hats and signs it in; the first hat is worn. */
  signedIn(hats: Hat[], where?: { agencyId?: string; unitId?: string; division?: string }): Promise<Person>;
  /** An opened and confirmed agency, by raw rows: for tests of other nouns. */
  agency(name?: string): Promise<{ id: string; code: string; name: string; uscc: string }>;
  close(): Promise<void>;
}

/** With the default policies and the calendar. Starts on 2025-11-20 09:00 in Shanghai, as a real district; `example` makes it an example one. */
export async function openDistrict(
  options: { example?: boolean; scan?: Scan; files?: GuardedStore } = {},
): Promise<District> {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'pingxin-files-'));
  let now = Date.parse('2025-11-20T01:00:00.000Z');
  const clock = {
    now: () => new Date(now).toISOString(),
    set: (instant: string) => void (now = Date.parse(instant)),
    pass: (milliseconds: number) => void (now += milliseconds),
  };
  const background = openBackground();
  const deps: Deps = {
    db: database.db,
    clock: () => new Date(now),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    dataDir,
    files: options.files ?? filesIn(dataDir),
    scan: options.scan ?? null,
    vault: openVault(newKey()),
    background,
    printer: openPrinter(null),
  };
  const api = createApi(deps);
  await database.owner
    .insertInto('installation')
    .values({
      kind: options.example ? 'example' : 'real',
      createdAt: clock.now(),
      ...(options.example ? { clockBase: clock.now(), clockAnchor: clock.now() } : {}),
    })
    .execute();
  // Second factors have tests of their own; elsewhere a password is enough.
  await database.owner
    .insertInto('setting')
    .values({ key: 'secondFactorHats', value: '[]', updatedAt: clock.now() })
    .execute();
  const send = sender(api);
  let count = 0;
  const district: District = {
    ...database,
    dataDir,
    deps,
    background,
    api,
    clock,
    public: methods(send, null),
    as: (token) => methods(send, token),
    async signedIn(hats, where = {}) {
      const account = { id: newId(clock.now()), username: `person${++count}`, name: `示例人员${count}` };
      const row = { ...account, ...where, passwordHash: await passwordHash, createdAt: clock.now() };
      await insertAccount(database.owner, row, hats);
      const opened = await send('POST', '/sessions', { username: account.username, password }, null);
      const token: string = opened.body.token;
      await send('PUT', '/sessions/current/hat', { hat: hats[0] }, token);
      return { accountId: account.id, username: account.username, ...methods(send, token) };
    },
    async agency(name = `示例机构${++count}`) {
      const digits = String(++count).padStart(4, '0');
      const code = await nextCode(database.owner, 'JG', 2025);
      const agency = { id: newId(clock.now()), code, name, uscc: `91410711MA000${digits}0` };
      const openedAt = clock.now();
      await database.owner
        .insertInto('agency')
        .values({ ...agency, openedAt })
        .execute();
      return agency;
    },
    async close() {
      await background.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await installDefaults(contextFor(district));
  return district;
}

type Send = (
  method: string,
  path: string,
  body: unknown,
  token: string | null,
  more?: Sending,
) => Promise<Answer>;

const sender =
  (api: District['api']): Send =>
  async (method, path, body, token, more = {}) => {
    const headers: Record<string, string> = { ...more.headers };
    if (token) headers['Authorization'] = `Bearer ${token}`;
    if (more.version !== undefined) headers['If-Match'] = `"${more.version}"`;
    if (more.key) headers['Idempotency-Key'] = more.key;
    const isFile = body instanceof Uint8Array;
    if (body !== undefined && !isFile) headers['Content-Type'] = 'application/json';
    const sent = isFile ? new Uint8Array(body) : JSON.stringify(body);
    const init = { method, headers, ...(body === undefined ? {} : { body: sent }) };
    const response = await api.request(`/api${path}`, init);
    await assertNoSecret(`${method} ${path}`, response.clone(), tellsNumbers.test(path));
    return {
      status: response.status,
      body: await bodyOf(response),
      headers: response.headers,
    };
  };

/** The only answers that may hold a whole identity card number: a disclosure, and the agency's own open import. */
const tellsNumbers = /^\/personal-numbers\/[^/]+\/disclosure$|^\/dossier-imports\//;

/** No answer whatever tells the digest of a password. */
async function assertNoSecret(name: string, response: Response, mayTellNumbers: boolean): Promise<void> {
  const headers = JSON.stringify([...response.headers]);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const found = mayTellNumbers ? [] : [...numbersIn(Buffer.from(headers)), ...(await numbersInAnswer(bytes))];
  if (Buffer.from(bytes).includes('$argon2')) found.push('the digest of a password');
  if (found.length > 0) throw new Error(`${name} tells ${found.join(', ')}`);
}

async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? '';
  if (type.includes('json')) return response.json();
  return /spreadsheetml|application\/pdf/.test(type)
    ? new Uint8Array(await response.arrayBuffer())
    : response.text();
}

const methods = (send: Send, token: string | null): Omit<Person, 'accountId' | 'username'> => ({
  get: (path) => send('GET', path, undefined, token),
  post: (path, body, more) => send('POST', path, body, token, more),
  put: (path, body, more) => send('PUT', path, body, token, more),
  patch: (path, body, more) => send('PATCH', path, body, token, more),
  delete: (path, body, more) => send('DELETE', path, body, token, more),
  upload: (name, bytes) => send('POST', `/files?name=${encodeURIComponent(name)}`, bytes, token),
});
