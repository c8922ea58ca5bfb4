import type { z } from 'zod';
import { identityKinds, partyFaults } from '#scoring/identity-change.ts';
import { identityChange as machine, type ActOf } from '#scoring/lifecycle.ts';
import { assertCurrent, type Context } from '../context.ts';
import { nextCode } from '../counter.ts';
import { findFile } from '../files/queries.ts';
import { isId, newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize, type Action, type Ownership } from '../permissions.ts';
import { decideRating } from '../ratings/commands.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { cancellationRequest, decision, proposal } from './schema.ts';

type Proposal = z.output<typeof proposal>;
type Locked = Awaited<ReturnType<typeof queries.lockAgencies>>[number];

/** The officer goes by a fact of the register; another person decides. */
export async function proposeChange(context: Context, input: Proposal) {
  authorize(context.actor, 'identityChange.propose');
  const named = [...input.predecessors.flatMap((one) => [one.code, one.recordTo]), ...input.successors];
  const agencies = await queries.lockAgencies(context.db, named.filter(Boolean));
  const found = (typed: string) => agencies.find(({ code, uscc }) => code === typed || uscc === typed);
  const predecessors = input.predecessors.map((one, index) => ({
    ...{ agency: known(found(one.code), `predecessors[${index}].code`), reason: one.reason },
    recordTo: one.recordTo === '' ? null : known(found(one.recordTo), `predecessors[${index}].recordTo`),
  }));
  const successors = input.successors.map((typed, index) => known(found(typed), `successors[${index}].code`));
  const fields = partyFaults(input.kind, {
    predecessors: predecessors.map(({ agency, recordTo }) => ({
      code: agency.code,
      recordTo: recordTo?.code ?? null,
    })),
    successors: successors.map(({ code }) => code),
  });
  const count = Object.keys(fields).length;
  if (count > 0) throw new Refusal('invalid', `有 ${count} 处需要处理。`, { fields });
  const file = isId(input.fileId) ? await findFile(context.db, input.fileId) : undefined;
  if (!file || file.agencyId !== null) throw invalidField('fileId', '没有找到证明文件，请重新上传。');
  const change = await open(context, input, predecessors, successors, {
    state: stepTo(machine, machine.initial, 'propose'),
    ...{ proposedBy: context.actor.accountId, proposedAt: context.now },
  });
  await record(context, 'identityChange.proposed', subjectOf(change), {
    ...{ kind: input.kind, effectiveOn: input.effectiveOn },
    predecessors: predecessors.map(({ agency }) => agency.name).join('、'),
    successors: successors.map(({ name }) => name).join('、') || null,
  });
  return { code: change.code };
}

/** An agency asks to be struck off; nothing changes until the bureau has decided. */
export async function requestCancellation(context: Context, input: z.output<typeof cancellationRequest>) {
  const { agencyId } = context.actor;
  if (!agencyId) throw notFound();
  authorize(context.actor, 'identityChange.request', { agencyId });
  const [agency] = await queries.lockAgencies(context.db, [await ownCode(context, agencyId)]);
  const file = isId(input.fileId) ? await findFile(context.db, input.fileId) : undefined;
  if (file?.agencyId !== agencyId) throw invalidField('fileId', '没有找到这份文件，请重新上传。');
  const predecessors = [{ agency: agency!, recordTo: null, reason: null }];
  const change = await open(context, { ...input, kind: 'cancellation' }, predecessors, [], {
    ...{ state: machine.initial, requestedBy: context.actor.accountId, requestedAt: context.now },
  });
  const detail = { kind: 'cancellation', effectiveOn: input.effectiveOn };
  await record(context, 'identityChange.requested', subjectOf(change, agencyId), detail);
  return { code: change.code };
}

const ownCode = async ({ db }: Context, id: string): Promise<string> =>
  (await db.selectFrom('agency').select('code').where('id', '=', id).executeTakeFirstOrThrow()).code;

async function open(
  context: Context,
  input: Pick<Proposal, 'kind' | 'effectiveOn' | 'facts' | 'fileId'>,
  predecessors: readonly { agency: Locked; recordTo: Locked | null; reason: string | null }[],
  successors: readonly Locked[],
  row: Pick<Parameters<typeof queries.insertChange>[1], 'state' | 'proposedBy' | 'requestedBy'> & object,
) {
  if (input.effectiveOn > context.today)
    throw invalidField('effectiveOn', `变更日期不能晚于今天（${context.today}）。`);
  await assertFree(
    context,
    predecessors.map(({ agency }) => agency),
    successors,
  );
  const id = newId(context.now);
  const code = await nextCode(context.db, 'ZT', Number(context.today.slice(0, 4)));
  const { kind, effectiveOn, facts, fileId } = input;
  await queries.insertChange(context.db, { id, code, kind, effectiveOn, facts, fileId, ...row });
  await queries.insertParties(context.db, [
    ...predecessors.map(({ agency, recordTo, reason }, position) => ({
      ...{ changeId: id, agencyId: agency.id, side: 'predecessor' as const, position },
      ...{ recordTo: recordTo?.id ?? null, reason },
    })),
    ...successors.map((agency, position) => ({
      ...{ changeId: id, agencyId: agency.id, side: 'successor' as const, position },
      ...{ recordTo: null, reason: null },
    })),
  ]);
  return { id, code };
}

/** An agency ends once, and has one change under way at a time; who has ended succeeds nobody. */
async function assertFree(context: Context, predecessors: readonly Locked[], successors: readonly Locked[]) {
  const standing = await queries.listStanding(
    context.db,
    [...predecessors, ...successors].map(({ id }) => id),
  );
  for (const one of standing) {
    const isPredecessor = predecessors.some(({ id }) => id === one.agencyId);
    if (one.state !== 'decided' && !isPredecessor) continue;
    const { name } = [...predecessors, ...successors].find(({ id }) => id === one.agencyId)!;
    throw new Refusal(
      'conflict',
      one.state === 'decided'
        ? `${name}已于 ${one.effectiveOn} 因${identityKinds[one.kind].title}终止（${one.code}）。`
        : `${name}已有一项主体变更正在办理（${one.code}），办结后才能再提。`,
    );
  }
}

/** Until an officer has taken it up. */
export async function withdrawRequest(context: Context, code: string) {
  const { change, to } = await lockStep(context, code, 'withdraw', 'identityChange.withdraw');
  const version = await queries.markChange(context.db, change.id, { state: to });
  await record(context, 'identityChange.withdrawn', subjectOf(change, context.actor.agencyId));
  return { code, version };
}

/** The officer has compared the agency's request with the register and puts it to the leader. */
export async function takeUpRequest(context: Context, code: string, input: z.output<typeof decision>) {
  const { change, to } = await lockStep(context, code, 'propose', 'identityChange.propose');
  const proposed = { proposedBy: context.actor.accountId, proposedAt: context.now };
  const version = await queries.markChange(context.db, change.id, { state: to, ...proposed });
  const detail = { kind: change.kind, effectiveOn: change.effectiveOn, note: input.note };
  await record(context, 'identityChange.proposed', subjectOf(change), detail);
  return { code, version };
}

/** Sent back by the officer where an agency has asked, by the leader where an officer has proposed. */
export async function returnChange(context: Context, code: string, input: z.output<typeof decision>) {
  const { state } = await lock(context, code);
  const action = state === 'requested' ? 'identityChange.propose' : 'identityChange.decide';
  const { change, to } = await lockStep(context, code, 'return', action);
  const version = await queries.markChange(context.db, change.id, { state: to, note: input.note });
  await record(context, 'identityChange.returned', subjectOf(change), { note: input.note });
  if (change.requestedAt)
    for (const { agencyId } of predecessorsOf(change)) {
      await record(context, 'identityChange.returned', subjectOf(change, agencyId), { note: input.note });
      await tell(context, change, agencyId, '注销申请退回', `贵机构的注销申请已退回：${input.note}`);
    }
  return { code, version };
}

/** Another person than who proposed decides. Records follow, and each successor that takes one over is rated anew. */
export async function decideChange(context: Context, code: string, input: z.output<typeof decision>) {
  const { change, to } = await lockStep(context, code, 'decide', 'identityChange.decide');
  await queries.lockAgencies(
    context.db,
    change.parties.map(({ agencyCode }) => agencyCode),
  );
  const decided = { decidedBy: context.actor.accountId, decidedAt: context.now, note: input.note };
  const version = await queries.markChange(context.db, change.id, { state: to, ...decided });
  const { kind, effectiveOn } = change;
  await record(context, 'identityChange.decided', subjectOf(change), { kind, effectiveOn, note: input.note });
  for (const { agencyId, side } of change.parties) {
    await record(context, 'identityChange.ended', subjectOf(change, agencyId), { kind, effectiveOn });
    const title = `机构主体变更决定：${identityKinds[kind].title}（${code}）`;
    await tell(context, change, agencyId, title, decisionText(change, side, agencyId));
  }
  for (const heir of new Set(predecessorsOf(change).flatMap(({ recordTo }) => recordTo ?? []))) {
    const from = predecessorsOf(change).filter(({ recordTo }) => recordTo === heir);
    const text = `承继${from.map(({ agencyName }) => agencyName).join('、')}的信用记录（${code}）`;
    await decideRating(context, heir, { text, type: 'identityChange', id: change.id });
  }
  return { code, version };
}

function decisionText(change: queries.Change, side: string, agencyId: string): string {
  const { title, ends } = identityKinds[change.kind];
  const names = (some: readonly queries.Change['parties'][number][]) =>
    some.map(({ agencyName }) => agencyName).join('、');
  const successors = names(change.parties.filter((one) => one.side === 'successor'));
  if (side === 'successor') {
    const followed = names(predecessorsOf(change).filter(({ recordTo }) => recordTo === agencyId));
    const text = `财政局决定：自 ${change.effectiveOn} 起，贵机构因${title}承继${names(predecessorsOf(change))}。`;
    return followed ? `${text}${followed}的考核记录和生效中的处理决定、受限一并计入贵机构。` : text;
  }
  const until = ends ? '自该日起不再参加遴选。' : '';
  const heirs = successors ? `承继机构：${successors}。` : '';
  return `财政局决定：自 ${change.effectiveOn} 起，贵机构${title}。${until}${heirs}`;
}

const tell = (context: Context, change: queries.Change, agencyId: string, title: string, body: string) =>
  sendNotice(context, {
    ...{ to: { agencyId }, kind: 'identityChange', title, body },
    ...{ subject: subjectOf(change, agencyId), path: `/identity-changes/${change.code}` },
  });

/** Who proposed does not decide. */
export const ownershipOf = (change: queries.Change): Ownership => ({ handledBy: [change.proposedBy] });

export const predecessorsOf = (change: queries.Change) =>
  change.parties.filter(({ side }) => side === 'predecessor');

async function lockStep(context: Context, code: string, act: ActOf<typeof machine>, action: Action) {
  const change = await lock(context, code);
  const ownership = act === 'withdraw' ? { agencyId: context.actor.agencyId } : ownershipOf(change);
  authorize(context.actor, action, action === 'identityChange.propose' ? {} : ownership);
  const to = stepTo(machine, change.state, act);
  assertCurrent(context, change, { version: change.version });
  return { change, to };
}

async function lock({ db, actor }: Context, code: string): Promise<queries.Change> {
  const change = await queries.lockChange(db, actor, code);
  if (!change) throw notFound();
  return change;
}

function known(agency: Locked | undefined, path: string): Locked {
  if (!agency) throw invalidField(path, '没有找到这家机构，请核对机构编号或统一社会信用代码。');
  return agency;
}

/** Without an agency the line is the bureau's own. */
const subjectOf = (change: { id: string; code: string }, agencyId: string | null = null): Subject => ({
  type: 'identityChange',
  ...{ id: change.id, code: change.code, agencyId },
});
