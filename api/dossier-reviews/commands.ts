import type { z } from 'zod';
import type { Canonical } from '#scoring/digest.ts';
import { reasonCodes, reopenedWords } from '#scoring/dossier-words.ts';
import { isCarriedOver, mayRaise, sections, sectionTitles, type Section } from '#scoring/filing.ts';
import { takeNewName } from '../agency-names/commands.ts';
import { assertCurrent, type Context } from '../context.ts';
import { assertAnswered, reopenedSections } from '../dossier-reopenings/commands.ts';
import { earlierLooks } from '../dossier-submissions/commands.ts';
import { findCheckedVersion, insertVersion } from '../dossier-versions/queries.ts';
import { assertStep } from '../dossiers/commands.ts';
import { findAgency, markDossier, markSections } from '../dossiers/queries.ts';
import { openDoubleRegistrations } from '../double-registrations/commands.ts';
import type { DossierContent } from '../dossiers/schema.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { sendNotice } from '../notices/commands.ts';
import { makePaper } from '../papers/commands.ts';
import { authorize, type Action } from '../permissions.ts';
import { getDays } from '../policies/queries.ts';
import { notFound, Refusal } from '../refusal.ts';
import { getSettings } from '../settings/queries.ts';
import * as queries from './queries.ts';
import type { ReasonCode, verdict } from './schema.ts';

/** JG-0012-1 names the first submission of the agency JG-0012. */
export function codeParts(code: string): { agencyCode: string; number: number } {
  const match = /^(JG-\d{4,8})-([1-9]\d{0,5})$/.exec(code);
  if (!match) throw notFound();
  return { agencyCode: match[1]!, number: Number(match[2]) };
}

/** Takes the submission into one person's hands; others see whose and since when. */
export async function openReview(context: Context, code: string) {
  const review = await lockReview(context, code, 'dossierReview.open');
  if (review.state === 'inReview') throw heldBy(review);
  assertStep(review, 'beginReview');
  const holder = { reviewerId: context.actor.accountId, reviewOpenedAt: context.now };
  await markDossier(context.db, review.dossierId, { state: 'inReview', ...holder });
  await record(context, 'dossier.reviewOpened', subjectOf(review), { number: review.number });
  return { code };
}

/** Another officer goes on where the first one stopped; what was judged stays under the name of who judged it. */
export async function takeOverReview(context: Context, code: string) {
  const review = await lockReview(context, code, 'dossierReview.open');
  if (review.state !== 'inReview') throw new Refusal('conflict', '这份档案没有人在审核，可以直接开始审核。');
  if (review.reviewerId === context.actor.accountId) throw new Refusal('conflict', '这份档案由本人审核。');
  assertCurrent(context, review);
  const holder = { reviewerId: context.actor.accountId, reviewOpenedAt: context.now };
  await markDossier(context.db, review.dossierId, holder);
  await record(context, 'dossier.reviewTakenOver', subjectOf(review), { from: review.reviewerName });
  return { code };
}

export async function judge(
  context: Context,
  code: string,
  section: Section,
  input: z.output<typeof verdict>,
) {
  const review = await lockHeld(context, code, 'dossierReview.judge');
  const content = (review.content as Record<Section, Canonical>)[section];
  const earlier = (await earlierLooks(context, dossierOf(review), review.number))[section] ?? null;
  const isReopened = (await reopenedSections(context, review.id)).includes(section);
  if (isCarriedOver(content, earlier) && !isReopened)
    throw new Refusal('conflict', `本节上次已通过，此次没有改动，不再审核。${askFirst}`);
  if (input.verdict === 'needsCorrection' && !mayRaise(content, earlier) && !isReopened)
    throw new Refusal('conflict', `本节此次没有改动；再次退回只能针对改动的内容。${askFirst}`);
  const isFault = input.verdict === 'needsCorrection';
  await queries.putVerdict(context.db, {
    submissionId: review.id,
    section,
    verdict: input.verdict,
    reasonCode: isFault ? (input.reasonCode as ReasonCode) : null,
    note: input.note,
    judgedBy: context.actor.accountId!,
    judgedAt: context.now,
  });
  const { version } = await markDossier(context.db, review.dossierId);
  await record(context, 'dossier.sectionJudged', subjectOf(review), { section, verdict: input.verdict });
  return { section, version };
}

const askFirst = '确有必要再次提出的，先请示负责人同意。';

/** The sections of the submission that still wait for a verdict. */
export async function unjudgedSections(context: Context, code: string): Promise<Section[]> {
  const review = await lockHeld(context, code, 'dossierReview.judge');
  const verdicts = await queries.listVerdicts(context.db, review.id);
  return sections.filter((section) => !verdicts.some((one) => one.section === section));
}

/** 退回补正: once every section is judged, all faults go out in one notice. */
export async function returnDossier(context: Context, code: string) {
  const review = await lockHeld(context, code, 'dossierReview.decide');
  assertStep(review, 'returnForCorrection');
  await assertAnswered(context, review.id);
  const verdicts = await allVerdicts(context, review.id);
  const faults = verdicts.filter((one) => one.verdict === 'needsCorrection');
  if (faults.length === 0) throw new Refusal('conflict', '各节均已通过，应办理核对完成。');
  await decided(context, review, 'returned');
  const marked = faults.map((one) => one.section);
  await markSections(context.db, review.dossierId, marked, null);
  await markDossier(context.db, review.dossierId, {
    state: 'returned',
    reviewerId: null,
    reviewOpenedAt: null,
  });
  await makeNoticePaper(context, review, verdicts);
  await record(context, 'dossier.returned', subjectOf(review), { number: review.number, sections: marked });
  await sendNotice(context, {
    to: { agencyId: review.agencyId },
    kind: 'dossierCorrection',
    title: `一次性告知书：${review.agencyCode} 第 ${review.number} 次提交`,
    body: noticeText(faults, await reopenedSections(context, review.id)),
    subject: subjectOf(review),
    path: `/dossier/submissions/${review.number}/notice`,
  });
  return { code };
}

/** The notice as a paper, with everything that it tells at once. */
async function makeNoticePaper(
  context: Context,
  review: NonNullable<Awaited<ReturnType<typeof queries.findReview>>>,
  verdicts: Awaited<ReturnType<typeof queries.listVerdicts>>,
) {
  const { bureauName, bureauContact } = await getSettings(context.db, context.isExample);
  const { dossierSecondLook } = await getDays(context.db, context.today);
  const agency = (await findAgency(context.db, review.agencyId))!;
  const reopened = await reopenedSections(context, review.id);
  await makePaper(
    context,
    'correctionNotice',
    { submissionId: review.id, agencyId: review.agencyId },
    {
      agency: { name: agency.name, code: agency.code, uscc: agency.uscc },
      ...{ submission: review.number, digest: review.digest, submittedAt: review.submittedAt },
      ...{ decidedAt: context.now, isExample: context.isExample },
      faults: verdicts
        .filter((one) => one.verdict === 'needsCorrection')
        .map(({ section, reasonCode, note }) => ({
          section,
          reason: reasonCodes[reasonCode!],
          note: `${note}${reopened.includes(section) ? reopenedWords : ''}`,
        })),
      passed: verdicts.filter((one) => one.verdict === 'passed').map(({ section }) => section),
      secondLookDays: dossierSecondLook,
      ...{ office: `${bureauName || '牧野区财政局'}绩效科`, contact: bureauContact },
    },
  );
}

/** 核对完成: an immutable version of what was submitted. It records what was filed; it licenses nothing. */
export async function checkDossier(context: Context, code: string) {
  const review = await lockHeld(context, code, 'dossierReview.decide');
  assertStep(review, 'check');
  await assertAnswered(context, review.id);
  const verdicts = await allVerdicts(context, review.id);
  const open = verdicts
    .filter((one) => one.verdict === 'needsCorrection')
    .map((one) => sectionTitles[one.section]);
  if (open.length > 0) throw new Refusal('conflict', `「${open.join('」「')}」需补正，应退回补正。`);
  const earlier = await findCheckedVersion(context.db, review.agencyId);
  const version = { id: newId(context.now), number: (earlier?.number ?? 0) + 1 };
  await decided(context, review, 'checked');
  await insertVersion(context.db, {
    ...version,
    agencyId: review.agencyId,
    submissionId: review.id,
    content: review.content as DossierContent,
    digest: review.digest,
    checkedBy: context.actor.accountId!,
    effectiveOn: context.today,
    recordedAt: context.now,
    supersedes: earlier?.id ?? null,
  });
  await takeNewName(context, {
    ...{ agencyId: review.agencyId, versionId: version.id, content: review.content as DossierContent },
    ...{ filedBy: review.submittedBy, filedAt: review.submittedAt },
  });
  await openDoubleRegistrations(context, review.agencyId);
  await markDossier(context.db, review.dossierId, {
    state: 'checked',
    reviewerId: null,
    reviewOpenedAt: null,
  });
  await record(context, 'dossier.checked', subjectOf(review), {
    number: review.number,
    version: version.number,
  });
  return { code, version: version.number };
}

export interface Fault {
  section: Section;
  reasonCode: ReasonCode | null;
  note: string;
}

const noticeText = (faults: readonly Fault[], reopened: readonly Section[]): string =>
  faults
    .map((one, index) => {
      const again = reopened.includes(one.section) ? reopenedWords : '';
      return `${index + 1}. ${sectionTitles[one.section]}：${reasonCodes[one.reasonCode!]}。${one.note}${again}`;
    })
    .join('\n');

const decided = (context: Context, review: { id: string }, outcome: 'returned' | 'checked') =>
  queries.markDecided(context.db, review.id, {
    outcome,
    decidedAt: context.now,
    decidedBy: context.actor.accountId!,
  });

async function allVerdicts(context: Context, submissionId: string) {
  const verdicts = await queries.listVerdicts(context.db, submissionId);
  const left = sections.filter((section) => !verdicts.some((one) => one.section === section));
  if (left.length === 0) return verdicts;
  const names = left.map((section) => sectionTitles[section]).join('」「');
  throw new Refusal('conflict', `还有「${names}」没有审核。逐节审核完毕后才能办理，所有问题一次告知。`);
}

export async function lockReview(context: Context, code: string, action: Action) {
  authorize(context.actor, action);
  const { agencyCode, number } = codeParts(code);
  const seen = await queries.findReview(context.db, agencyCode, number, context.now);
  if (!seen) throw notFound();
  await queries.lockDossier(context.db, seen.dossierId);
  const review = await queries.findReview(context.db, agencyCode, number, context.now);
  if (!review) throw notFound();
  authorize(context.actor, action, { handledBy: [review.enteredBy] });
  if (review.outcome) throw new Refusal('conflict', '这次提交已经办结。');
  return review;
}

/** In the actor's own hands, and as the actor last saw it. */
export async function lockHeld(context: Context, code: string, action: Action) {
  const review = await lockReview(context, code, action);
  if (review.state !== 'inReview') throw new Refusal('conflict', '先开始审核，再逐节办理。');
  if (review.reviewerId !== context.actor.accountId) throw heldBy(review);
  assertCurrent(context, review, { version: review.version });
  return review;
}

const heldBy = (review: { reviewerName: string | null; reviewOpenedAt: string | null }): Refusal =>
  new Refusal(
    'conflict',
    `${review.reviewerName}自 ${shanghai(review.reviewOpenedAt!)} 起正在审核这份档案。`,
  );

const shanghai = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

const dossierOf = (review: { dossierId: string; basedOn: string | null }) => ({
  id: review.dossierId,
  basedOn: review.basedOn,
});

const subjectOf = (review: { dossierId: string; agencyId: string }) => ({
  type: 'dossier' as const,
  id: review.dossierId,
  agencyId: review.agencyId,
});
