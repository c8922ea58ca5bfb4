import type { z } from 'zod';
import {
  addDays,
  addMonths,
  addWorkingDays,
  dayOf,
  workingDaysLeft,
  type Calendar,
  type Day,
} from '#scoring/calendar.ts';
import { sanction as machine, type ActOf } from '#scoring/lifecycle.ts';
import { rate } from '#scoring/rating.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { recordDecision } from '../collective-decisions/commands.ts';
import { assertCurrent, type Context } from '../context.ts';
import { nextCode } from '../counter.ts';
import { isId, newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize, type Action } from '../permissions.ts';
import { getDays, readDaysThen } from '../policies/queries.ts';
import { decideRating, ratingPolicyOn } from '../ratings/commands.ts';
import { ratingsInForce, recordOf } from '../ratings/queries.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import {
  kinds,
  terms,
  type ending,
  type hearing,
  type imposition,
  type newSanction,
  type repair,
  type SanctionKind,
  type SanctionState,
  type statement,
} from './schema.ts';

type Class = 'minor' | 'general' | 'serious' | null;

/** What a proposal has become, from its dates. */
export function stateOf(
  row: { state: string; untilDay: Day | null; endedHow: string | null; endedOn: Day | null },
  today: Day,
): SanctionState {
  if (row.state === 'withdrawn') return 'revoked';
  if (row.state !== 'decided') return row.state as 'proposed' | 'heard';
  if (row.endedHow === 'revoked') return 'revoked';
  if (row.endedHow === 'repaired' && row.endedOn! <= today) return 'repaired';
  return row.untilDay !== null && row.untilDay < today ? 'ended' : 'inForce';
}

/** 拟作出: the agency is told and may state its case from the day of service. */
export async function proposeSanction(context: Context, input: z.output<typeof newSanction>) {
  authorize(context.actor, 'sanction.propose');
  const agency = await queries.findAgency(context.db, input.agencyCode);
  if (!agency) throw invalidField('agencyCode', '没有找到这家机构，请从所列各项中选择。');
  const { kind } = input;
  if (kind === 'sanction' && input.class === '') throw invalidField('class', '选择处理决定的类别。');
  const grade: Class = kind === 'sanction' && input.class !== '' ? input.class : null;
  const file = isId(input.fileId) ? await queries.findFile(context.db, input.fileId) : undefined;
  if (!file) throw invalidField('fileId', '没有找到证据材料，请重新上传。');
  const cause = kind === 'restriction' ? await causeOf(context, agency.id, input.cause) : null;
  const commission = await commissionOf(context, agency.id, input.commissionCode);
  if (input.from < context.today)
    throw invalidField('from', `起始日不得早于今天（${context.today}）；决定不溯及既往。`);
  const until = input.until || usualEnd(input.from, kind, grade);
  assertTerm(input.from, until, kind, grade);
  const id = newId(context.now);
  const code = await nextCode(context.db, 'CJ', Number(context.today.slice(0, 4)));
  const subject = subjectOf({ id, code, agencyId: agency.id });
  const facts = cause ? `${cause.text}。${input.facts}` : input.facts;
  const excludes = grade !== null && input.excludes === 'yes';
  const title = `拟作出${titleOf(kind, grade)}（${code}）的告知书`;
  await queries.insertProposal(context.db, {
    ...{ id, code, agencyId: agency.id, commissionId: commission, kind, class: grade, facts, excludes },
    ...{ clause: input.clause, fileId: file.id, fromDay: input.from, untilDay: until, state: 'proposed' },
    causeId: cause?.id ?? null,
    proposedBy: context.actor.accountId!,
    proposedAt: context.now,
  });
  const { feedback } = await getDays(context.db, context.today);
  const notice = await sendNotice(context, {
    to: { agencyId: agency.id },
    kind: 'sanctionHearing',
    title,
    body:
      `拟对你机构作出${titleOf(kind, grade)}。事实：${facts} 依据：${input.clause}。` +
      `拟定期限：${input.from} 至 ${until}。自送达之日起 ${feedback} 个工作日内可以陈述申辩，也可以放弃；` +
      '逾期未提出的，不影响作出决定。',
    subject,
    path: `/sanctions/${code}`,
  });
  await queries.updateProposal(context.db, id, { noticeId: notice.id });
  await record(context, 'sanction.proposed', subject, { kind, class: grade, from: input.from, until });
  return { code, state: 'proposed' as const };
}

async function causeOf(context: Context, agencyId: string, cause: '' | 'rating' | 'veto') {
  if (cause === '') throw invalidField('cause', '选择受限的事由：信用等级 D 或否决事项。');
  const found =
    cause === 'rating'
      ? await queries.findCauseOfD(context.db, agencyId, context.now, context.today)
      : await queries.findVetoed(context.db, agencyId);
  if (found === null)
    throw invalidField(
      'cause',
      '这家机构的信用等级 D 只是试评：所依据的信用等级办法尚未公布施行，不能作为受限的事由。',
    );
  if (!found)
    throw invalidField(
      'cause',
      cause === 'rating'
        ? '这家机构的信用等级不是 D，不能以此为由。'
        : '这家机构没有否决事项，不能以此为由。',
    );
  const used = await queries.findUsedCause(context.db, found.id);
  if (used) throw invalidField('cause', `这一事由已用于 ${used.code}，同一事由只能受限一次。`);
  const text =
    'cause' in found
      ? `信用等级 D（自 ${found.effectiveOn} 起，${found.cause}）`
      : `否决事项（${found.code}，${found.effectiveOn} 确定）`;
  return { id: found.id, text };
}

async function commissionOf(context: Context, agencyId: string, code: string): Promise<string | null> {
  if (code === '') return null;
  const commission = await queries.findCommissionOf(context.db, agencyId, code);
  if (!commission) throw invalidField('commissionCode', '没有找到这家机构承接的这项委托，请核对编号。');
  return commission.id;
}

const termOf = (kind: SanctionKind, grade: Class) => terms[grade ?? (kind as 'restriction')];

export const usualEnd = (from: Day, kind: SanctionKind, grade: Class): Day =>
  addDays(addMonths(from, termOf(kind, grade).usual), -1);

function assertTerm(from: Day, until: Day, kind: SanctionKind, grade: Class): void {
  const { least, most } = termOf(kind, grade);
  const [first, last] = [addDays(addMonths(from, least), -1), addDays(addMonths(from, most), -1)];
  if (until >= first && until <= last) return;
  const months = least === most ? `${least} 个月` : `${least}～${most} 个月`;
  throw invalidField(
    'until',
    `${titleOf(kind, grade)}的期限为 ${months}，截止日须在 ${first} 至 ${last} 之间。`,
  );
}

export const titleOf = (kind: SanctionKind, grade: Class): string =>
  kind === 'restriction' ? kinds.restriction : `${queries.sanctionClasses[grade!]}${kinds.sanction}`;

/** The window in which the agency may state its case; null until the notice is served. */
export function hearingWindow(
  calendar: Calendar,
  days: number,
  servedAt: string | null,
  today: Day,
): { servedOn: Day; due: Day; left: number } | null {
  if (servedAt === null) return null;
  const servedOn = dayOf(servedAt);
  const { day: due } = addWorkingDays(calendar, servedOn, days);
  return { servedOn, due, left: workingDaysLeft(calendar, today, due) };
}

export async function stateCase(context: Context, code: string, input: z.output<typeof statement>) {
  const proposal = await openWindow(context, code);
  await queries.updateProposal(context.db, proposal.id, {
    statement: input.statement,
    statedAt: context.now,
    statementBy: context.actor.accountId,
  });
  await record(context, 'sanction.caseStated', subjectOf(proposal), {});
  return { code };
}

export async function waiveHearing(context: Context, code: string) {
  const proposal = await openWindow(context, code);
  await queries.updateProposal(context.db, proposal.id, {
    hearingWaived: true,
    statedAt: context.now,
    statementBy: context.actor.accountId,
  });
  await record(context, 'sanction.hearingWaived', subjectOf(proposal), {});
  return { code };
}

async function openWindow(context: Context, code: string) {
  const proposal = await lock(context, code, 'sanction.state');
  assertCurrent(context, proposal);
  if (proposal.state !== 'proposed')
    throw new Refusal(
      'conflict',
      '陈述申辩已经结束，现在不能再提出；对决定不服的，可以申请行政复议或提起行政诉讼。',
    );
  if (proposal.statedAt !== null)
    throw new Refusal('conflict', `已于 ${dayOf(proposal.statedAt)} 提交，陈述申辩只提交一次。`);
  const window = await windowOf(context, proposal);
  if (window === null) throw new Refusal('conflict', '先打开并签收告知书，陈述申辩期自送达之日起计算。');
  if (window.left < 0)
    throw new Refusal('conflict', `陈述申辩期已于 ${window.due} 24 时届满，现在不能再提出。`);
  return proposal;
}

async function windowOf(
  context: Context,
  { noticeId, proposedAt }: { noticeId: string | null; proposedAt: string },
) {
  const [calendar, daysThen, served] = await Promise.all([
    loadCalendar(context.db),
    readDaysThen(context.db),
    noticeId === null ? null : queries.findServed(context, noticeId),
  ]);
  return hearingWindow(calendar, daysThen(proposedAt).feedback, served?.servedAt ?? null, context.today);
}

/** 记录陈述申辩: what the agency said and what came of it; or that its time is over. */
export async function recordHearing(context: Context, code: string, input: z.output<typeof hearing>) {
  const proposal = await lock(context, code, 'sanction.hear');
  stepOf('proposed', proposal, context.today, 'hear');
  assertCurrent(context, proposal);
  const window = await windowOf(context, proposal);
  const isHeard = proposal.statedAt !== null;
  if (!isHeard && window === null)
    throw new Refusal('conflict', '告知书尚未送达，须先送达；机构打开告知书或登记纸质签收即为送达。');
  if (!isHeard && window!.left >= 0)
    throw new Refusal('conflict', `陈述申辩期至 ${window!.due} 24 时届满，须先听取陈述申辩或待期限届满。`);
  await queries.updateProposal(context.db, proposal.id, {
    state: 'heard',
    hearingNote: input.note,
    hearingClosedAt: context.now,
    heardBy: context.actor.accountId,
  });
  const how = proposal.hearingWaived ? 'waived' : isHeard ? 'stated' : 'silent';
  await record(context, 'sanction.heard', subjectOf(proposal), { how, note: input.note });
  return { code, state: 'heard' as const };
}

/** 作出决定: from its day on, in the same transaction, the rating knows of it. */
export async function imposeSanction(context: Context, code: string, input: z.output<typeof imposition>) {
  const proposal = await lock(context, code, 'sanction.impose', (row) => [row.proposedBy, row.heardBy]);
  stepOf('heard', proposal, context.today, 'impose');
  assertCurrent(context, proposal);
  if (input.from < context.today)
    throw invalidField('from', `起始日不得早于今天（${context.today}）；决定不溯及既往。`);
  if (input.heldOn < dayOf(proposal.hearingClosedAt!))
    throw invalidField('heldOn', `集体决策须在听取陈述申辩（${dayOf(proposal.hearingClosedAt!)}）之后。`);
  assertTerm(input.from, input.until, proposal.kind, proposal.class);
  const { reason: _reason, from: _from, until: _until, ...meeting } = input;
  const decisionId = await recordDecision(context, proposal.kind, subjectOf(proposal), meeting);
  await queries.updateProposal(context.db, proposal.id, { state: 'decided' });
  const common = {
    ...{ id: newId(context.now), code, proposalId: proposal.id, agencyId: proposal.agencyId },
    ...{ fromDay: input.from, untilDay: input.until, effectiveOn: input.from, decisionId },
    recordedBy: context.actor.accountId!,
    recordedAt: context.now,
  };
  if (proposal.kind === 'sanction') {
    const { class: grade, facts, clause, excludes } = proposal;
    await queries.insertSanction(context.db, { ...common, class: grade!, facts, clause, excludes });
  } else {
    const { facts, clause, causeId } = proposal;
    await queries.insertRestriction(context.db, { ...common, cause: facts, basis: clause, causeId });
  }
  const rating = await rerate(context, proposal, input, decisionId);
  await tellOfDecision(context, proposal, input);
  await record(context, 'sanction.imposed', subjectOf(proposal), {
    ...{ kind: proposal.kind, class: proposal.class, from: input.from, until: input.until },
    ...{ minutes: input.minutesNumber, reason: input.reason, before: rating.before, rating: rating.rating },
  });
  return { code, state: 'inForce' as const, rating: rating.rating };
}

type Proposal = NonNullable<Awaited<ReturnType<typeof queries.lockProposal>>>;

/** A 处理决定 counts from its first day. A 受限 leaves the rating and ends in 未评级（受限期满）. */
function rerate(
  context: Context,
  proposal: Proposal,
  { from, until }: { from: Day; until: Day },
  decisionId: string,
) {
  const text = `${titleOf(proposal.kind, proposal.class)} ${proposal.code}`;
  return proposal.kind === 'sanction'
    ? decideRating(
        context,
        proposal.agencyId,
        { text: `${text} 自 ${from} 起生效`, type: 'sanction', id: proposal.id },
        { effectiveOn: from, decisionId },
      )
    : decideRating(
        context,
        proposal.agencyId,
        { text: `受限期满（${proposal.code}，至 ${until}）`, type: 'restrictionEnd', id: proposal.id },
        { effectiveOn: addDays(until, 1), decisionId },
      );
}

const tellOfDecision = (context: Context, proposal: Proposal, input: z.output<typeof imposition>) =>
  sendNotice(context, {
    to: { agencyId: proposal.agencyId },
    kind: 'sanctionDecision',
    title: `${titleOf(proposal.kind, proposal.class)}（${proposal.code}）`,
    body:
      `经${input.meeting}（${input.minutesNumber}）研究决定，对你机构作出${titleOf(proposal.kind, proposal.class)}。` +
      `事实：${proposal.facts} 依据：${proposal.clause}。理由：${input.reason} 期限：${input.from} 至 ${input.until}。` +
      '不服本决定的，可以自收到之日起 60 日内申请行政复议，或者 6 个月内提起行政诉讼。',
    subject: subjectOf(proposal),
    path: `/sanctions/${proposal.code}`,
  });

export async function withdrawProposal(context: Context, code: string, input: z.output<typeof ending>) {
  const proposal = await lock(context, code, 'sanction.withdraw');
  if (proposal.state === 'decided')
    throw new Refusal('conflict', '决定已经作出，不能撤回；确有不当的，请撤销决定。');
  stepOf(null, proposal, context.today, 'revoke');
  assertCurrent(context, proposal);
  await queries.updateProposal(context.db, proposal.id, {
    state: 'withdrawn',
    withdrawnReason: input.reason,
  });
  await record(context, 'sanction.withdrawn', subjectOf(proposal), { reason: input.reason });
  return { code, state: 'revoked' as const };
}

/** 信用修复: after the shortest display, with proof; a row that supersedes. */
export async function repairSanction(context: Context, code: string, input: z.output<typeof repair>) {
  const proposal = await lock(context, code, 'sanction.repair', (row) => [row.proposedBy]);
  const current = await queries.currentSanctionOf(context.db, proposal.id);
  if (proposal.kind !== 'sanction' || !current)
    throw new Refusal('conflict', '只有生效中的处理决定可以修复；受限按期满结束。');
  stepOf(null, { ...proposal, ...current, state: 'decided' }, context.today, 'repair');
  assertCurrent(context, proposal);
  if (current.fromDay > context.today)
    throw new Refusal('conflict', `决定自 ${current.fromDay} 起生效，其后才能修复。`);
  const { least } = terms[current.class];
  const earliest = addMonths(current.fromDay, least);
  if (context.today < earliest)
    throw new Refusal('conflict', `须公示满 ${least} 个月，最早于 ${earliest} 修复。`);
  const file = isId(input.fileId) ? await queries.findFile(context.db, input.fileId) : undefined;
  if (!file) throw invalidField('fileId', '没有找到证明材料，请重新上传。');
  await supersede(context, current, 'repaired', input.reason);
  return ended(context, proposal, 'repaired', `${proposal.code} 信用修复`, input.reason);
}

/** 撤销: as if it had never been, from now on; past draws stand. */
export async function revokeSanction(context: Context, code: string, input: z.output<typeof ending>) {
  const proposal = await lock(context, code, 'sanction.revoke');
  if (proposal.state !== 'decided') throw new Refusal('conflict', '决定尚未作出，请撤回提议。');
  const current =
    proposal.kind === 'sanction'
      ? await queries.currentSanctionOf(context.db, proposal.id)
      : await queries.currentRestrictionOf(context.db, proposal.id);
  if (!current) throw notFound();
  stepOf(null, { ...proposal, ...current, state: 'decided' }, context.today, 'revoke');
  assertCurrent(context, proposal);
  if ('class' in current) await supersede(context, current, 'revoked', input.reason);
  else await supersedeRestriction(context, current, input.reason);
  const end = await queries.findEndDecision(context.db, proposal.id);
  return ended(context, proposal, 'revoked', `${proposal.code} 撤销`, input.reason, end?.id);
}

type Sanction = NonNullable<Awaited<ReturnType<typeof queries.currentSanctionOf>>>;
type Restriction = NonNullable<Awaited<ReturnType<typeof queries.currentRestrictionOf>>>;

const supersede = (context: Context, current: Sanction, how: 'repaired' | 'revoked', reason: string) =>
  queries.insertSanction(context.db, {
    ...current,
    ...{ id: newId(context.now), supersedes: current.id, endedHow: how, endedOn: context.today },
    ...{ endReason: reason, effectiveOn: context.today },
    recordedBy: context.actor.accountId!,
    recordedAt: context.now,
  });

const supersedeRestriction = (context: Context, current: Restriction, reason: string) =>
  queries.insertRestriction(context.db, {
    ...current,
    ...{ id: newId(context.now), supersedes: current.id, endedHow: 'revoked', endedOn: context.today },
    ...{ endReason: reason, effectiveOn: context.today },
    recordedBy: context.actor.accountId!,
    recordedAt: context.now,
  });

async function ended(
  context: Context,
  proposal: Proposal,
  how: 'repaired' | 'revoked',
  text: string,
  reason: string,
  supersedes?: string,
) {
  await queries.updateProposal(context.db, proposal.id, {});
  const cause = { text, type: proposal.kind, id: proposal.id };
  const rating = await decideRating(context, proposal.agencyId, cause, supersedes ? { supersedes } : {});
  await record(context, `sanction.${how}`, subjectOf(proposal), {
    ...{ reason, before: rating.before, rating: rating.rating },
  });
  return { code: proposal.code, state: how, rating: rating.rating };
}

/** What the decision would do, before anyone decides: the rating before and after. Writes nothing. */
export async function previewOf(
  context: Context,
  row: { code: string; agencyId: string; kind: SanctionKind; class: Class },
  from: Day,
  until: Day,
) {
  const [policy, creditRecord, [current]] = await Promise.all([
    ratingPolicyOn(context, context.today),
    recordOf(context.db, row.agencyId, from),
    ratingsInForce(context.db, context.now, row.agencyId),
  ]);
  const decision = {
    factId: row.code,
    class: queries.sanctionClasses[row.class ?? 'minor'],
    from,
    until: row.class === 'minor' ? null : until,
    repairedOn: null,
  };
  const decisions = row.kind === 'sanction' ? [...creditRecord.decisions, decision] : creditRecord.decisions;
  const after = rate(policy.content, { ...creditRecord, decisions }, from);
  return {
    before: {
      rating: current?.rating ?? null,
      points: current?.points ?? null,
      trial: current?.trial ?? false,
    },
    after: { rating: after.rating, points: after.points, reasons: after.reasons },
  };
}

async function lock(
  context: Context,
  code: string,
  action: Action,
  handledBy: (row: Proposal) => (string | null)[] = () => [],
): Promise<Proposal> {
  const proposal = await queries.lockProposal(context.db, code);
  if (!proposal) throw notFound();
  authorize(context.actor, action, { agencyId: proposal.agencyId, handledBy: handledBy(proposal) });
  return proposal;
}

/** Refuses in the machine's words unless the act leads on from where the proposal stands. */
function stepOf(
  expected: SanctionState | null,
  row: { state: string; untilDay: Day; endedHow?: string | null; endedOn?: Day | null },
  today: Day,
  act: ActOf<typeof machine>,
): void {
  const { endedHow = null, endedOn = null } = row;
  const state = stateOf({ ...row, endedHow, endedOn }, today);
  stepTo(machine, state, act);
  if (expected !== null && state !== expected)
    throw new Refusal('conflict', `当前为「${machine.states[state]}」。`);
}

export const subjectOf = (row: { id: string; code: string; agencyId: string }): Subject => ({
  type: 'sanction',
  id: row.id,
  code: row.code,
  agencyId: row.agencyId,
});
