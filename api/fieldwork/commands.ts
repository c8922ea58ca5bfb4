import type { z } from 'zod';
import type { Context } from '../context.ts';
import { assertDivision, assertOpen, lockEvaluation, subjectOf } from '../evaluations/commands.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { newVisit, offSiteDecision, offSiteRequest } from './schema.ts';

/** 4号 17: on site by the approved plan; off site only with the client's consent. */
export async function recordVisit(context: Context, code: string, input: z.output<typeof newVisit>) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'fieldwork.record', evaluation);
  assertOpen(evaluation);
  if (evaluation.state !== 'running')
    throw new Refusal('conflict', '评价实施方案审核确定后才能开展现场调研。');
  if (input.visitedOn > context.today) throw invalidField('visitedOn', '调研日期不得晚于今天。');
  if (input.visitedOn < evaluation.signedOn)
    throw invalidField('visitedOn', `调研日期不得早于合同签订日 ${evaluation.signedOn}。`);
  const { offSite, ...visit } = input;
  const consent = offSite === 'yes' ? await findConsent(context, evaluation.id) : null;
  const id = newId(context.now);
  await queries.insertVisit(context.db, {
    ...visit,
    id,
    commissionId: evaluation.id,
    isOffSite: offSite === 'yes',
    offSiteConsentBy: consent?.decidedBy ?? null,
    recordedBy: context.actor.accountId!,
    recordedAt: context.now,
  });
  const { visitedOn, place, fundsCovered } = visit;
  const detail = { visitedOn, place, fundsCovered, offSite: offSite === 'yes' };
  await record(context, 'fieldwork.recorded', subjectOf(evaluation), detail);
  return { id };
}

export async function requestOffSite(context: Context, code: string, input: z.output<typeof offSiteRequest>) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'fieldwork.record', evaluation);
  assertOpen(evaluation);
  const [latest] = await queries.listOffSiteRequests(context.db, evaluation.id);
  if (latest?.consented === null) throw new Refusal('conflict', '上一次申请尚未答复，请等待财政局答复。');
  if (latest?.consented) throw new Refusal('conflict', '财政局已同意采用非现场评价，无须再次申请。');
  const id = newId(context.now);
  await queries.insertOffSiteRequest(context.db, {
    id,
    commissionId: evaluation.id,
    reason: input.reason,
    requestedBy: context.actor.accountId!,
    requestedAt: context.now,
  });
  await record(context, 'offSite.requested', subjectOf(evaluation), { reason: input.reason });
  return { id };
}

export async function decideOffSite(context: Context, code: string, input: z.output<typeof offSiteDecision>) {
  const evaluation = await lockEvaluation(context, code);
  authorize(context.actor, 'fieldwork.consent', evaluation);
  assertDivision(context, evaluation);
  assertOpen(evaluation);
  const [latest] = await queries.listOffSiteRequests(context.db, evaluation.id);
  if (!latest || latest.consented !== null) throw new Refusal('conflict', '没有待答复的非现场评价申请。');
  const consented = input.consent === 'yes';
  await queries.markDecided(context.db, latest.id, {
    consented,
    decisionNote: input.note,
    decidedBy: context.actor.accountId,
    decidedAt: context.now,
  });
  const event = consented ? 'offSite.consented' : 'offSite.refused';
  await record(context, event, subjectOf(evaluation), { note: input.note });
  return { id: latest.id, consented };
}

async function findConsent(context: Context, commissionId: string) {
  const requests = await queries.listOffSiteRequests(context.db, commissionId);
  const consent = requests.find(({ consented }) => consented);
  if (!consent)
    throw invalidField('offSite', '非现场评价须先经委托方同意（财监〔2021〕4号第十七条），请先提出申请。');
  return consent;
}
