import type { z } from 'zod';
import { addWorkingDays, dayOf, type Day, type Instant } from '#scoring/calendar.ts';
import { digestOf, type Canonical } from '#scoring/digest.ts';
import { declarations } from '#scoring/dossier-words.ts';
import {
  isCarriedOver,
  isSame,
  isWithdrawable,
  sections,
  sectionTitles,
  withdrawalEndsAt,
  type EarlierLook,
  type Section,
} from '#scoring/filing.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { whyNotWritable } from '../dossier-entries/commands.ts';
import { listVerdicts, putVerdict } from '../dossier-reviews/queries.ts';
import { findVersionById } from '../dossier-versions/queries.ts';
import { assertStep, lockOwn, subjectOf, timeOf } from '../dossiers/commands.ts';
import * as dossiers from '../dossiers/queries.ts';
import { judgeSection, type DossierContent } from '../dossiers/schema.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { makePaper } from '../papers/commands.ts';
import { getDays } from '../policies/queries.ts';
import { invalidField, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { submission } from './schema.ts';

/** 提交档案: judged whole, declared over the writer's own name, kept with a digest and a due day. */
export async function submitDossier(context: Context, input: z.output<typeof submission>) {
  const dossier = await lockOwn(context, 'dossier.submit');
  assertStep(dossier, 'submit');
  assertCurrent(context, dossier);
  const entered = await whyNotWritable(context, dossier.id);
  if (entered) throw new Refusal('conflict', entered);
  const agency = (await dossiers.findAgency(context.db, dossier.agencyId))!;
  if (!agency.adminConfirmedAt) throw new Refusal('conflict', unconfirmed);
  if (input.declaredName !== context.actor.name)
    throw invalidField('declaredName', `签署人须为登录的本人，填写「${context.actor.name}」。`);
  const rows = await dossiers.listSections(context.db, dossier.id);
  const earlier = await earlierLooks(context, dossier);
  const content = wholeContent(dossiers.typedSections(rows), earlier, context.today);
  const id = newId(context.now);
  const number = (await queries.lastSubmissionNumber(context.db, dossier.agencyId)) + 1;
  const days = await reviewDays(context, dossier.id);
  const { withdrawMinutes } = await getDays(context.db, context.today);
  const dueOn = addWorkingDays(await loadCalendar(context.db), context.today, days).day;
  const digest = digestOf(content as unknown as Canonical);
  const by = { declaredName: input.declaredName, submittedBy: context.actor.accountId! };
  await queries.insertSubmission(context.db, {
    id,
    dossierId: dossier.id,
    number,
    content,
    digest,
    ...by,
    submittedAt: context.now,
    withdrawalEndsAt: withdrawalEndsAt(context.now, withdrawMinutes),
    dueOn,
  });
  await carryVerdictsOver(context, id, content, earlier);
  const filed = { number, digest, dueOn, days, content, isChange: dossier.basedOn !== null };
  await makePapers(context, { id, declaredName: input.declaredName, ...filed }, agency);
  await dossiers.markSections(context.db, dossier.id, sections, context.now);
  await dossiers.markDossier(context.db, dossier.id, {
    state: 'submitted',
    reviewerId: null,
    reviewOpenedAt: null,
  });
  await record(context, 'dossier.submitted', subjectOf(dossier), { number, digest });
  return { number, digest, dueOn };
}

/** 回执 and 承诺书: what was handed in, and what was declared over it. */
async function makePapers(
  context: Context,
  filed: {
    id: string;
    number: number;
    digest: string;
    dueOn: Day;
    days: number;
    content: DossierContent;
    declaredName: string;
    isChange: boolean;
  },
  { id: agencyId, code, name, uscc }: { id: string; code: string; name: string; uscc: string },
) {
  const { content, declaredName, number, digest, dueOn, isChange } = filed;
  const of = { submissionId: filed.id, agencyId };
  const { isExample, now } = context;
  const shared = { agency: { code, name, uscc }, submission: number, digest, submittedAt: now, isExample };
  await makePaper(context, 'submissionReceipt', of, {
    ...{ ...shared, declaredName, dueOn, reviewDays: filed.days, isChange },
    counts: {
      people: content.people.length,
      projects: content.trackRecord.projects.length,
      honours: content.honoursPenalties.honours.length,
      penalties: content.honoursPenalties.penalties.length,
    },
  });
  const statements = [declarations.truthful, declarations.responsible];
  await makePaper(context, 'declaration', of, { ...shared, declaredName, statements });
}

/** Working days of the look at it: a first one and one at what was corrected have periods of their own. */
export async function reviewDays(context: Context, dossierId: string): Promise<number> {
  const days = await getDays(context.db, context.today);
  const returned = await queries.findReturnedSubmission(context.db, dossierId);
  return returned ? days.dossierSecondLook : days.dossierCheck;
}

/** Refuses, with every fault, what could not be submitted. */
export async function assertWhole(context: Context, dossier: { id: string; basedOn: string | null }) {
  const rows = await dossiers.listSections(context.db, dossier.id);
  const earlier = await earlierLooks(context, dossier);
  wholeContent(dossiers.typedSections(rows), earlier, context.today);
}

/** The content of all sections, or a refusal that names every fault. */
function wholeContent(
  typed: ReturnType<typeof dossiers.typedSections>,
  earlier: EarlierLooks,
  today: Day,
): DossierContent {
  const fields: Record<string, string> = {};
  const content: Record<string, unknown> = {};
  for (const section of sections) {
    const { value, faults } = judgeSection(section, typed[section], today);
    content[section] = value;
    for (const [path, message] of Object.entries(faults)) fields[`${section}.${path}`] = message;
    const look = earlier[section];
    if (value && look?.verdict === 'needsCorrection' && isSame(value as Canonical, look.content))
      fields[section] = `「${sectionTitles[section]}」需补正，尚未改动。`;
  }
  const count = Object.keys(fields).length;
  if (count > 0) throw new Refusal('invalid', `有 ${count} 处需要处理。`, { fields });
  return content as unknown as DossierContent;
}

/** 撤回: before the instant that was kept with the submission. */
export async function withdrawSubmission(context: Context) {
  const dossier = await lockOwn(context, 'dossier.withdraw');
  assertStep(dossier, 'withdraw');
  const submitted = (await queries.findLastSubmission(context.db, dossier.id))!;
  const late = whyNotWithdrawable(submitted, context.now);
  if (late) throw new Refusal('conflict', `${late}需要改动的，等待审核结果后再办理。`);
  await queries.markWithdrawn(context.db, submitted.id, context.now);
  await dossiers.markDossier(context.db, dossier.id, { state: 'draft' });
  await record(context, 'dossier.withdrawn', subjectOf(dossier), { number: submitted.number });
  return { number: submitted.number };
}

/** Null while it can be taken back. */
export const whyNotWithdrawable = (
  { withdrawalEndsAt: endsAt }: { withdrawalEndsAt: Instant },
  now: Instant,
): string | null =>
  isWithdrawable(endsAt, now) ? null : `撤回的时间已于 ${dayOf(endsAt)} ${timeOf(endsAt)} 截止，不能撤回。`;

export const unconfirmed =
  '机构管理员的授权还没有经财政局核对，可以填写，不能提交。请将盖章的授权函交财政局经办人核对。';

export type EarlierLooks = Partial<Record<Section, EarlierLook & { judgedBy: string }>>;

/** What the last look ended with: the returned submission of this filing, else the version it changes. */
export async function earlierLooks(
  context: Context,
  dossier: { id: string; basedOn: string | null },
  before?: number,
): Promise<EarlierLooks> {
  const returned = await queries.findReturnedSubmission(context.db, dossier.id, before);
  if (returned) {
    const content = returned.content as Record<Section, Canonical>;
    const verdicts = await listVerdicts(context.db, returned.id);
    const looks = verdicts.map(({ section, verdict, judgedBy }) => [
      section,
      { content: content[section], verdict, judgedBy },
    ]);
    return Object.fromEntries(looks);
  }
  const based = dossier.basedOn && (await findVersionById(context.db, dossier.basedOn));
  if (!based) return {};
  const looks = sections.map((section) => [
    section,
    { content: based.content[section] as unknown as Canonical, verdict: 'passed', judgedBy: based.checkedBy },
  ]);
  return Object.fromEntries(looks);
}

/** What passed and has not changed keeps its verdict; the bureau looks at what is new. */
async function carryVerdictsOver(
  context: Context,
  submissionId: string,
  content: DossierContent,
  earlier: EarlierLooks,
) {
  const carried = sections.filter((section) =>
    isCarriedOver(content[section] as unknown as Canonical, earlier[section] ?? null),
  );
  await Promise.all(
    carried.map((section) =>
      putVerdict(context.db, {
        submissionId,
        section,
        verdict: 'passed',
        reasonCode: null,
        note: '上次已通过，未改动。',
        judgedBy: earlier[section]!.judgedBy,
        judgedAt: context.now,
      }),
    ),
  );
}
