import { Hono } from 'hono';
import { codeNames } from '#scoring/code-names.ts';
import { seedOf } from '#scoring/draw.ts';
import { textOrder } from '#scoring/text-order.ts';
import type { WhatIf } from '#scoring/what-if.ts';
import { allow, read, write, type Env } from '../context.ts';
import type { Db } from '../database.ts';
import { body, id } from '../input.ts';
import { consequenceTexts } from '../consequences/queries.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { computeWhatIf, fileWhatIf } from './commands.ts';
import * as queries from './queries.ts';
import { newWhatIf } from './schema.ts';

export const whatIfs = new Hono<Env>()
  .get('/', allow('whatIf.read'), async (c) => {
    const { db, actor, today } = read(c);
    const rows = await queries.listRuns(db);
    const action = actionState(actor, 'whatIf.make', '开始推演', {}, null);
    return c.json({
      runs: rows.map(headOf),
      today,
      actions: action ? [action] : [],
    });
  })
  .post('/', allow('whatIf.make'), body(newWhatIf), async (c) => {
    const computed = await computeWhatIf(read(c), c.req.valid('json'));
    return c.json(await write(c, (context) => fileWhatIf(context, computed)), 201);
  })
  .get('/:id', allow('whatIf.read'), id(), async (c) => {
    const { db, today } = read(c);
    const row = await queries.findRun(db, c.req.param('id'));
    if (!row) throw notFound();
    const { secret, result: text, ...head } = row;
    const { summary, ...run } = headOf(head);
    const result = JSON.parse(text) as WhatIf;
    const names =
      row.documentNumber === null
        ? codeNamesOf(seedOf(secret, row.inputsDigest), result)
        : await realNames(db);
    const consequences = await consequenceTexts(db, today);
    return c.json({ run, summary, consequences, ...named(result, names) });
  });

const headOf = ({ documentNumber, ...head }: queries.RunRow) => ({
  ...head,
  isNamed: documentNumber !== null,
});

interface Named {
  name: string;
  /** null: a code name, which has no page. */
  code: string | null;
}

interface Names {
  agency: (id: string) => Named;
  commission: (id: string) => Named;
}

/** Until the version is adopted: a permutation drawn from the run's digest and a secret that is shown to nobody. */
function codeNamesOf(seed: string, result: WhatIf): Names {
  const agencies = codeNames(
    '机构',
    result.agencies.map(({ agencyId }) => agencyId),
    seed,
  );
  const commissions = codeNames(
    '委托',
    [...result.commissions, ...result.freezes].map(({ commissionId }) => commissionId),
    seed,
  );
  const find = (names: ReadonlyMap<string, string>) => (one: string) => ({
    name: names.get(one)!,
    code: null,
  });
  return { agency: find(agencies), commission: find(commissions) };
}

async function realNames(db: Db): Promise<Names> {
  const { agencies, commissions } = await queries.listNames(db);
  const agencyOf = new Map(agencies.map((agency) => [agency.id, agency]));
  const codeOf = new Map(commissions.map(({ id: one, code }) => [one, code]));
  return {
    agency: (one) => ({ name: agencyOf.get(one)!.name, code: agencyOf.get(one)!.code }),
    commission: (one) => ({ name: codeOf.get(one)!, code: codeOf.get(one)! }),
  };
}

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
      .map(({ commissionId, candidates, frozenOn, ...one }) => ({
        commission: names.commission(commissionId),
        // The day would name the commission.
        frozenOn: names.commission(commissionId).code === null ? null : frozenOn,
        ...one,
        candidates: candidates
          .map(({ agencyId, ...candidate }) => ({ agency: names.agency(agencyId), ...candidate }))
          .toSorted(byName),
      }))
      .toSorted((a, b) => textOrder(a.commission.name, b.commission.name)),
  };
}

const byName = (a: { agency: Named }, b: { agency: Named }): number =>
  textOrder(a.agency.name, b.agency.name);
