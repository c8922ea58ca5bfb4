import type { Db } from './database.ts';

/** The series of codes that are printed on paper, and how many digits their numbers have at least. */
const digits = { JG: 4, WT: 3, KH: 3, CJ: 3, ZG: 3, GK: 3, HS: 3, ZT: 3 } as const;

export type Series = keyof typeof digits;

/** An agency keeps its code for life: its series does not begin anew with the year. */
const lifelong: readonly Series[] = ['JG'];

/**
 * The next code of a series, such as WT-2026-003 or JG-0012. Its counter stays locked until the transaction ends, so
 * that a refused command leaves no gap and two commands never get the same code.
 */
export async function nextCode(db: Db, series: Series, year: number): Promise<string> {
  const isLifelong = lifelong.includes(series);
  const { last } = await db
    .insertInto('counter')
    .values({ series, year: isLifelong ? 0 : year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['series', 'year']).doUpdateSet((eb) => ({ last: eb('counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  const number = String(last).padStart(digits[series], '0');
  return isLifelong ? `${series}-${number}` : `${series}-${year}-${number}`;
}
