import { Hono } from 'hono';
import { addMonths } from '#scoring/calendar.ts';
import { firstPlaceChances } from '#scoring/draw.ts';
import { commission as machine } from '#scoring/lifecycle.ts';
import type { FoundCommission } from '../commissions/queries.ts';
import { getCommission } from '../commissions/routes.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { body } from '../input.ts';
import { findObstacle, listInvitationsOf } from '../invitations/queries.ts';
import { actionState, type ActionState, type Actor } from '../permissions.ts';
import { blockedStep } from '../steps.ts';
import {
  callAgain,
  chooseMethod,
  drawSelection,
  strikeCandidate,
  voidSelection,
  witnessSelection,
} from './commands.ts';
import { drawCandidatesOf } from '../selection-lists/list.ts';
import * as queries from './queries.ts';
import { methods, newCall, newSelection, publicValue, striking, voiding } from './schema.ts';

export const selections = new Hono<Env>()
  .get('/:code/selection', allow('selection.read'), async (c) => {
    const context = read(c);
    const { db, actor, today } = context;
    const commission = await getCommission(context, c.req.param('code'));
    const candidates = await queries.listCandidates(db, commission.id);
    const all = await queries.listSelections(db, commission.id);
    const { id, code, title, state, version } = commission;
    const selection = all.find((one) => !one.voidedAt && !one.endedAt) ?? null;
    const bureau = async () => ({
      basis: (await queries.findBasisOf(db, commission.id)) ?? null,
      selection: selection && shownOf(context, selection),
      earlier: all.filter((one) => one !== selection).map((one) => shownOf(context, one)),
      candidates: candidates.map((one) => ({
        code: one.code,
        name: one.name,
        position: one.position,
        struckAt: one.struckAt,
        struckReason: one.struckReason,
      })),
      entries: selection ? entriesOf(selection, candidates) : [],
      invitations: await listInvitationsOf(context, commission.id),
      sameObject: await queries.listEarlierSelections(db, commission.id, addMonths(today, -12)),
      actions: await actionsOn(context, commission, selection, candidates),
    });
    return c.json({
      commission: { id, code, title, state, version },
      own: actor.agencyId ? ownOf(context, candidates, selection) : null,
      bureau: actor.agencyId ? null : await bureau(),
    });
  })
  .post('/:code/selection', allow('selection.choose'), body(newSelection), async (c) =>
    c.json(await write(c, (context) => chooseMethod(context, c.req.param('code'), c.req.valid('json'))), 201),
  )
  .post('/:code/selection/witness', allow('selection.witness'), async (c) =>
    c.json(await write(c, (context) => witnessSelection(context, c.req.param('code'))), 201),
  )
  .post('/:code/selection/draw', allow('selection.draw'), body(publicValue), async (c) =>
    c.json(
      await write(c, (context) => drawSelection(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/selection/voiding', allow('selection.void'), body(voiding), async (c) =>
    c.json(
      await write(c, (context) => voidSelection(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/candidates/:agency/striking', allow('candidate.strike'), body(striking), async (c) => {
    const { code, agency } = c.req.param();
    return c.json(
      await write(c, (context) => strikeCandidate(context, code, agency, c.req.valid('json'))),
      201,
    );
  })
  .post('/:code/new-call', allow('selection.callAgain'), body(newCall), async (c) =>
    c.json(await write(c, (context) => callAgain(context, c.req.param('code'), c.req.valid('json'))), 201),
  );

/** Without the secret as long as it is not opened. */
function shownOf({ now }: Context, selection: queries.StoredSelection) {
  const { secret, list, witnessId: _, drawnBy: __, chosenBy: ___, ...shown } = selection;
  const isOpen = selection.drawnAt !== null && (selection.method !== 'comparison' || selection.seed !== null);
  return {
    ...shown,
    methodTitle: methods[selection.method],
    secret: isOpen ? secret : null,
    sheet: list.sheet,
    exclusions: list.exclusions,
    isLapsed:
      selection.drawnAt === null &&
      selection.openedAt === null &&
      selection.drawUntil !== null &&
      now >= selection.drawUntil,
  };
}

/** The published list with odds of the first place among those who still stand, and the places drawn. */
export function entriesOf(
  { list, result }: Pick<queries.StoredSelection, 'list' | 'result'>,
  candidates: readonly Pick<queries.StoredCandidate, 'code' | 'struckAt' | 'struckReason' | 'place'>[],
) {
  const now = new Map(candidates.map((one) => [one.code, one]));
  const standing = list.entries.filter(({ code }) => !now.get(code)?.struckAt);
  const chances =
    list.policy && standing.length > 0
      ? new Map(firstPlaceChances(list.policy, drawCandidatesOf(standing)).map((one) => [one.agencyId, one]))
      : new Map<string, never>();
  return list.entries.map(({ agencyId: _, ...entry }) => {
    const chance = chances.get(entry.code);
    const candidate = now.get(entry.code);
    const drawnAs = (result?.order ?? []).indexOf(entry.code) + 1;
    return {
      ...entry,
      chance: chance ? { fraction: `${chance.chance.n}/${chance.chance.d}`, percent: chance.percent } : null,
      struckAt: candidate?.struckAt ?? null,
      struckReason: candidate?.struckReason ?? null,
      place: candidate?.struckAt ? null : (candidate?.place ?? null),
      drawnAs: drawnAs === 0 ? null : drawnAs,
    };
  });
}

/** What an agency learns: that it was on the list, and its place once the order is known. */
function ownOf(
  { actor }: Context,
  candidates: readonly queries.StoredCandidate[],
  selection: queries.StoredSelection | null,
) {
  const own = candidates.find(({ agencyId }) => agencyId === actor.agencyId);
  if (!own) return null;
  return {
    position: own.position,
    struckReason: own.struckReason,
    place: selection?.drawnAt ? own.place : null,
    method: selection?.method ?? null,
    methodTitle: selection ? methods[selection.method] : null,
    decidedAt: selection?.drawnAt ?? null,
    openingAt: selection?.openingAt ?? null,
  };
}

async function actionsOn(
  context: Context,
  commission: FoundCommission,
  selection: queries.StoredSelection | null,
  candidates: readonly queries.StoredCandidate[],
): Promise<ActionState[]> {
  const { db, actor, now } = context;
  const blocked = (act: keyof typeof machine.acts) => blockedStep(machine, commission.state, act);
  const canStrike = ['frozen', 'selecting', 'inviting'].includes(commission.state);
  const obstacle = selection?.drawnAt ? await findObstacle(context, commission.id) : null;
  const isLeft = selection && (await queries.hasSomeoneLeft(db, commission.id, selection.id));
  return [
    selection ? null : actionState(actor, 'selection.choose', '确定遴选方式', {}, blocked('select')),
    ...(selection ? drawActions(actor, now, selection) : []),
    canStrike && candidates.length > 0 ? actionState(actor, 'candidate.strike', '登记退出', {}, null) : null,
    selection?.drawnAt
      ? actionState(
          actor,
          'invitation.send',
          commission.state === 'selecting' ? '发出邀请' : '顺延邀请下一家',
          {},
          blocked(commission.state === 'selecting' ? 'invite' : 'inviteNext') ??
            (obstacle === null ? null : { reason: obstacle }),
        )
      : null,
    selection && commission.state === 'inviting'
      ? actionState(
          actor,
          'selection.callAgain',
          '重新征集',
          {},
          isLeft ? { reason: '名单内还有机构尚未邀请或尚未答复。' } : null,
        )
      : null,
  ].filter((one) => one !== null);
}

function drawActions(actor: Actor, now: string, selection: queries.StoredSelection): (ActionState | null)[] {
  if (selection.drawnAt || selection.commitment === null) return [];
  const witness = actionState(
    actor,
    'selection.witness',
    '确认在场见证',
    {},
    selection.witnessId ? { reason: `${selection.witnessName}已确认在场见证。` } : null,
  );
  const isLapsed = selection.openedAt === null && now >= selection.drawUntil!;
  if (selection.method === 'comparison')
    return [
      witness,
      isLapsed || selection.openedAt ? actionState(actor, 'selection.void', '宣布作废', {}, null) : null,
    ];
  const tooEarly = now < selection.publicValueAt! ? { reason: '公开值尚未产生。' } : null;
  const tooLate = isLapsed ? { reason: '密值已过公开时限，本次抽取作废。' } : null;
  const alone = selection.witnessId ? null : { reason: '须先由另一人登录确认在场见证。' };
  return [
    witness,
    actionState(
      actor,
      'selection.draw',
      '执行抽取',
      { handledBy: [selection.witnessId] },
      tooLate ?? tooEarly ?? alone,
    ),
    actionState(actor, 'selection.void', '宣布作废', {}, isLapsed ? null : { reason: '密值尚未到期。' }),
  ];
}
