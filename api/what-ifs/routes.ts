import { Hono, type Context as HonoContext } from 'hono';
import { seedOf } from '#scoring/draw.ts';
import { textOrder } from '#scoring/text-order.ts';
import type { WhatIf } from '#scoring/what-if.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Db } from '../database.ts';
import { body, id } from '../input.ts';
import { consequenceTexts } from '../consequences/queries.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { beginWhatIf, runWhatIf, stateOf, type Begun } from '../what-if-jobs/commands.ts';
import { findJob, listJobs, type JobRow } from '../what-if-jobs/queries.ts';
import { eachNameOf } from './commands.ts';
import * as queries from './queries.ts';
import { newWhatIf } from './schema.ts';

export const whatIfs = new Hono<Env>()
  .get('/', allow('whatIf.read'), async (c) => {
    const { db, actor, today, machineNow } = read(c);
    const [jobs, runs] = await Promise.all([listJobs(db), queries.listRuns(db)]);
    const action = actionState(actor, 'whatIf.make', '开始推演', {}, null);
    const rows = [
      ...jobs.map((job) => ({ ...jobOf(job), ...stateOf(job, machineNow) })),
      ...runs.map((run) => ({ ...headOf(run), state: 'done' as const })),
    ];
    return c.json({
      runs: rows.sort((a, b) => textOrder(b.madeAt, a.madeAt)),
      today,
      actions: action ? [action] : [],
    });
  })
  .post('/', allow('whatIf.make'), body(newWhatIf), async (c) => {
    let begun: Begun | undefined;
    const { id: runId } = await write(c, async (context) => {
      begun = await beginWhatIf(context, c.req.valid('json'));
      return { id: begun.id };
    });
    // The answer of an earlier request with the same key has begun its own.
    if (begun) runInBackground(c, begun);
    return c.json({ id: runId }, 202);
  })
  .get('/:id', allow('whatIf.read'), id(), async (c) => {
    const runId = c.req.param('id');
    // In this order: when the run is filed, its job goes in the same moment.
    const found = (await jobAnswer(read(c), runId)) ?? (await runAnswer(read(c), runId));
    if (!found) throw notFound();
    return c.json(found);
  });

async function jobAnswer({ db, actor, machineNow }: Context, runId: string) {
  const job = await findJob(db, runId);
  if (!job) return undefined;
  const again = actionState(actor, 'whatIf.make', '重新推演', {}, null);
  return { ...stateOf(job, machineNow), run: jobOf(job), actions: again ? [again] : [] };
}

async function runAnswer({ db, today }: Context, runId: string) {
  const row = await queries.findRun(db, runId);
  if (!row) return undefined;
  const { secret, codeNames, result: text, ...head } = row;
  const { summary, ...run } = headOf(head);
  const result = JSON.parse(text) as WhatIf;
  const names = run.isNamed
    ? await realNames(db)
    : codeNamesOf(codeNames ?? drawnNames(result, secret, row.inputsDigest));
  const consequences = await consequenceTexts(db, today);
  return { state: 'done' as const, run, summary, consequences, ...named(shown(result), names) };
}

function runInBackground(c: HonoContext<Env>, begun: Begun): void {
  const deps = c.get('deps');
  const context = read(c);
  deps.background.begin((stopping) => runWhatIf(deps, context, begun, stopping));
}

const headOf = ({ documentNumber, ...head }: queries.RunRow) => ({
  ...head,
  isNamed: documentNumber !== null,
});

const jobOf = ({ done: _done, total: _total, beatAt: _beatAt, reason: _reason, ...head }: JobRow) => head;

interface Named {
  name: string;
  /** null: a code name, which has no page. */
  code: string | null;
}

interface Names {
  agency: (id: string) => Named;
  commission: (id: string) => Named;
}

function codeNamesOf(names: Readonly<Record<string, string>>): Names {
  const find = (one: string) => ({ name: names[one]!, code: null });
  return { agency: find, commission: find };
}

/** Of a run from before they were kept. */
const drawnNames = (result: WhatIf, secret: string, inputsDigest: string) =>
  Object.fromEntries(eachNameOf(result, seedOf(secret, inputsDigest)));

async function realNames(db: Db): Promise<Names> {
  const { agencies, commissions } = await queries.listNames(db);
  const agencyOf = new Map(agencies.map((agency) => [agency.id, agency]));
  const codeOf = new Map(commissions.map(({ id: one, code }) => [one, code]));
  return {
    agency: (one) => ({ name: agencyOf.get(one)!.name, code: agencyOf.get(one)!.code }),
    commission: (one) => ({ name: codeOf.get(one)!, code: codeOf.get(one)! }),
  };
}

/** Agencies for which nothing changes are in the numbers alone. */
const shown = ({ agencies, ...result }: WhatIf): WhatIf => ({
  ...result,
  agencies: agencies.filter(
    ({ before, after, direction, eligibility }) =>
      !before || !after || direction !== null || eligibility !== null,
  ),
});

/** The result with names for ids, in the order of the names: an order by ids would tell. */
function named({ days, agencies, commissions, freezes }: WhatIf, names: Names) {
  return {
    days,
    agencies: agencies
      .map(({ agencyId, restrictedUntil, ...one }) => ({
        agency: names.agency(agencyId),
        ...one,
        isRestricted: restrictedUntil !== null,
      }))
      .toSorted(byName),
    commissions: commissions
      .map(({ agencyId, commissionId, ...one }) => ({
        ...{ agency: names.agency(agencyId), commission: names.commission(commissionId) },
        ...one,
      }))
      .toSorted((a, b) => textOrder(a.commission.name, b.commission.name)),
    freezes: freezes
      // Its day would name the commission.
      .map(({ commissionId, candidates, isDrawn }) => ({
        commission: names.commission(commissionId),
        isDrawn,
        candidates: candidates
          .map(({ agencyId, ...candidate }) => ({ agency: names.agency(agencyId), ...candidate }))
          .toSorted(byName),
      }))
      .toSorted((a, b) => textOrder(a.commission.name, b.commission.name)),
  };
}

const byName = (a: { agency: Named }, b: { agency: Named }): number =>
  textOrder(a.agency.name, b.agency.name);
