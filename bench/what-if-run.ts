/** A what-if run over HTTP on a district of many agencies and years, and how long others wait meanwhile. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { insertAccount } from '../api/accounts/queries.ts';
import { connect } from '../api/database.ts';
import { startPostgres } from '../api/embedded-postgres.ts';
import { newId } from '../api/ids.ts';
import { getPolicyInForce, insertPolicy } from '../api/policies/queries.ts';
import { hashPassword } from '../api/sessions/commands.ts';
import { installDefaults } from '../migrations/defaults.ts';
import { migrate } from '../migrations/run.ts';
import { assess } from '../scoring/assessment.ts';
import { dayOf } from '../scoring/calendar.ts';
import { defaultRubric } from '../scoring/data/default-rubric.ts';
import type { Rubric } from '../scoring/rubric.ts';
import { defaultRatingPolicy } from '../scoring/rating-policy.ts';
import { adoptingAll, flawless, judged } from '../tests/scoring/assessment-case.ts';
import { contextFor } from '../tests/support/context.ts';
import type { District } from '../tests/support/district.ts';
import { startApp } from '../tests/support/process.ts';
import { postgresUrl } from './postgres-url.ts';

const agencies = 500;
const years = 10;
const candidates = 5;
const runs = 3;
const password = 'correct horse 9';

export async function benchWhatIfRun(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pingxin-bench-'));
  const postgres = await startPostgres(folder);
  const owner = postgres.connectionFor('postgres', 'postgres');
  try {
    const versions = await fill(owner);
    const app = startApp(join(folder, 'app'), { DATABASE_URL: postgresUrl(owner) });
    try {
      return await timed(await app.address, versions);
    } finally {
      await app.stop();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

async function timed(address: string, versions: Record<string, string>): Promise<string[]> {
  const token = await signIn(address);
  const of = `${agencies} agencies × ${years} years`;
  const lines: string[] = [];
  for (const [kind, policyId] of Object.entries(versions)) {
    for (let number = 1; number <= runs; number += 1) {
      const body = JSON.stringify({ policyId, asOf: dayOf(new Date().toISOString()) });
      const made = await beside(address, () => run(address, token, body));
      const shown = await beside(address, () => ask(made.answer, token));
      lines.push(
        `${of}, a ${kind} run: ${made.text}; its answer of ${shown.answer.length >> 10} KiB: ${shown.text}`,
      );
    }
  }
  const list = await beside(address, () => ask(`${address}/api/what-ifs`, token));
  return [...lines, `the list of the runs: ${list.text}`];
}

/** From the order until the run is filed; returns its address. */
async function run(address: string, token: string, body: string): Promise<string> {
  const { id } = JSON.parse(await ask(`${address}/api/what-ifs`, token, body)) as { id: string };
  const url = `${address}/api/what-ifs/${id}`;
  for (;;) {
    const { state } = JSON.parse(await ask(url, token)) as { state: string };
    if (state === 'done') return url;
    if (state !== 'running') throw new Error(`the run is ${state}`);
    await wait(100);
  }
}

/** Does the work while somebody else asks for /api/health again and again. */
async function beside(address: string, work: () => Promise<string>) {
  let isOver = false;
  let longest = 0;
  const others = (async () => {
    while (!isOver) {
      const start = performance.now();
      await (await fetch(`${address}/api/health`)).text();
      longest = Math.max(longest, performance.now() - start);
      await wait(1);
    }
  })();
  await wait(50);
  const start = performance.now();
  const answer = await work().finally(() => (isOver = true));
  const taken = performance.now() - start;
  await others;
  return { answer, text: `${(taken / 1000).toFixed(2)} s, others wait ${longest.toFixed(0)} ms at most` };
}

async function ask(url: string, token: string, body?: string): Promise<string> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const response = await fetch(url, body === undefined ? { headers } : { method: 'POST', headers, body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${answer}`);
  return answer;
}

async function signIn(address: string): Promise<string> {
  const answer = await ask(`${address}/api/sessions`, '', JSON.stringify({ username: 'officer', password }));
  return (JSON.parse(answer) as { token: string }).token;
}

/** The district, and the version to run of each kind. */
async function fill(owner: pg.ClientConfig): Promise<Record<string, string>> {
  await migrate(owner);
  const db = connect(owner);
  const now = new Date().toISOString();
  await installDefaults(contextFor({ db, clock: { now: () => now } } as District));
  await db.insertInto('installation').values({ kind: 'real', createdAt: now }).execute();
  await db.insertInto('setting').values({ key: 'secondFactorHats', value: '[]', updatedAt: now }).execute();
  const account = { id: newId(now), username: 'officer', name: '示例人员', createdAt: now };
  await insertAccount(db, { ...account, passwordHash: await hashPassword(password) }, ['bureauOfficer']);
  const rubricId = (await getPolicyInForce(db, 'rubric', dayOf(now))).id;
  const version = async (kind: 'rating' | 'rubric', name: string, content: unknown) => {
    const id = newId(now);
    await insertPolicy(db, {
      ...{ id, kind, name, version: 2, content, basis: '示例', isDefault: false },
      ...{ inForceFrom: '2090-01-01', recordedAt: now },
    });
    return id;
  };
  const versions = {
    rating: await version('rating', 'creditRating', stricter),
    rubric: await version('rubric', 'assessment', reweighed),
  };
  await db.destroy();
  await fillRows(owner, rubricId);
  return versions;
}

async function fillRows(owner: pg.ClientConfig, rubricId: string): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query('create temp table sheet (number int, points int, tier text, explanation jsonb)');
    for (const [number, { points, tier, explanation }] of sheets().entries())
      await client.query('insert into sheet values ($1, $2, $3, $4)', [number, points, tier, explanation]);
    await client.query("update policy_version set in_force_from = '2000-01-01' where version = 1");
    await client.query(rowsOf(rubricId));
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** Ten sheets between 90.00 and 99.00. */
const sheets = () =>
  Array.from({ length: 10 }, (_, index) => {
    const lost = 100 * index;
    const marks = {
      ...adoptingAll(flawless),
      O5: judged(
        ['O5.1', 400 - Math.min(lost, 400)],
        ['O5.2', 300 - Math.max(0, Math.min(lost - 400, 300))],
        ['O5.3', 300 - Math.max(0, lost - 700)],
      ),
    };
    const result = assess(defaultRubric, flawless, marks);
    return {
      ...{ points: result.points, tier: result.tier },
      explanation: JSON.stringify({ ...result, facts: flawless, marks }),
    };
  });

const stricter = {
  ...defaultRatingPolicy,
  version: 2,
  bands: defaultRatingPolicy.bands.map((band) => (band.label === 'B' ? { ...band, from: 8500 } : band)),
};

/** E2 counts 10 and O5 5. */
const reweighed: Rubric = {
  ...defaultRubric,
  version: '2',
  dimensions: defaultRubric.dimensions.map((dimension) => {
    const items = dimension.items.map((item) => {
      if (item.code === 'E2') return { ...item, points: 1000 };
      if (item.code !== 'O5' || item.kind !== 'judged') return item;
      const parts = item.parts.map((part, index) => ({ ...part, points: [200, 150, 150][index]! }));
      return { ...item, points: 500, parts };
    });
    return { ...dimension, items, points: items.reduce((sum, { points }) => sum + points, 0) };
  }),
};

/** A commission of each agency in each year with its contract, sheet and frozen list; a dossier confirmed each year. */
const rowsOf = (rubricId: string): string => `
  create temp table one as select number,
    ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid as id
    from generate_series(1, ${agencies}) as number;
  create temp table work as select one.id as agency_id, one.number, year,
    make_date(year, 1 + (one.number + year) % 10, 1 + one.number % 28) as day,
    ('00000000-0000-7001-8000-' || lpad(to_hex(one.number * 10000 + year), 12, '0'))::uuid as id
    from one, generate_series(extract(year from now())::int - ${years}, extract(year from now())::int - 1) as year;
  insert into agency (id, code, name, uscc, opened_at)
    select id, 'JG-' || number, '示例机构' || number, '91410711MA' || lpad(number::text, 8, '0'), '2010-01-01' from one;
  insert into commission (id, code, evaluatee_id, title, state, division, organiser, scope, method, planned_from,
      planned_until, fee_cap, special_needs, created_by, created_at)
    select id, 'WT-' || year || '-' || lpad(number::text, 4, '0'), id, '示例', 'archived', '示例', 'thirdParty', '示例',
      '示例', day, day, 1, '[]', id, day from work;
  insert into assessment (id, code, commission_id, agency_id, rubric_id, state, opened_at)
    select id, 'KH-' || year || '-' || number, id, agency_id, '${rubricId}', 'final', day from work;
  insert into assessment_result (id, assessment_id, agency_id, contract_id, points, tier, explanation, digest, reason,
      effective_on, recorded_by, recorded_at)
    select work.id, work.id, agency_id, work.id, points, tier, explanation, '0', '示例', day + 60, agency_id, day + 60
      from work join sheet on sheet.number = (work.number * 7 + work.year * 3) % 10;
  insert into screening (id, commission_id, conditions_id, number, as_of, facts, decisions, digest, made_by, frozen_at)
    select id, id, id, 1, day, '[]', '[]', '0', agency_id, day from work;
  insert into candidate (commission_id, agency_id, position, tier, running, cap, weight_numerator, weight_denominator)
    select work.id, other.id, place, 'B', 0, 3, 1, 1 from work, generate_series(1, ${candidates}) as place
      join one other on true where other.number = 1 + (work.number + place * 37) % ${agencies};
  insert into procurement_basis (commission_id, estimated_amount, yearly_total, threshold_policy_id, threshold_amount,
      open_tender_amount, above_threshold, split_suspected, method, recorded_by, recorded_at)
    select id, 1, 1, '${rubricId}', 1, 1, false, false, 'weightedDraw', agency_id, day from work;
  insert into dossier_version (id, agency_id, number, submission_id, content, digest, checked_by, effective_on, recorded_at)
    select id, id, 1, id, '{}', '0', id, make_date(extract(year from now())::int - ${years}, 1, 4), '2010-01-01' from one;
  insert into dossier_confirmation (id, agency_id, confirmed_on, confirmed_by, recorded_at)
    select id, agency_id, make_date(year, 12, 20), id, make_date(year, 12, 20) from work;
`;
