/** Re-rating one agency, its queries and `rate`, among 100 and among 10 000 agencies of the same kind. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connect } from '../api/database.ts';
import { startPostgres } from '../api/embedded-postgres.ts';
import { computeRating, ratingPolicyOn } from '../api/ratings/commands.ts';
import { installDefaults } from '../migrations/defaults.ts';
import { migrate } from '../migrations/run.ts';
import { contextFor } from '../tests/support/context.ts';
import type { District } from '../tests/support/district.ts';
import { Random } from '../tests/second/random.ts';
import { compare, warmUp, type Slice } from './interleaved.ts';

const few = 100;
const many = 10_000;
const asOf = '2026-06-30';
const slice = 20;
const pairs = 30;

export async function benchReRating(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pingxin-bench-'));
  const postgres = await startPostgres(folder);
  const owner = postgres.connectionFor('postgres', 'postgres');
  try {
    const among = await Promise.all([few, many].map((agencies) => districtOf(owner, agencies)));
    const [amongFew, amongMany] = among as [Bench, Bench];
    await warmUp(amongFew.slice, 2000);
    await warmUp(amongMany.slice, 2000);
    const { first, second, ratio } = await compare(amongFew.slice, amongMany.slice, pairs);
    await Promise.all(among.map((one) => one.close()));
    const range = `${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}`;
    return [
      `one agency re-rated, queries and rate: among ${few} ${(first / 1000).toFixed(2)} ms, ` +
        `among ${many} ${(second / 1000).toFixed(2)} ms: ${ratio.median.toFixed(2)} × (${range}); aim: at most 1.5 ×`,
    ];
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

interface Bench {
  readonly slice: Slice;
  close(): Promise<void>;
}

async function districtOf(owner: pg.ClientConfig, agencies: number): Promise<Bench> {
  const database = `bench_${agencies}`;
  await once(owner, `create database ${database}`);
  const server = { ...owner, database };
  await migrate(server);
  const setUp = connect(server);
  // Of a district, the context of nobody in particular needs these two.
  await installDefaults(contextFor({ db: setUp, clock: { now: () => `${asOf}T01:00:00.000Z` } } as District));
  await setUp.destroy();
  await once(server, rowsOf(agencies));
  await once(server, 'vacuum analyze');
  const db = connect({ ...server, max: 8, options: '-c role=pingxin_app' });
  const policy = await ratingPolicyOn({ db }, asOf);
  const random = new Random(agencies);
  return {
    async slice() {
      for (let rated = 0; rated < slice; rated++)
        await computeRating({ db }, policy, agencyId(random.between(1, agencies)), asOf);
      return slice;
    },
    close: () => db.destroy(),
  };
}

const agencyId = (number: number): string =>
  `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

/**
 * The rows a rating is computed from, as many for each agency: ten years of assessments with ten leaves each, a dossier
 * confirmed each year, a late change, an answered finding, a decision. What they refer to is not read and not written.
 */
const rowsOf = (agencies: number): string => `
  set session_replication_role = replica;
  create temp table one as select number,
    ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid as id
    from generate_series(1, ${agencies}) as number;
  insert into agency (id, code, name, uscc, opened_at)
    select id, 'JG-' || number, '示例机构' || number, '91410711MA' || lpad(number::text, 8, '0'), '2016-01-01' from one;
  insert into assessment_result (id, assessment_id, agency_id, contract_id, points, tier, explanation, digest, reason,
      effective_on, recorded_by, recorded_at)
    select gen_random_uuid(), gen_random_uuid(), id, gen_random_uuid(), 8500, '良',
      (select jsonb_build_object('leaves', jsonb_agg(jsonb_build_object('factId', number || '-' || year || '-' || leaf,
        'reason', '首次报送的评价实施方案缺要素，按标准扣 1.00 分', 'lost', 150))) from generate_series(1, 10) as leaf),
      '0', '示例', make_date(year, 5, 20), id, make_date(year, 5, 20) from one, generate_series(2017, 2026) as year;
  insert into dossier (id, agency_id, number, state, opened_at, changed_on)
    select gen_random_uuid(), id, 1, 'checked', '2025-03-03', '2025-03-03' from one;
  insert into dossier_submission (id, dossier_id, number, content, digest, declared_name, submitted_by, submitted_at,
      withdrawal_ends_at, due_on)
    select gen_random_uuid(), id, 1, '{}', '0', '示例', id, '2025-07-01', '2025-07-01', '2025-07-08' from dossier;
  insert into dossier_version (id, agency_id, number, submission_id, content, digest, checked_by, effective_on, recorded_at)
    select gen_random_uuid(), id, 1, gen_random_uuid(), '{}', '0', id, '2016-06-01', '2016-06-01' from one;
  insert into dossier_confirmation (id, agency_id, confirmed_on, confirmed_by, recorded_at)
    select gen_random_uuid(), id, make_date(year, 5, 25), id, make_date(year, 5, 25)
      from one, generate_series(2017, 2026) as year;
  insert into inspection_finding (id, agency_id, gravity, facts, answered_on, effective_on, recorded_by, recorded_at)
    select gen_random_uuid(), id, 'major', '示例', '2026-03-10', '2026-03-02', id, '2026-03-02' from one;
  insert into sanction (id, code, proposal_id, agency_id, class, facts, clause, excludes, from_day, until_day,
      effective_on, recorded_by, recorded_at)
    select gen_random_uuid(), 'CJ-' || number, gen_random_uuid(), id, 'general', '示例', '示例', false, '2026-02-01',
      '2026-08-01', '2026-02-01', id, '2026-02-01' from one;
`;

async function once(connection: pg.ClientConfig, statements: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(statements);
  await client.end();
}
