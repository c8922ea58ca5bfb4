import { Hono } from 'hono';
import { getCommission } from '../commissions/routes.ts';
import { allow, read, write, type Env } from '../context.ts';
import { body } from '../input.ts';
import { getPolicyInForce } from '../policies/queries.ts';
import type { ProcurementThresholds } from '#scoring/procurement.ts';
import { recordBasis } from './commands.ts';
import { findBasis, sumOfOthers } from './queries.ts';
import { procurementBasis } from './schema.ts';

/** Under /commissions. */
export const procurementBases = new Hono<Env>()
  .get('/:code/procurement-basis', allow('procurementBasis.read'), async (c) => {
    const context = read(c);
    const code = c.req.param('code');
    const commission = await getCommission(context, code);
    const policy = await getPolicyInForce<ProcurementThresholds>(context.db, 'procurement', context.today);
    return c.json({
      commission,
      basis: (await findBasis(context.db, commission.id)) ?? null,
      othersTotal: await sumOfOthers(context.db, commission.id, code.slice(3, 7)),
      thresholds: { ...policy.content, source: policy.basis, version: policy.version },
    });
  })
  .put('/:code/procurement-basis', allow('procurementBasis.record'), body(procurementBasis), async (c) =>
    c.json(await write(c, (context) => recordBasis(context, c.req.param('code'), c.req.valid('json')))),
  );
