/** 遴选: the method before any odds, the secret's digest before the public value, one order drawn once. */
import { addWorkingDays, dayOf, endOfDay } from '#scoring/calendar.ts';
import { order, seedOf, commitment as commitmentOf } from '#scoring/draw.ts';
import { rotate } from '#scoring/rotation.ts';
import type { z } from 'zod';
import { loadCalendar } from '../calendar/queries.ts';
import { lockCommission, stepOf, subjectOf } from '../commissions/commands.ts';
import { markState, type CommissionRow } from '../commissions/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { listOpenedOffers } from '../offers/queries.ts';
import { authorize } from '../permissions.ts';
import { assertOfficerDeclared } from '../recusal-declarations/commands.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { drawCandidatesOf, prepare } from '../selection-lists/list.ts';
import * as queries from './queries.ts';
import {
  instantOf,
  methods,
  openingDays,
  type newCall,
  type newSelection,
  type publicValue,
  type SelectionResult,
  type striking,
  type voiding,
} from './schema.ts';

type Chosen = z.output<typeof newSelection>;

/** Fixes the method with a reason, publishes the list and, where something is drawn, the commitment to a new secret. */
export async function chooseMethod(context: Context, code: string, input: Chosen) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'selection.choose');
  const state = stepOf(commission, 'select');
  assertCurrent(context, commission);
  await assertOfficerDeclared(context, commission);
  const basis = await queries.findBasisOf(context.db, commission.id);
  if (!basis) throw new Refusal('conflict', '须先记录采购依据。');
  assertMethodFits(basis, input.method);
  await strikeExcluded(context, commission);
  const { list, policyId, digest, result } = await prepare(context, commission, input);
  const drawn = input.method === 'weightedDraw' || input.method === 'comparison' || result === null;
  const secret = input.method !== 'statutory' && drawn ? hexOf(context.random(32)) : null;
  const earlier = await queries.listSelections(context.db, commission.id);
  const id = newId(context.now);
  const moments = await momentsOf(context, input, secret !== null);
  await queries.insertSelection(context.db, {
    id,
    commissionId: commission.id,
    number: earlier.length + 1,
    method: input.method,
    reason: input.reason,
    policyId,
    list: JSON.stringify(list),
    listDigest: digest,
    chosenBy: context.actor.accountId!,
    chosenAt: context.now,
    secret,
    commitment: secret && commitmentOf(secret),
    ...moments,
    ...(result ? { result: JSON.stringify(result), drawnAt: context.now } : {}),
  });
  if (result) await givePlaces(context, commission.id, result);
  const version = await markState(context.db, commission.id, state);
  const detail = {
    method: methods[input.method],
    reason: input.reason,
    basis: basis.method,
    candidates: list.entries.length,
    ...(secret ? { commitment: commitmentOf(secret), ...moments } : {}),
    ...(result ? { order: result.order } : {}),
  };
  await record(context, 'selection.chosen', subjectOf(commission), detail);
  return { id, code, state, version };
}

/** Somebody else than who will draw confirms by an own sign-in to be present. */
export async function witnessSelection(context: Context, code: string) {
  const { commission, selection } = await lockOpen(context, code, 'selection.witness');
  assertCurrent(context, selection);
  assertUndecided(selection);
  if (selection.commitment === null) throw new Refusal('conflict', '这次遴选没有抽取，不需要在场见证。');
  if (selection.witnessId !== null)
    throw new Refusal('conflict', `${selection.witnessName}已确认在场见证，不再更换。`);
  const version = await queries.updateSelection(context.db, selection.id, {
    witnessId: context.actor.accountId,
    witnessedAt: context.now,
  });
  await record(context, 'selection.witnessed', subjectOf(commission));
  return { code, version };
}

/** Draws the one full order. There is no second draw; whoever is struck is passed over. */
export async function drawSelection(context: Context, code: string, input: z.output<typeof publicValue>) {
  const { commission, selection } = await lockOpen(context, code, 'selection.draw');
  assertCurrent(context, selection);
  if (selection.method === 'comparison')
    throw new Refusal('conflict', '比选由两人共同开启应答后按标准评分，不直接抽取。');
  if (selection.method === 'statutory')
    throw new Refusal('conflict', '达到采购限额标准的，按法定采购方式确定机构，不得抽取。');
  assertUndecided(selection);
  assertDrawable(context, selection);
  await assertOfficerDeclared(context, commission);
  const struck = await strikeExcluded(context, commission);
  const seed = seedOf(selection.secret!, input.publicValue);
  const result = orderOf(selection, seed);
  const standing = await givePlaces(context, commission.id, result);
  const { policy } = selection.list;
  if (policy && standing.length < policy.candidatesAtLeast)
    throw new Refusal('conflict', `可抽取的机构不足 ${policy.candidatesAtLeast} 家，不能抽取。${onceOnly}`);
  const version = await queries.updateSelection(context.db, selection.id, {
    publicValue: input.publicValue,
    seed,
    result: JSON.stringify(result),
    drawnBy: context.actor.accountId,
    drawnAt: context.now,
  });
  const detail = {
    seed,
    publicValue: input.publicValue,
    order: standing,
    struck,
    witness: selection.witnessName,
  };
  await record(context, 'selection.drawn', subjectOf(commission), detail);
  return { code, version, order: standing };
}

/** A secret that nobody opened by its hour: the draw is void, publicly, and the method may be chosen anew. */
export async function voidSelection(context: Context, code: string, input: z.output<typeof voiding>) {
  const { commission, selection } = await lockOpen(context, code, 'selection.void');
  assertCurrent(context, selection);
  assertUndecided(selection);
  const state = stepOf(commission, 'voidDraw');
  await assertVoidable(context, selection);
  await queries.updateSelection(context.db, selection.id, {
    voidedAt: context.now,
    voidedReason: input.reason,
  });
  const version = await markState(context.db, commission.id, state);
  await record(context, 'selection.voided', subjectOf(commission), { reason: input.reason });
  return { code, state, version };
}

/** A candidate that leaves is struck through with the reason, never deleted. */
export async function strikeCandidate(
  context: Context,
  code: string,
  agencyCode: string,
  input: z.output<typeof striking>,
) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'candidate.strike');
  assertCurrent(context, commission);
  if (!['frozen', 'selecting', 'inviting'].includes(commission.state))
    throw new Refusal('conflict', '只有名单冻结后、签订合同前可以登记退出。');
  const candidates = await queries.listCandidates(context.db, commission.id);
  const candidate = candidates.find((one) => one.code === agencyCode);
  if (!candidate) throw notFound();
  if (candidate.struckAt) throw new Refusal('conflict', '这家机构已经登记退出。');
  await queries.markStruck(context.db, commission.id, candidate.agencyId, context.now, input.reason);
  const version = await markState(context.db, commission.id);
  const detail = { agency: candidate.name, reason: input.reason };
  await record(context, 'candidate.struck', subjectOf(commission, { agencyId: candidate.agencyId }), detail);
  return { code, version };
}

/** Strikes through every candidate that a decision now in force excludes; returns their codes. */
export async function strikeExcluded(context: Context, commission: CommissionRow): Promise<string[]> {
  const basis = await queries.findBasisOf(context.db, commission.id);
  const isOwn = basis !== undefined && !basis.aboveThreshold;
  const excluded = await queries.listExcluded(context.db, commission.id, context.today, isOwn);
  const reasons = new Map(excluded.map(({ agencyId, reason }) => [agencyId, reason]));
  // At most a handful: decisions that came into force since the list was frozen.
  for (const [agencyId, reason] of reasons) {
    await queries.markStruck(context.db, commission.id, agencyId, context.now, reason);
    await record(context, 'candidate.struck', subjectOf(commission, { agencyId }), {
      reason,
      bySystem: true,
    });
  }
  const candidates = reasons.size > 0 ? await queries.listCandidates(context.db, commission.id) : [];
  return candidates.filter(({ agencyId }) => reasons.has(agencyId)).map(({ code }) => code);
}

/** Everyone on the list has declined, lapsed or left: another call. */
export async function callAgain(context: Context, code: string, input: z.output<typeof newCall>) {
  const { commission, selection } = await lockOpen(context, code, 'selection.callAgain');
  assertCurrent(context, commission);
  const state = stepOf(commission, 'callAgain');
  if (await queries.hasSomeoneLeft(context.db, commission.id, selection.id))
    throw new Refusal('conflict', '名单内还有机构尚未邀请或尚未答复，须先依次邀请。');
  await queries.updateSelection(context.db, selection.id, { endedAt: context.now });
  const calendar = await loadCalendar(context.db);
  const callUntil = addWorkingDays(calendar, context.today, await queries.callDays(context)).day;
  await queries.reopenCall(context.db, commission.id, callUntil, context.now);
  const version = await markState(context.db, commission.id, state);
  await record(context, 'selection.exhausted', subjectOf(commission), { reason: input.reason, callUntil });
  return { code, state, version };
}

/** The commission and the selection that stands, locked together by the commission's row. */
export async function lockOpen(
  context: Context,
  code: string,
  action:
    | 'selection.witness'
    | 'selection.draw'
    | 'selection.void'
    | 'selection.callAgain'
    | 'offer.open'
    | 'offer.score',
) {
  const commission = await lockCommission(context, code);
  const selection = await queries.findSelection(context.db, commission.id);
  const isSecond = action === 'selection.draw' || action === 'offer.open';
  authorize(context.actor, action, isSecond && selection ? { handledBy: [selection.witnessId] } : {});
  if (!selection) throw new Refusal('conflict', '须先确定遴选方式。');
  return { commission, selection };
}

/** Gives the standing candidates their places in the result's order and returns their codes. */
export async function givePlaces(
  context: Context,
  commissionId: string,
  { order: codes }: SelectionResult,
): Promise<string[]> {
  const candidates = await queries.listCandidates(context.db, commissionId);
  const standing = codes.flatMap((code) => candidates.filter((one) => one.code === code && !one.struckAt));
  if (standing.length > 0)
    await queries.markPlaces(
      context.db,
      commissionId,
      standing.map(({ agencyId }) => agencyId),
    );
  return standing.map(({ code }) => code);
}

/** A draw or an opening that missed its hour, or a comparison that fewer than the least number answered. */
async function assertVoidable({ db, now }: Context, selection: queries.StoredSelection): Promise<void> {
  if (selection.openedAt) {
    const offers = await listOpenedOffers(db, selection.id);
    if (offers.length < selection.list.sheet!.offersAtLeast) return;
    throw new Refusal('conflict', '应答已经开启，请按标准评分并确定结果。');
  }
  if (selection.drawUntil === null || now < selection.drawUntil)
    throw new Refusal('conflict', '尚未到密值公开或应答开启的最后时限，不能宣布作废。');
}

const onceOnly = '名单公布后不足的，待密值到期后宣布作废，再改用其他方式或终止委托。';

function assertMethodFits(
  basis: { aboveThreshold: boolean; method: string },
  method: Chosen['method'],
): void {
  const isStatutory = basis.aboveThreshold || basis.method === 'framework';
  if (isStatutory && method !== 'statutory')
    throw invalidField(
      'method',
      '采购金额达到限额标准，应按法定采购方式确定机构，本平台不得抽取、比选或轮候，只登记采购结果。',
    );
  if (!isStatutory && method === 'statutory')
    throw invalidField('method', '采购金额未达到限额标准，请从比选、按信用等级加权抽取、轮候中选用。');
}

async function momentsOf(context: Context, input: Chosen, isDrawn: boolean) {
  const fields: Record<string, string> = {};
  const instant = (name: 'publicValue' | 'opening', what: string) => {
    const [day, time] = [input[`${name}Day`], input[`${name}Time`]];
    if (day === '') fields[`${name}Day`] = `填写${what}的日期。`;
    if (time === '') fields[`${name}Time`] = `填写${what}的时刻。`;
    if (day === '' || time === '') return null;
    const at = instantOf(day, time);
    if (at <= context.now) fields[`${name}Day`] = `${what}的时刻须晚于现在。`;
    return at;
  };
  if (isDrawn && input.publicValueSource === '')
    fields['publicValueSource'] = '写明公开值的来源，如某日福利彩票双色球第几期开奖号码。';
  const publicValueAt = isDrawn ? instant('publicValue', '公开值产生') : null;
  const openingAt = input.method === 'comparison' ? instant('opening', '开启应答') : null;
  if (Object.keys(fields).length > 0)
    throw new Refusal('invalid', `有 ${Object.keys(fields).length} 处需要处理。`, { fields });
  const calendar = await loadCalendar(context.db);
  const from = openingAt ?? publicValueAt;
  const drawUntil = from && endOfDay(addWorkingDays(calendar, dayOf(from), openingDays).day);
  return {
    publicValueSource: isDrawn ? input.publicValueSource : null,
    publicValueAt,
    drawUntil,
    openingAt,
  };
}

function assertUndecided(selection: { drawnAt: string | null }): void {
  if (selection.drawnAt) throw new Refusal('conflict', '先后顺序已经确定并公布，不重新抽取。');
}

/** The hours between which a draw is made, and the second person. */
function assertDrawable({ now }: Context, selection: queries.StoredSelection): void {
  if (now < selection.publicValueAt!)
    throw new Refusal('conflict', '公开值尚未产生，须到事先公布的时刻以后才能抽取。');
  if (now >= selection.drawUntil!)
    throw new Refusal('conflict', '承诺的密值已过公开时限，本次抽取作废，须登记作废后重新确定遴选方式。');
  if (selection.witnessId === null) throw new Refusal('conflict', '须先由另一人登录确认在场见证，才能抽取。');
}

function orderOf(selection: queries.StoredSelection, seed: string): SelectionResult {
  const { policy, entries } = selection.list;
  if (policy) {
    const { ranking } = order(policy, drawCandidatesOf(entries), seed);
    return { order: ranking.map((place) => place.agencyId), ranking };
  }
  const { ranking } = rotate(
    entries.map((entry) => ({ ...entry, agencyId: entry.code })),
    seed,
  );
  return {
    order: ranking!.map((place) => place.agencyId),
    ties: ranking!.filter((place) => place.tied).map((place) => place.agencyId),
  };
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
