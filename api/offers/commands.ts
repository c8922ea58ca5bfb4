/** 比选应答: sealed until the opening hour, opened by two persons together, scored on the sheet fixed before the call. */
import { compareOffers, type Offer } from '#scoring/comparison.ts';
import { seedOf } from '#scoring/draw.ts';
import type { z } from 'zod';
import { lockCommission, subjectOf } from '../commissions/commands.ts';
import { assertCurrent, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { assertOfficerDeclared } from '../recusal-declarations/commands.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { givePlaces, lockOpen, strikeExcluded } from '../selections/commands.ts';
import {
  findSelection,
  listCandidates,
  updateSelection,
  type StoredSelection,
} from '../selections/queries.ts';
import * as queries from './queries.ts';
import type { newOffer, offerScores, StoredScores } from './schema.ts';

/** Submits or replaces the agency's offer; nobody reads it before the opening hour. */
export async function submitOffer(context: Context, code: string, input: z.output<typeof newOffer>) {
  const commission = await lockCommission(context, code);
  const { agencyId } = context.actor;
  authorize(context.actor, 'offer.submit', { agencyId });
  const selection = await findSelection(context.db, commission.id);
  const candidates = await listCandidates(context.db, commission.id);
  const candidate = candidates.find((one) => one.agencyId === agencyId);
  if (!agencyId || !selection || selection.method !== 'comparison' || !candidate) throw notFound();
  if (candidate.struckAt) throw new Refusal('conflict', `本机构已退出名单：${candidate.struckReason}。`);
  if (context.now >= selection.openingAt!) throw new Refusal('conflict', '应答截止时刻已过，不再接收应答。');
  if (input.price > commission.feeCap)
    throw invalidField('price', `报价不得超过最高限价 ${commission.feeCap / 1_000_000} 万元。`);
  const { price, priceExplanation, ...content } = input;
  await queries.saveOffer(context.db, {
    id: newId(context.now),
    commissionId: commission.id,
    selectionId: selection.id,
    agencyId,
    price,
    priceExplanation,
    content: JSON.stringify(content),
    submittedBy: context.actor.accountId!,
    submittedAt: context.now,
  });
  await record(context, 'offer.submitted', subjectOf(commission, { agencyId }));
  const receipt = await queries.findOfferReceipt(context.db, selection.id, agencyId);
  return { code, submittedAt: context.now, version: receipt!.version };
}

/** Opens all offers at once; the witness has confirmed by an own sign-in, the opener is somebody else. */
export async function openOffers(context: Context, code: string) {
  const { commission, selection } = await lockOpen(context, code, 'offer.open');
  assertCurrent(context, selection);
  assertComparison(selection);
  if (selection.openedAt) throw new Refusal('conflict', '应答已经开启，只开启一次。');
  if (context.now < selection.openingAt!) throw new Refusal('conflict', '开启时刻未到，不能开启应答。');
  if (context.now >= selection.drawUntil!)
    throw new Refusal('conflict', '应答未在时限内开启，须登记作废后重新确定遴选方式。');
  if (selection.witnessId === null)
    throw new Refusal('conflict', '须先由另一人登录确认在场见证，才能开启应答。');
  await strikeExcluded(context, commission);
  const opened = await queries.markOpened(context.db, selection.id, context.now);
  const version = await updateSelection(context.db, selection.id, {
    openedAt: context.now,
    drawnBy: context.actor.accountId,
  });
  const detail = { offers: opened, witness: selection.witnessName };
  await record(context, 'offers.opened', subjectOf(commission), detail);
  return { code, opened, version };
}

/** Scores every opened offer on the sheet; equal totals are ordered by a draw with the committed secret. */
export async function scoreOffers(context: Context, code: string, input: z.output<typeof offerScores>) {
  const { commission, selection } = await lockOpen(context, code, 'offer.score');
  assertCurrent(context, selection);
  assertComparison(selection);
  if (!selection.openedAt) throw new Refusal('conflict', '应答尚未开启，不能评分。');
  await assertOfficerDeclared(context, commission);
  if (selection.drawnAt) throw new Refusal('conflict', '比选结果已经确定并公布，不再改动。');
  const stored = await queries.listOpenedOffers(context.db, selection.id);
  const standing = await standingOffers(context, commission.id, stored);
  const judged = standing.map((offer) => ({ offer, scores: scoresOf(offer.code, input) }));
  const seed = tieSeedOf(context, selection, input.publicValue);
  const offers = judged.map(({ offer, scores }) => comparable(selection, offer, scores));
  const comparison = compareOffers(selection.list.sheet!, offers, seed);
  if (!comparison.ranking) throw new Refusal('conflict', `不能确定结果：${comparison.faults.join('；')}。`);
  const { ranking } = comparison;
  const ties = ranking.filter((one) => one.tied).map((one) => one.agencyId);
  // Without a tie nothing is drawn, whatever was typed.
  const tie = ties.length > 0 ? { seed, publicValue: input.publicValue } : { seed: null, publicValue: null };
  const result = {
    order: ranking.map((one) => one.agencyId),
    totals: ranking.map(({ agencyId, items, total }) => ({ code: agencyId, items, total })),
    ties,
  };
  await Promise.all(judged.map(({ offer, scores }) => queries.saveScores(context.db, offer.id, scores)));
  await givePlaces(context, commission.id, result);
  const version = await updateSelection(context.db, selection.id, {
    ...tie,
    result: JSON.stringify(result),
    drawnAt: context.now,
  });
  await record(context, 'offers.scored', subjectOf(commission), { order: result.order, ties });
  return { code, version, order: result.order };
}

function assertComparison({ method }: { method: string }): void {
  if (method !== 'comparison') throw new Refusal('conflict', '本次遴选不是比选，没有应答。');
}

type Opened = Awaited<ReturnType<typeof queries.listOpenedOffers>>[number];

/** A struck agency's offer stays on record and is not scored. */
async function standingOffers(context: Context, commissionId: string, stored: Opened[]): Promise<Opened[]> {
  const candidates = await listCandidates(context.db, commissionId);
  const struck = new Set(candidates.filter((one) => one.struckAt).map((one) => one.agencyId));
  return stored.filter(({ agencyId }) => !struck.has(agencyId));
}

function scoresOf(code: string, { scores }: z.output<typeof offerScores>): StoredScores {
  const index = scores.findIndex((one) => one.code === code);
  const typed = scores[index];
  if (!typed) throw invalidField('scores', `还没有为 ${code} 评分。`);
  const { qualification, capability, similarJobs, explanation } = typed;
  return { qualification, capability, similarJobs, explanation: explanation === '' ? null : explanation };
}

function comparable(selection: StoredSelection, offer: Opened, scores: StoredScores): Offer {
  const entry = selection.list.entries.find(({ code }) => code === offer.code);
  return { ...scores, agencyId: offer.code, rating: entry?.rating ?? null, quotation: offer.price };
}

function tieSeedOf({ now }: Context, selection: StoredSelection, publicValue: string): string | null {
  if (publicValue === '') return null;
  if (now < selection.publicValueAt!)
    throw invalidField('publicValue', '公开值尚未产生，须到事先公布的时刻以后填写。');
  return seedOf(selection.secret!, publicValue);
}
