import { Hono } from 'hono';
import { placeText } from '#scoring/consequences.ts';
import { commission as machine } from '#scoring/lifecycle.ts';
import { ruleIds } from '#scoring/eligibility-facts.ts';
import { places } from '#scoring/migration.ts';
import { getCommission } from '../commissions/routes.ts';
import type { FoundCommission } from '../commissions/queries.ts';
import { allow, read, write, type Env } from '../context.ts';
import { listHints } from '../double-registrations/queries.ts';
import { body } from '../input.ts';
import { actionState, type ActionState, type Actor } from '../permissions.ts';
import * as findings from '../screening-findings/commands.ts';
import { findTierApproval, listExceptions, listSettlements } from '../screening-findings/queries.ts';
import {
  exceptionApproval,
  exceptionProposal,
  settlement,
  tierApproval,
} from '../screening-findings/schema.ts';
import { freezeShortlist } from '../shortlists/commands.ts';
import { listFrozen } from '../shortlists/queries.ts';
import { blockedStep } from '../steps.ts';
import { countsOf, listWaysBack, makeScreening } from './commands.ts';
import { findScreening, listScreenings } from './queries.ts';
import type { ScreenedRow } from './schema.ts';

/** Under /commissions. An agency sees its own row with its reasons, the others the whole matrix. */
export const screenings = new Hono<Env>()
  .get('/:code/screening', allow('screening.read'), async (c) => {
    const context = read(c);
    const { db, actor } = context;
    const commission = await getCommission(context, c.req.param('code'));
    const screening = await findScreening(db, commission.id);
    const rows = screening?.decisions ?? [];
    const isAgency = actor.agencyId !== null;
    const approval = (screening && !isAgency && (await findTierApproval(db, screening.id))) || null;
    const awaiting =
      screening && !isAgency ? await findings.awaitingApproval(context, commission.id, screening) : [];
    const awaitingPlaces = places.filter((one) => awaiting.some(({ place }) => place === one)).map(placeText);
    const own = rows.filter(({ agencyId }) => !isAgency || agencyId === actor.agencyId);
    return c.json({
      commission,
      screening: screening
        ? {
            number: screening.number,
            asOf: screening.asOf,
            digest: screening.digest,
            frozenAt: screening.frozenAt,
            madeByName: screening.madeByName,
          }
        : null,
      rows: own,
      rules: (rows[0]?.decisions ?? []).map(({ ruleId, title }) => ({ ruleId, title })),
      funnel: isAgency ? [] : funnelOf(rows),
      counts: isAgency ? null : countsOf(rows),
      runs: isAgency ? [] : await listScreenings(db, commission.id),
      settlements: isAgency ? [] : await listSettlements(db, commission.id),
      exceptions: isAgency ? [] : await listExceptions(db, commission.id),
      tierApproval: approval,
      awaitingPlaces,
      hints: isAgency
        ? []
        : await listHints(
            db,
            rows.map(({ agencyId }) => agencyId),
          ),
      candidates: isAgency ? [] : await listFrozen(db, commission.id),
      actions: actionsOn(actor, commission, { awaitingPlaces, isApproved: approval !== null }),
    });
  })
  .get('/:code/screening/way-back', allow('wayBack.read'), async (c) => {
    const context = read(c);
    const commission = await getCommission(context, c.req.param('code'));
    const screening = await findScreening(context.db, commission.id);
    // Once the list is frozen nothing that is done leads onto it any more.
    const isOpen = commission.state === 'screening' && screening !== undefined;
    return c.json({ asOf: context.today, agencies: isOpen ? await listWaysBack(context, commission) : [] });
  })
  .post('/:code/screening', allow('screening.make'), async (c) =>
    c.json(await write(c, (context) => makeScreening(context, c.req.param('code'))), 201),
  )
  .post('/:code/screening/settlements', allow('screening.settle'), body(settlement), async (c) =>
    c.json(
      await write(c, (context) => findings.settleUnknown(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post(
    '/:code/screening/exceptions',
    allow('screeningException.propose'),
    body(exceptionProposal),
    async (c) =>
      c.json(
        await write(c, (context) =>
          findings.proposeException(context, c.req.param('code'), c.req.valid('json')),
        ),
        201,
      ),
  )
  .post(
    '/:code/screening/exceptions/:exception/approval',
    allow('screeningException.approve'),
    body(exceptionApproval),
    async (c) => {
      const { code, exception } = c.req.param();
      const approve = (context: Parameters<typeof findings.approveException>[0]) =>
        findings.approveException(context, code, exception, c.req.valid('json'));
      return c.json(await write(c, approve), 201);
    },
  )
  .post('/:code/screening/tier-approval', allow('tierApproval.give'), body(tierApproval), async (c) =>
    c.json(
      await write(c, (context) => findings.approveTiers(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/shortlist', allow('shortlist.freeze'), async (c) =>
    c.json(await write(c, (context) => freezeShortlist(context, c.req.param('code'))), 201),
  );

/** How many are left after each rule, in the rules' order; what is unknown is not yet taken out. */
function funnelOf(rows: readonly ScreenedRow[]) {
  let left = [...rows];
  const steps = [{ label: '全部机构', left: rows.length, removed: 0 }];
  if (rows.length === 0) return [];
  for (const ruleId of ruleIds) {
    const decisionOf = (row: ScreenedRow) => row.decisions.find((one) => one.ruleId === ruleId);
    const kept = left.filter((row) => decisionOf(row)?.outcome !== 'fail');
    const label = rows[0]?.decisions.find((one) => one.ruleId === ruleId)?.title ?? ruleId;
    steps.push({ label, left: kept.length, removed: left.length - kept.length });
    left = kept;
  }
  return steps;
}

function actionsOn(
  actor: Actor,
  { state }: FoundCommission,
  { awaitingPlaces, isApproved }: { awaitingPlaces: readonly string[]; isApproved: boolean },
): ActionState[] {
  const blocked = (act: 'screen' | 'freezeList' | 'extendCall') => blockedStep(machine, state, act);
  const given = isApproved ? { reason: '本次筛选已经同意。' } : null;
  const label = state === 'screening' ? '重新筛选' : '开始资格筛选';
  return [
    actionState(actor, 'screening.make', label, {}, blocked('screen')),
    actionState(actor, 'screening.settle', '登记核实结果', {}, blocked('freezeList')),
    actionState(actor, 'screeningException.propose', '申请例外审批', {}, blocked('freezeList')),
    actionState(actor, 'screeningException.approve', '批准例外', {}, blocked('freezeList')),
    awaitingPlaces.length > 0
      ? actionState(
          actor,
          'tierApproval.give',
          `同意${awaitingPlaces.join('、')}的机构参加`,
          {},
          blocked('freezeList') ?? given,
        )
      : null,
    actionState(actor, 'call.extend', '延长征集', {}, blocked('extendCall')),
    actionState(actor, 'shortlist.freeze', '冻结名单', {}, blocked('freezeList')),
  ].filter((one) => one !== null);
}
