import type { z } from 'zod';
import { addWorkingDays, dayOf, type Calendar, type Day } from '#scoring/calendar.ts';
import { doubleRegistration as machine } from '#scoring/lifecycle.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { nextCode } from '../counter.ts';
import { isEmployedOn, type Person } from '../dossier-people/schema.ts';
import { listCheckedVersions, type CheckedVersion } from '../dossier-versions/queries.ts';
import { assertOwnFile } from '../evaluations/commands.ts';
import { newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize, type Ownership } from '../permissions.ts';
import { getDays } from '../policies/queries.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { answer, decision, proposal } from './schema.ts';

/**
 * Part of the check of a dossier: for each of its staff whom another agency's checked dossier holds in employment too, a
 * case between the two (4号 art 14 wants the members of a team to be those who were named).
 */
export async function openDoubleRegistrations(context: Context, agencyId: string): Promise<void> {
  const own = await staffOf(context, [agencyId]);
  const ownIds = own.map(({ person }) => person.idNumberId!);
  const equal = await queries.lockEqualNumbers(context.db, ownIds);
  const strangers = equal.filter((row) => row.agencyId !== agencyId);
  const others = await staffOf(context, [...new Set(strangers.map((row) => row.agencyId))]);
  const open = await queries.listOpenPairs(context.db, ownIds);
  for (const one of own) {
    const lookup = equal.find(({ id }) => id === one.person.idNumberId)?.lookup;
    const same = strangers.filter((row) => row.lookup === lookup).map(({ id }) => id);
    for (const other of others.filter(({ person }) => same.includes(person.idNumberId!))) {
      const isOpen = open.some(
        (pair) => pair.numberId === one.person.idNumberId && pair.otherId === other.person.idNumberId,
      );
      if (!isOpen) await openCase(context, [other, one]);
    }
  }
}

interface Registered {
  version: CheckedVersion;
  person: Person;
}

/** Experts work for many; of the others those in employment today. */
async function staffOf({ db, now, today }: Context, agencyIds: string[]): Promise<Registered[]> {
  const versions = await listCheckedVersions(db, now, agencyIds);
  return versions.flatMap((version) =>
    version.people
      .filter((one) => one.role !== 'expert' && one.idNumberId && isEmployedOn(one, today))
      .map((person) => ({ version, person })),
  );
}

async function openCase(context: Context, registered: readonly Registered[]): Promise<void> {
  const id = newId(context.now);
  const code = await nextCode(context.db, 'HS', Number(context.today.slice(0, 4)));
  const { doubleRegistration: days } = await getDays(context.db, context.today);
  const openedBy = context.actor.accountId!;
  await queries.insertCase(context.db, {
    ...{ id, code, days, openedBy, openedAt: context.now },
    state: 'open',
  });
  for (const { version, person } of registered) {
    const subject = subjectOf({ id, code }, version.agencyId);
    await record(context, 'doubleRegistration.opened', subject, { name: person.name, days });
    const { id: noticeId } = await sendNotice(context, {
      ...{ to: { agencyId: version.agencyId }, kind: 'doubleRegistration', subject },
      title: `重复登记核实通知：${person.name}（${code}）`,
      mailTitle: `重复登记核实通知（${code}）`,
      body: openingText(person.name, days),
      path: `/double-registrations/${code}`,
    });
    await queries.insertSide(context.db, {
      ...{ caseId: id, agencyId: version.agencyId, numberId: person.idNumberId!, versionId: version.id },
      ...{ personName: person.name, noticeId },
    });
  }
}

/** It names neither the other agency nor its entry. */
const openingText = (name: string, days: number): string =>
  `贵机构信用档案登记的「${name}」，按身份证号码核对，同时登记为另一家机构的在职人员。` +
  `请自本通知送达之日起 ${days} 个工作日内答复：仍在贵机构任职的，上传劳动合同或社会保险缴纳证明；已离职的，填写离职日期。` +
  '逾期未答复的，记为逾期未答复，财政局按已有材料认定。核实期间不影响贵机构参加遴选。';

/** Once, within the time from the service of the agency's own notice. */
export async function answerCase(context: Context, code: string, input: z.output<typeof answer>) {
  const found = await lock(context, code);
  const side = found.sides.find(({ agencyId }) => agencyId === context.actor.agencyId);
  authorize(context.actor, 'doubleRegistration.answer', { agencyId: side?.agencyId ?? null });
  stepTo(machine, found.state, 'answer');
  const refusal = whyNoAnswer(side!, { ...(await windowsOf(context)), days: found.days });
  if (refusal) throw new Refusal('conflict', refusal);
  if (input.leftOn > context.today)
    throw invalidField('leftOn', `离职日期不能晚于今天（${context.today}）。`);
  if (input.proofFileId) await assertOwnFile(context, input.proofFileId, 'proofFileId');
  await queries.markAnswered(context.db, found.id, side!.agencyId, {
    ...{ answer: input.answer, leftOn: input.leftOn || null, proofFileId: input.proofFileId || null },
    ...{ answeredBy: context.actor.accountId, answeredAt: context.now },
  });
  const version = await queries.markCase(context.db, found.id, found.state);
  const detail = { answer: input.answer, leftOn: input.leftOn || null };
  await record(context, 'doubleRegistration.answered', subjectOf(found, side!.agencyId), detail);
  return { code, version };
}

export async function proposeSettlement(context: Context, code: string, input: z.output<typeof proposal>) {
  const found = await lock(context, code);
  authorize(context.actor, 'doubleRegistration.propose');
  const to = stepTo(machine, found.state, 'propose');
  assertCurrent(context, found, { version: found.version });
  const refusal = whyNoProposal(found, await windowsOf(context));
  if (refusal) throw new Refusal('conflict', refusal);
  const owner = found.sides.find(({ agencyCode }) => agencyCode === input.belongsTo);
  if (!owner && input.belongsTo !== 'neither')
    throw invalidField('belongsTo', '从所列两家机构或「均不认定」中选择。');
  if (input.effectiveOn > context.today)
    throw invalidField('effectiveOn', `认定起始日不能晚于今天（${context.today}）。`);
  const number = (await queries.listProposals(context.db, found.id)).length + 1;
  await queries.insertProposal(context.db, {
    ...{ caseId: found.id, number, belongsTo: owner?.agencyId ?? null, effectiveOn: input.effectiveOn },
    ...{ reason: input.reason, proposedBy: context.actor.accountId!, proposedAt: context.now },
  });
  const version = await queries.markCase(context.db, found.id, to);
  await record(context, 'doubleRegistration.proposed', subjectOf(found), {
    ...{ number, belongsTo: owner?.agencyName ?? 'neither', effectiveOn: input.effectiveOn },
    reason: input.reason,
  });
  return { code, version };
}

export async function returnSettlement(context: Context, code: string, input: z.output<typeof decision>) {
  const { found, open } = await lockProposed(context, code, 'return');
  const version = await close(context, found, open, { verdict: 'returned', note: input.note });
  await record(context, 'doubleRegistration.returned', subjectOf(found), {
    number: open.number,
    note: input.note,
  });
  return { code, version };
}

/** Another person than who proposed, and than who checked either dossier, decides; each agency hears what holds for it. */
export async function settleCase(context: Context, code: string, input: z.output<typeof decision>) {
  const { found, open } = await lockProposed(context, code, 'settle');
  const version = await close(context, found, open, { verdict: 'settled', note: input.note });
  await record(context, 'doubleRegistration.settled', subjectOf(found), {
    ...{ number: open.number, belongsTo: open.belongsToName ?? 'neither', effectiveOn: open.effectiveOn },
    note: input.note,
  });
  for (const side of found.sides) {
    const kept = side.agencyId === open.belongsTo;
    const subject = subjectOf(found, side.agencyId);
    await record(context, 'doubleRegistration.ended', subject, { kept, effectiveOn: open.effectiveOn });
    await sendNotice(context, {
      ...{ to: { agencyId: side.agencyId }, kind: 'doubleRegistrationSettled', subject },
      title: `重复登记认定结果：${side.personName}（${code}）`,
      mailTitle: `重复登记认定结果（${code}）`,
      body: resultText(side, open, kept),
      path: `/double-registrations/${code}`,
    });
  }
  return { code, version };
}

/** The reason may name the other agency: it is told to who has answered. */
function resultText(side: queries.CaseSide, open: queries.Proposal, kept: boolean): string {
  const result = kept
    ? `财政局认定「${side.personName}」自 ${open.effectiveOn} 起为贵机构人员。`
    : `财政局认定「${side.personName}」自 ${open.effectiveOn} 起不属于贵机构人员，自该日起不计入贵机构人员和主评人，请在信用档案中补填离职日期。`;
  return side.answer === null ? result : `${result}理由：${open.reason}`;
}

/** What the windows are judged by. */
export interface Windows {
  calendar: Calendar;
  today: Day;
}

export const windowsOf = async ({ db, today }: Context): Promise<Windows> => ({
  calendar: await loadCalendar(db),
  today,
});

/** The last day for the answer; null until the notice is served. */
export const dueOf = (side: { servedAt: string | null }, days: number, calendar: Calendar): Day | null =>
  side.servedAt === null ? null : addWorkingDays(calendar, dayOf(side.servedAt), days).day;

export const isOverdue = (side: queries.CaseSide, days: number, { calendar, today }: Windows): boolean => {
  const due = dueOf(side, days, calendar);
  return side.answer === null && due !== null && due < today;
};

export function whyNoAnswer(side: queries.CaseSide, windows: Windows & { days: number }): string | null {
  if (side.answer !== null) return `已于 ${dayOf(side.answeredAt!)} 答复，答复只提交一次。`;
  const due = dueOf(side, windows.days, windows.calendar);
  if (due === null) return '先打开并签收核实通知，答复期限自送达之日起计算。';
  return due < windows.today ? `答复期限已于 ${due} 24 时届满，记为逾期未答复。` : null;
}

export function whyNoProposal(found: queries.Case, windows: Windows): string | null {
  const waiting = found.sides.filter((side) => side.answer === null && !isOverdue(side, found.days, windows));
  if (waiting.length === 0) return null;
  const each = waiting.map((side) => {
    const due = dueOf(side, found.days, windows.calendar);
    return `${side.agencyName}${due ? `的答复期限至 ${due} 24 时` : '尚未签收通知'}`;
  });
  return `须待两家机构均已答复，或答复期限届满：${each.join('；')}。`;
}

/** Who took an earlier step: the proposer, and who checked either dossier. */
export const ownershipOf = (found: queries.Case, open: queries.Proposal | undefined): Ownership => ({
  handledBy: [open?.proposedBy ?? null, ...found.sides.map(({ checkedBy }) => checkedBy)],
});

async function lockProposed(context: Context, code: string, act: 'return' | 'settle') {
  const found = await lock(context, code);
  const [open] = await queries.listProposals(context.db, found.id);
  authorize(context.actor, 'doubleRegistration.settle', ownershipOf(found, open));
  stepTo(machine, found.state, act);
  assertCurrent(context, found, { version: found.version });
  return { found, open: open! };
}

async function close(
  context: Context,
  found: queries.Case,
  open: queries.Proposal,
  { verdict, note }: { verdict: 'settled' | 'returned'; note: string },
): Promise<number> {
  await queries.markProposal(context.db, found.id, open.number, {
    ...{ verdict, note, decidedBy: context.actor.accountId, decidedAt: context.now },
  });
  const to = stepTo(machine, found.state, verdict === 'settled' ? 'settle' : 'return');
  return queries.markCase(context.db, found.id, to);
}

async function lock(context: Context, code: string): Promise<queries.Case> {
  const found = await queries.lockCase(context, code);
  if (!found) throw notFound();
  return found;
}

/** Without an agency the line is the bureau's own. */
const subjectOf = ({ id, code }: { id: string; code: string }, agencyId: string | null = null): Subject => ({
  type: 'doubleRegistration',
  ...{ id, code, agencyId },
});
