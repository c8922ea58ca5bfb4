import { sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSnapshot, inTransaction } from '../../api/database.ts';
import type { Database } from '../../api/tables.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/database.ts';

let clone: ClonedDatabase;
beforeAll(async () => {
  clone = await cloneDatabase();
  await sql`create table tally (id int primary key, count int not null)`.execute(clone.owner);
  await sql`insert into tally values (1, 0), (2, 0)`.execute(clone.owner);
});
afterAll(() => clone.drop());

describe('what a value of the database is in the app', () => {
  it.each([
    ['a day, as text', sql`'2024-02-29'::date`, '2024-02-29'],
    [
      'an instant, as ISO text in UTC',
      sql`'2024-02-29 08:00:00.5+08'::timestamptz`,
      '2024-02-29T00:00:00.500Z',
    ],
    ['a big integer, as a number', sql`9007199254740991::int8`, 9007199254740991],
    ['a decimal, as text', sql`59.995::numeric`, '59.995'],
    ['days', sql`array['2024-02-29'::date, null]`, ['2024-02-29', null]],
    ['instants', sql`array['2024-01-01 00:00+00'::timestamptz]`, ['2024-01-01T00:00:00.000Z']],
    ['big integers', sql`array[1::int8, null]`, [1, null]],
    ['nothing', sql`null::int8`, null],
  ])('%s', async (_name, expression, expected) => {
    const { rows } = await sql<{ value: unknown }>`select ${expression} as value`.execute(clone.db);
    expect(rows[0]?.value).toEqual(expected);
  });

  it('refuses an integer that a number cannot hold', async () => {
    await expect(sql`select 9007199254740992::int8`.execute(clone.db)).rejects.toThrow('safe integer');
  });
});

it('connects the app as a role that owns nothing', async () => {
  const { rows } = await sql<{ name: string }>`select current_user as name`.execute(clone.db);
  expect(rows[0]?.name).toBe('pingxin_app');
  await expect(sql`create table mine ()`.execute(clone.db)).rejects.toThrow('permission denied');
});

describe('inSnapshot', () => {
  it('sees one moment, whatever is written meanwhile', async () => {
    const seen = await inSnapshot(clone.owner, async (tx) => {
      const { rows: first } = await sql`select count from tally where id = 2`.execute(tx);
      await sql`insert into tally values (3, 7)`.execute(clone.owner);
      const { rows: later } = await sql`select count from tally where id in (2, 3)`.execute(tx);
      return [first, later];
    });
    expect(seen).toEqual([[{ count: 0 }], [{ count: 0 }]]);
    await sql`delete from tally where id = 3`.execute(clone.owner);
  });

  it('cannot write', async () => {
    const writing = inSnapshot(clone.owner, (tx) => sql`insert into tally values (4, 0)`.execute(tx));
    await expect(writing).rejects.toThrow('read-only transaction');
  });
});

describe('inTransaction', () => {
  it('joins the transaction it is given, and undoes all of it', async () => {
    const work = inTransaction(clone.owner, async (outer) => {
      await inTransaction(outer, (inner) => add(inner, 1));
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await countOf(1)).toBe(0);
  });

  it('runs again what a deadlock undid', async () => {
    const runs = { left: 0, right: 0 };
    async function crossing(side: 'left' | 'right', first: number, second: number) {
      await inTransaction(clone.owner, async (tx) => {
        runs[side]++;
        await add(tx, first);
        while (runs.left === 0 || runs.right === 0) await sql`select pg_sleep(0.01)`.execute(tx);
        await sql`select pg_sleep(0.1)`.execute(tx);
        await add(tx, second);
      });
    }
    await Promise.all([crossing('left', 1, 2), crossing('right', 2, 1)]);
    expect(runs.left + runs.right).toBe(3);
    expect([await countOf(1), await countOf(2)]).toEqual([2, 2]);
  });

  it('does not run again what failed for another reason', async () => {
    let runs = 0;
    const work = inTransaction(clone.owner, async (tx) => {
      runs++;
      await sql`select 1 / 0`.execute(tx);
    });
    await expect(work).rejects.toThrow('division by zero');
    expect(runs).toBe(1);
  });
});

async function add(tx: Transaction<Database>, id: number) {
  await sql`update tally set count = count + 1 where id = ${id}`.execute(tx);
}

async function countOf(id: number) {
  const { rows } = await sql<{ count: number }>`select count from tally where id = ${id}`.execute(
    clone.owner,
  );
  return rows[0]?.count;
}
