import { Hono } from 'hono';
import { addWorkingDays } from '#scoring/calendar.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { getCommission } from '../commissions/routes.ts';
import { allow, read, write, type Env } from '../context.ts';
import { body } from '../input.ts';
import { getDays } from '../policies/queries.ts';
import { changeConditions, extendCall, freezeConditions } from './commands.ts';
import { listConditions, listRelatedUnits } from './queries.ts';
import { callExtension, changedConditions, conditions } from './schema.ts';

/** Under /commissions. */
export const commissionConditions = new Hono<Env>()
  .get('/:code/conditions', allow('conditions.read'), async (c) => {
    const context = read(c);
    const commission = await getCommission(context, c.req.param('code'));
    const { call } = await getDays(context.db, context.today);
    const earliest = addWorkingDays(await loadCalendar(context.db), context.today, call);
    return c.json({
      commission,
      conditions: await listConditions(context.db, commission.id),
      units: await listRelatedUnits(context.db, commission.evaluateeId),
      earliestCallEnd: earliest.day,
      callDays: call,
    });
  })
  .post('/:code/conditions', allow('conditions.freeze'), body(conditions), async (c) =>
    c.json(
      await write(c, (context) => freezeConditions(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .put('/:code/conditions', allow('conditions.change'), body(changedConditions), async (c) =>
    c.json(await write(c, (context) => changeConditions(context, c.req.param('code'), c.req.valid('json')))),
  )
  .post('/:code/call-extension', allow('call.extend'), body(callExtension), async (c) =>
    c.json(await write(c, (context) => extendCall(context, c.req.param('code'), c.req.valid('json'))), 201),
  );
