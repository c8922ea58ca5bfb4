import type { z } from 'zod';
import { dayOf, type Day, type Instant } from '#scoring/calendar.ts';
import { sections, type Section } from '#scoring/filing.ts';
import { dossier as machine, type ActOf, type StateOf } from '#scoring/lifecycle.ts';
import { assertCurrent, type Context } from '../context.ts';
import { whyNotWritable } from '../dossier-entries/commands.ts';
import { dropOldPoints, insertPoint } from '../dossier-points/queries.ts';
import { insertConfirmation } from '../dossier-versions/queries.ts';
import { listVerdicts } from '../dossier-reviews/queries.ts';
import { findReturnedSubmission } from '../dossier-submissions/queries.ts';
import { newId } from '../ids.ts';
import { parse } from '../input.ts';
import { record } from '../journal.ts';
import { authorize, type Action } from '../permissions.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import { fileIdsIn, leavesTyped, tidied, typedOf, wanYuanTyped } from '../typed.ts';
import * as queries from './queries.ts';
import {
  judgeSection,
  typedForm,
  type DossierContent,
  type FormSection,
  type opening,
  type sectionSaving,
} from './schema.ts';

export type OpenDossier = NonNullable<Awaited<ReturnType<typeof queries.lockOpenDossier>>>;

/** Opens the first filing, or a change against the checked version, which stays as it is. */
export async function openDossier(context: Context, input: z.output<typeof opening>) {
  const agencyId = ownAgency(context, 'dossier.open');
  if (input.changedOn && input.changedOn > context.today)
    throw invalidField('changedOn', `不能晚于今天（${context.today}）。`);
  return openFiling(context, agencyId, input.changedOn);
}

/** Of the agency itself, or of an officer who enters its stamped paper. */
export async function openFiling(context: Context, agencyId: string, changedOn: Day | null) {
  const checked = await queries.findCheckedVersion(context.db, agencyId);
  const row = {
    id: newId(context.now),
    agencyId,
    number: (await queries.lastDossierNumber(context.db, agencyId)) + 1,
    openedAt: context.now,
    basedOn: checked?.id ?? null,
    changedOn: checked ? changedOn : null,
  };
  const already = () => new Refusal('conflict', '已有一份档案正在办理，办结后才能再开一份。');
  await queries
    .insertDossier(context.db, row)
    .catch((error) => onConstraint(error, { dossier_open_key: already, dossier_number_key: already }));
  if (checked) await copySections(context, row.id, checked.content);
  await record(context, 'dossier.opened', subjectOf(row), { basedOn: checked?.number ?? null });
  return { id: row.id };
}

async function copySections(context: Context, dossierId: string, content: DossierContent) {
  const typed = typedOf(content, { amount: wanYuanTyped }) as Record<Section, unknown>;
  const people = (typed.people as Record<string, unknown>[]).map((one) => ({ ...one, version: 1 }));
  const contents: Record<Section, unknown> = { ...typed, people: { people } };
  await Promise.all(
    sections.map((section) =>
      queries.putSection(context.db, {
        dossierId,
        section,
        content: contents[section],
        completedAt: context.now,
        updatedAt: context.now,
        updatedBy: context.actor.accountId!,
        version: 1,
      }),
    ),
  );
}

/** Keeps the section as typed, right or wrong; says what is missing; marks it complete when asked and nothing is. */
export async function saveSection(
  context: Context,
  section: FormSection,
  input: z.output<typeof sectionSaving>,
) {
  const dossier = await lockEditable(context, section);
  const typed = tidied(parse(typedForm(section), input.values), () => newId(context.now));
  await assertOwnFiles(context, dossier.agencyId, typed);
  const stored = await queries.findSection(context.db, dossier.id, section);
  assertSectionCurrent(context, stored);
  return writeSection(context, dossier, section, typed, stored, input.complete);
}

/** A file of another agency is a file nobody has. */
export async function assertOwnFiles(context: Context, agencyId: string, typed: unknown): Promise<void> {
  const ids = [...new Set(fileIdsIn(typed))];
  if ((await queries.countOwnFiles(context.db, agencyId, ids)) < ids.length)
    throw new Refusal('invalid', '所附文件中有一份没有找到，请重新上传。');
}

/** A write from an older section is refused with the stored values, who wrote them and when. */
function assertSectionCurrent(context: Context, stored: queries.SectionRow | undefined): void {
  if (!stored || context.expectedVersion === null || context.expectedVersion === stored.version)
    return assertCurrent(context, stored ?? { version: 0 }, stored);
  throw stale(stored.updatedByName, stored.updatedAt, leavesTyped(stored.content));
}

export const stale = (writer: string, at: Instant, current: unknown): Refusal =>
  new Refusal(
    'stale',
    `${writer} 已于 ${dayOf(at)} ${timeOf(at)} 先保存了改动。请对照已保存的内容后再保存。`,
    { current },
  );

/** In Shanghai, to the minute. */
export const timeOf = (at: Instant): string =>
  `${String((Number(at.slice(11, 13)) + 8) % 24).padStart(2, '0')}${at.slice(13, 16)}`;

/** Marks the people section complete, or says what is missing. */
export async function completePeople(context: Context) {
  const dossier = await lockEditable(context, 'people');
  const stored = await queries.findSection(context.db, dossier.id, 'people');
  assertCurrent(context, stored ?? { version: 0 }, stored);
  return writeSection(context, dossier, 'people', stored?.content ?? { people: [] }, stored, true);
}

/**
 * Writes a section under the filing's lock; a complete section stays so as long as nothing is missing. What it held
 * before can be restored; a write that stands apart never takes the place of another of the same minute.
 */
export async function writeSection(
  context: Context,
  dossier: OpenDossier,
  section: Section,
  content: unknown,
  stored: queries.SectionRow | undefined,
  complete: boolean,
  apart = false,
) {
  const { faults } = judgeSection(section, content, context.today);
  const isWhole = Object.keys(faults).length === 0;
  const completedAt = isWhole ? (stored?.completedAt ?? (complete ? context.now : null)) : null;
  const version = (stored?.version ?? 0) + 1;
  if (stored) await keepPoint(context, dossier, stored, apart);
  await queries.putSection(context.db, {
    dossierId: dossier.id,
    section,
    content,
    completedAt,
    updatedAt: context.now,
    updatedBy: context.actor.accountId!,
    version,
  });
  await queries.markDossier(context.db, dossier.id);
  const detail = { section, complete: completedAt !== null };
  if (!(await isRecordedLately(context, 'dossier.sectionSaved', dossier, detail)))
    await record(context, 'dossier.sectionSaved', subjectOf(dossier), detail);
  return { version, completedAt, faults, savedAt: context.now };
}

/** What one person saves within one minute makes one point: its last content. */
async function keepPoint(context: Context, dossier: OpenDossier, stored: queries.SectionRow, apart: boolean) {
  const isCopied = dossier.basedOn !== null && stored.version === 1;
  const isSameMinute = stored.updatedAt.slice(0, 16) === context.now.slice(0, 16);
  const isSamePerson = stored.updatedBy === context.actor.accountId;
  if (isSameMinute && isSamePerson && !isCopied && !apart) return;
  await insertPoint(context.db, {
    id: newId(context.now),
    dossierId: dossier.id,
    section: stored.section,
    version: stored.version,
    content: stored.content,
    savedBy: stored.updatedBy,
    savedAt: stored.updatedAt,
  });
  await dropOldPoints(context.db, dossier.id, stored.section);
}

/** Forms save themselves every few seconds: one line in ten minutes says as much. */
export const isRecordedLately = (
  context: Context,
  event: string,
  dossier: OpenDossier,
  detail: unknown,
): Promise<boolean> =>
  queries.isRecorded(context.db, {
    accountId: context.actor.accountId!,
    event,
    dossierId: dossier.id,
    detail,
    since: new Date(Date.parse(context.now) - 10 * 60_000).toISOString(),
  });

/** 「仍然正确」: the checked version holds for another year. */
export async function confirmDossier(context: Context) {
  const agencyId = ownAgency(context, 'dossier.confirm');
  const checked = await queries.findCheckedVersion(context.db, agencyId);
  if (!checked) throw new Refusal('conflict', '档案尚未核对完成，没有可确认的版本。');
  if (await queries.findOpenDossier(context.db, agencyId))
    throw new Refusal('conflict', '有一份变更正在办理，核对完成后自动重新计算有效期，不再另行确认。');
  if (checked.confirmedOn === context.today) throw new Refusal('conflict', '今天已经确认过。');
  await insertConfirmation(context.db, {
    id: newId(context.now),
    agencyId,
    confirmedOn: context.today,
    confirmedBy: context.actor.accountId!,
    recordedAt: context.now,
  });
  await record(context, 'dossier.confirmed', { type: 'dossierVersion', id: checked.id, agencyId }, {});
  return { confirmedOn: context.today };
}

/** The open filing, locked, when the section may be written now. */
export async function lockEditable(context: Context, section: Section): Promise<OpenDossier> {
  const dossier = await lockOwn(context, 'dossier.write');
  const reason = await whyNotEditable(context, dossier, section);
  if (reason) throw new Refusal('conflict', reason);
  return dossier;
}

/** Null when the section may be written now. */
export async function whyNotEditable(
  context: Context,
  dossier: { id: string; state: StateOf<typeof machine> },
  section: Section,
): Promise<string | null> {
  if (dossier.state !== 'draft' && dossier.state !== 'returned')
    return `档案当前为「${machine.states[dossier.state]}」，不能改动；提交后在回执所列时间前可以撤回。`;
  const entered = await whyNotWritable(context, dossier.id);
  if (entered) return entered;
  const returned = await findReturnedSubmission(context.db, dossier.id);
  if (!returned) return null;
  const verdicts = await listVerdicts(context.db, returned.id);
  const passed = verdicts.some((one) => one.section === section && one.verdict === 'passed');
  return passed ? '本节已通过，补正期间不能改动；需要改动的，核对完成后发起变更。' : null;
}

export async function lockOwn(context: Context, action: Action): Promise<OpenDossier> {
  const dossier = await queries.lockOpenDossier(context.db, ownAgency(context, action));
  if (!dossier) throw notFound();
  authorize(context.actor, action, dossier);
  return dossier;
}

function ownAgency(context: Context, action: Action): string {
  const { agencyId } = context.actor;
  if (!agencyId) throw notFound();
  authorize(context.actor, action, { agencyId });
  return agencyId;
}

export function assertStep(dossier: { state: StateOf<typeof machine> }, act: ActOf<typeof machine>): void {
  stepTo(machine, dossier.state, act);
}

export const subjectOf = (dossier: { id: string; agencyId: string }) => ({
  type: 'dossier' as const,
  id: dossier.id,
  agencyId: dossier.agencyId,
});
