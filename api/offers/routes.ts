import { Hono } from 'hono';
import { getCommission } from '../commissions/routes.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { body } from '../input.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { findSelection, listCandidates, type StoredSelection } from '../selections/queries.ts';
import { openOffers, scoreOffers, submitOffer } from './commands.ts';
import { findOfferReceipt, listOpenedOffers } from './queries.ts';
import { newOffer, offerScores } from './schema.ts';

export const offers = new Hono<Env>()
  .get('/:code/offers', allow('offer.read'), async (c) => {
    const context = read(c);
    const { db, actor } = context;
    const commission = await getCommission(context, c.req.param('code'));
    const selection = await findSelection(db, commission.id);
    if (!selection || selection.method !== 'comparison') throw notFound();
    const candidates = await listCandidates(db, commission.id);
    const own = candidates.find(({ agencyId }) => agencyId === actor.agencyId);
    if (actor.agencyId && !own) throw notFound();
    const opened = selection.openedAt ? await listOpenedOffers(db, selection.id) : [];
    const { code, title, feeCap, state } = commission;
    return c.json({
      commission: { code, title, feeCap, state },
      selection: {
        sheet: selection.list.sheet,
        openingAt: selection.openingAt,
        openedAt: selection.openedAt,
        decidedAt: selection.drawnAt,
        publicValueSource: selection.publicValueSource,
        publicValueAt: selection.publicValueAt,
        witnessName: actor.agencyId ? null : selection.witnessName,
        version: selection.version,
      },
      receipt: actor.agencyId ? ((await findOfferReceipt(db, selection.id, actor.agencyId)) ?? null) : null,
      own: own ? { place: own.place, struckReason: own.struckReason } : null,
      offers: opened.filter(({ agencyId }) => !actor.agencyId || agencyId === actor.agencyId),
      totals: actor.agencyId ? [] : (selection.result?.totals ?? []),
      actions: actionsOn(context, selection),
    });
  })
  .post('/:code/offers', allow('offer.submit'), body(newOffer), async (c) =>
    c.json(await write(c, (context) => submitOffer(context, c.req.param('code'), c.req.valid('json'))), 201),
  )
  .post('/:code/offers/opening', allow('offer.open'), async (c) =>
    c.json(await write(c, (context) => openOffers(context, c.req.param('code'))), 201),
  )
  .post('/:code/offers/scores', allow('offer.score'), body(offerScores), async (c) =>
    c.json(await write(c, (context) => scoreOffers(context, c.req.param('code'), c.req.valid('json'))), 201),
  );

function actionsOn({ actor, now }: Context, selection: StoredSelection): ActionState[] {
  const isOver = now >= selection.openingAt!;
  const decided = selection.drawnAt ? { reason: '比选结果已经确定并公布。' } : null;
  const sealed = selection.openedAt ? null : { reason: '应答尚未开启。' };
  const opened = selection.openedAt ? { reason: '应答已经开启。' } : null;
  const early = isOver ? null : { reason: '开启时刻未到。' };
  const alone = selection.witnessId === null ? { reason: '须先由另一人确认在场见证。' } : null;
  const late = isOver ? { reason: '应答截止时刻已过。' } : null;
  return [
    actionState(actor, 'offer.submit', '递交应答', { agencyId: actor.agencyId }, late),
    actionState(
      actor,
      'offer.open',
      '开启应答',
      { handledBy: [selection.witnessId] },
      opened ?? early ?? alone,
    ),
    actionState(actor, 'offer.score', '评分并确定结果', {}, decided ?? sealed),
  ].filter((one) => one !== null);
}
