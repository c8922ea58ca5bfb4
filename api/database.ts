import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Database } from './tables.ts';

export type Db = Kysely<Database> | Transaction<Database>;

/** As an instant of knowledge: whatever has been recorded. */
export const everKnown = 'infinity';

export function connect(connection: pg.PoolConfig): Kysely<Database> {
  const options = [connection.options, '-c timezone=UTC'].filter(Boolean).join(' ');
  const pool = new pg.Pool({ ...connection, options, types: { getTypeParser } });
  // A connection that breaks while idle is replaced by the pool; unheard, its event would end the process.
  pool.on('error', (error) => console.error(`与数据库的一个空闲连接中断：${error.message}`));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
}

/**
 * Runs `work` in a transaction, or in the one `db` already is. When the database gives up a transaction in
 * favour of another one, `work` runs again from the start: it must have no effects outside the database.
 */
export async function inTransaction<T>(db: Db, work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db);
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !GIVEN_UP.has(codeOf(error))) throw error;
      await wait(Math.random() * 10 * 2 ** attempt);
    }
  }
}

/** Everything `read` asks for is of one moment, and it cannot write. Inside a transaction it sees what that one sees. */
export async function inSnapshot<T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return read(db);
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => read(tx));
}

const ATTEMPTS = 6;
/** serialization_failure, deadlock_detected */
const GIVEN_UP = new Set(['40001', '40P01']);

function isTransaction(db: Db): db is Transaction<Database> {
  return db.isTransaction;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

type Parse = (text: string) => unknown;

const parserOf = (type: number): Parse => pg.types.getTypeParser(type, 'text');
const parseInstant = parserOf(1184);
const parseArray = parserOf(1009) as (text: string) => (string | null)[];

/** By the numbers PostgreSQL gives its types. */
const parsers: Record<number, Parse> = {
  20: safeNumber, // int8
  1016: each(safeNumber), // int8[]
  1082: asIs, // date
  1182: parseArray, // date[]
  1184: instant, // timestamptz
  1185: each(instant), // timestamptz[]
  1231: parseArray, // numeric[]
  1700: asIs, // numeric
};

/** The one place that decides what a column's value is in the app: days, decimals and instants stay text. */
function getTypeParser(type: number): Parse {
  return parsers[type] ?? parserOf(type);
}

function asIs(text: string): string {
  return text;
}

function safeNumber(text: string): number {
  const number = Number(text);
  assert(Number.isSafeInteger(number), `${text} is not a safe integer`);
  return number;
}

function instant(text: string): string {
  const date = parseInstant(text);
  assert(date instanceof Date, `${text} is not an instant`);
  return date.toISOString();
}

function each(parse: Parse): Parse {
  return (text) => parseArray(text).map((item) => (item === null ? null : parse(item)));
}
