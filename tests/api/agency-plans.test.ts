/** 30 000 agencies are paged by key: the very statements of the list, as PostgreSQL would carry them out. */
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';

const agencies = 30_000;
let district: District;
let officer: Person;
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  for (const statement of fill) await sql.raw(statement).execute(district.owner);
  await sql`vacuum analyze`.execute(district.owner);
}, 120_000);
afterAll(() => district.close());

it.each([
  ['of all', {}],
  ['of one state that few are in', { confirmation: 'waiting' }],
  ['of one state that half are in', { confirmation: 'confirmed' }],
  ['of those without a letter', { confirmation: 'noLetter' }],
  ['that a name of two characters finds', { q: '示例' }],
  ['that a rare name finds', { q: '机构29999号' }],
  ['that one character finds', { q: '例' }],
  ['that nothing is called', { q: '没有这样的名称' }],
  ['whose code begins so', { q: 'JG-2999' }],
  ['whose 统一社会信用代码 begins so', { q: '914107990000029' }],
  ['that a name finds in one state', { q: '示例', confirmation: 'waiting' }],
] as const)(
  'a page %s reads no big table through, at the first, in the middle and at the end',
  async (_, search) => {
    const ids = (await district.owner.selectFrom('agency').select('id').orderBy('id').execute()).map(
      ({ id }) => id,
    );
    for (const cursor of ['', ids[agencies / 2]!, ids[agencies - 30]!]) {
      const query = new URLSearchParams({ ...search, cursor });
      const statements = await statementsOf(`/agencies?${query}`);
      const plans = await Promise.all(statements.map(planOf));
      expect(plans.flatMap(readThrough)).toEqual([]);
    }
  },
);

it('finds by a part of the name, whatever its case, what it found before', async () => {
  const found = async (q: string) =>
    (await officer.get(`/agencies?q=${encodeURIComponent(q)}`)).body.agencies.map(
      ({ name }: { name: string }) => name,
    );
  expect(await found('29999号')).toEqual(['示例 Ab 机构29999号']);
  expect(await found('aB 机构29999')).toEqual(['示例 Ab 机构29999号']);
  expect(await found('机构9999号示')).toEqual([]);
  expect(await found('%')).toEqual([]);
});

it('pages through all of them once, in order', async () => {
  const codes: string[] = [];
  for (let cursor = '', pages = 0; pages < agencies / 50 + 1; pages++) {
    const { body } = await officer.get(`/agencies?confirmation=waiting&cursor=${cursor}`);
    codes.push(...body.agencies.map(({ code }: { code: string }) => code));
    if (!body.next) break;
    cursor = body.next;
  }
  expect(codes).toHaveLength(agencies / 100);
  expect(new Set(codes).size).toBe(codes.length);
});

interface Statement {
  text: string;
  values: unknown[];
}

/** What the app asks the database for when it answers. */
async function statementsOf(path: string): Promise<Statement[]> {
  const watch = vi.spyOn(pg.Client.prototype, 'query');
  const { status } = await officer.get(path);
  const statements = (watch.mock.calls as unknown as [string, unknown[]][]).map(([text, values]) => ({
    text,
    values,
  }));
  watch.mockRestore();
  expect(status).toBe(200);
  const asked = statements.filter(({ text }) => /from "agency"/.test(text));
  expect(asked.length).toBeGreaterThan(0);
  return asked;
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

async function planOf({ text, values }: Statement): Promise<Plan> {
  const connection = await district.owner.getExecutor().provideConnection(async (one) =>
    one.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>({
      ...{ sql: `explain (format json) ${text}`, parameters: values },
      ...{ query: { kind: 'RawNode' }, queryId: { queryId: 'plan' } },
    } as never),
  );
  return Object.values(connection.rows[0]!)[0]![0]!.Plan;
}

const big = ['agency', 'dossier', 'dossier_version', 'rating_decision', 'dossier_section'];

function readThrough(plan: Plan): string[] {
  const relation = plan['Relation Name'] ?? '';
  const here = plan['Node Type'].includes('Seq Scan') && big.includes(relation) ? [relation] : [];
  return [...here, ...(plan.Plans ?? []).flatMap(readThrough)];
}

const id = (space: string) => `('00000000-0000-7${space}-8000-' || lpad(to_hex(number), 12, '0'))::uuid`;
/** One in a hundred waits for its letter to be compared; a third have none. */
const fill = [
  'set session_replication_role = replica',
  `insert into agency (id, code, name, uscc, opened_at, admin_confirmed_at, admin_confirmed_by, letter_file_id)
    select ${id('000')}, 'JG-' || number, '示例 Ab 机构' || number || '号', '91410799' || lpad(number::text, 10, '0'),
      '2020-01-01', case when number % 2 = 0 and number % 100 <> 0 then now() end,
      case when number % 2 = 0 and number % 100 <> 0 then ${id('000')} end,
      case when number % 100 = 0 then ${id('000')} end
    from generate_series(1, ${agencies}) as number`,
  `insert into dossier (id, agency_id, number, state, opened_at)
    select ${id('001')}, ${id('000')}, 1, 'checked', '2020-01-01' from generate_series(1, ${agencies}) as number`,
  `insert into dossier_version (id, agency_id, number, submission_id, content, digest, checked_by, effective_on, recorded_at)
    select ${id('001')}, ${id('000')}, 1, ${id('001')}, '{}', '0', ${id('000')}, '2024-01-01', '2024-01-01'
    from generate_series(1, ${agencies}) as number`,
  `insert into rating_decision (id, agency_id, policy_id, rating, points, occasion, cause, cause_type, as_of, result, inputs, digest,
      effective_on, recorded_at)
    select ${id('001')}, ${id('000')}, (select id from policy_version where kind = 'rating' limit 1), 'B', 8500, 'yearly',
      '示例', 'yearly', '2024-01-01', '{}', '{}', '0', '2024-01-01', '2024-01-01' from generate_series(1, ${agencies}) as number`,
  'set session_replication_role = origin',
];
