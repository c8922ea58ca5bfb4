import type { z } from 'zod';
import { addWorkingDays, dayOf, workingDaysLeft, type Day } from '#scoring/calendar.ts';
import { digestOf, type Canonical } from '#scoring/digest.ts';
import { assessment as machine, type ActOf } from '#scoring/lifecycle.ts';
import { itemsOf, type Rubric } from '#scoring/rubric.ts';
import { assess } from '#scoring/assessment.ts';
import { listSheets, updateSheet } from '../assessment-sheets/queries.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { nextCode } from '../counter.ts';
import { isId, newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { sendNotice } from '../notices/commands.ts';
import { authorize } from '../permissions.ts';
import { readDaysThen, getDays, getPolicy } from '../policies/queries.ts';
import { decideRating } from '../ratings/commands.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type {
  approval,
  feedback,
  feedbackAnswer,
  finalisation,
  newAssessment,
  sheetReturn,
} from './schema.ts';

/** Opened when the report is accepted; the rubric of the contract's day governs. */
export async function openAssessment(context: Context, input: z.output<typeof newAssessment>) {
  authorize(context.actor, 'assessment.open');
  const waiting = await queries.listWaiting(context.db);
  const commission = waiting.find(({ code }) => code === input.commissionCode);
  if (!commission)
    throw invalidField('commissionCode', '没有找到待考核的这项委托：须已验收、签有合同且尚未考核。');
  const id = newId(context.now);
  const code = await nextCode(context.db, 'KH', Number(context.today.slice(0, 4)));
  const { agencyId, rubricId } = commission;
  await queries
    .insertAssessment(context.db, {
      ...{ id, code, commissionId: commission.id, agencyId, rubricId, state: machine.initial },
      openedAt: context.now,
      openedBy: context.actor.accountId,
    })
    .catch((error: unknown) =>
      onConstraint(error, {
        assessment_commission_id_key: () => new Refusal('conflict', '这项委托已经启动考核。'),
      }),
    );
  await record(context, 'assessment.opened', subjectOf({ id, code }), { commission: commission.code });
  return { id, code, state: 'open' as const };
}

/** 复核: another person than the scorer. The agency is told; its window runs from service. */
export async function approveSheet(context: Context, code: string, input: z.output<typeof approval>) {
  const row = await lockedAssessment(context, code);
  authorize(context.actor, 'assessment.approve', { handledBy: row.scorerIds });
  assertScored(row);
  assertCurrent(context, row);
  const isAgain = row.state === 'feedback';
  if (!isAgain) stepOf(row, 'giveFeedback');
  const [sheet] = await listSheets(context.db, row.id);
  const rubric = await getPolicy<Rubric>(context.db, row.rubricId);
  const { facts, marks } = sheet!;
  const assessment = assess(rubric.content, facts!.completed, marks);
  if (assessment.points === null)
    throw new Refusal('conflict', `尚不能计分：${assessment.gaps.join('；')}。请退回评分人补齐。`);
  const approved: queries.Approved = { system: facts!.system, facts: facts!.completed, marks, assessment };
  const { feedback: days } = await getDays(context.db, context.today);
  const notice = await sendNotice(context, {
    to: { agencyId: row.agencyId },
    kind: isAgain ? 'assessmentChanged' : 'assessmentFeedback',
    title: isAgain ? `考核评分调整的告知（${code}）` : `考核评分告知书（${code}）`,
    body: isAgain
      ? `对「${row.commissionTitle}」考核评分的异议已经逐项答复，部分评分项已调整并重新复核，请查看。`
      : `「${row.commissionTitle}」的考核评分已经复核。自送达之日起 ${days} 个工作日内可以逐项反馈意见；` +
        '逾期未反馈的，视为无异议。',
    subject: subjectOf(row, row.agencyId),
    path: `/assessments/${code}`,
  });
  await queries.updateAssessment(context.db, row.id, {
    state: 'feedback',
    approvedBy: context.actor.accountId,
    approvedAt: context.now,
    approved: JSON.stringify(approved),
    ...(isAgain ? {} : { feedbackNoticeId: notice.id }),
  });
  await record(context, 'assessment.approved', subjectOf(row, row.agencyId), {
    note: input.note,
    again: isAgain,
  });
  return { code, state: 'feedback' as const };
}

/** The reviewer does not agree: the scorer writes again. */
export async function returnSheet(context: Context, code: string, input: z.output<typeof sheetReturn>) {
  const row = await lockedAssessment(context, code);
  authorize(context.actor, 'assessment.return', { handledBy: row.scorerIds });
  assertScored(row);
  assertCurrent(context, row);
  const [sheet] = await listSheets(context.db, row.id);
  await updateSheet(context.db, sheet!.id, { submittedAt: null, returnedReason: input.reason });
  await queries.updateAssessment(context.db, row.id, {});
  await record(context, 'assessment.returned', subjectOf(row), { reason: input.reason });
  return { code, state: row.state };
}

function assertScored(row: queries.AssessmentRow): void {
  const isOpen = row.state === 'scored' || (row.state === 'feedback' && row.approvedAt === null);
  if (!isOpen) stepOf(row, 'giveFeedback');
  if (row.isBeingScored) throw new Refusal('conflict', '评分人正在修改，须待其重新提交后复核。');
}

/** The feedback window; null until the notice is served. */
export async function feedbackWindow(
  context: Context,
  { noticedAt, servedAt }: Pick<queries.AssessmentRow, 'noticedAt' | 'servedAt'>,
) {
  if (noticedAt === null || servedAt === null) return null;
  const [calendar, daysThen] = await Promise.all([loadCalendar(context.db), readDaysThen(context.db)]);
  const servedOn = dayOf(servedAt);
  const deadline = addWorkingDays(calendar, servedOn, daysThen(noticedAt).feedback);
  return { ...deadline, servedOn, left: workingDaysLeft(calendar, context.today, deadline.day) };
}

/** The agency agrees or disagrees, item by item; each once, within the window. */
export async function giveFeedback(context: Context, code: string, input: z.output<typeof feedback>) {
  const row = await lockedAssessment(context, code);
  authorize(context.actor, 'assessment.respond', row);
  if (row.state !== 'feedback') stepOf(row, 'requestReview');
  assertCurrent(context, row);
  const window = await feedbackWindow(context, row);
  if (!window || window.left < 0)
    throw new Refusal('conflict', `反馈期已于 ${window?.day ?? ''} 24 时届满，未反馈的评分项视为无异议。`);
  const [rubric, earlier] = await Promise.all([
    getPolicy<Rubric>(context.db, row.rubricId),
    queries.listFeedback(context.db, row.id),
  ]);
  const codes = itemsOf(rubric.content).map((item) => item.code);
  const given = input.items.filter(({ agrees }) => agrees !== '');
  const faults = feedbackFaults(input.items, codes, earlier);
  const ids = input.items.map(({ fileId }) => fileId).filter((id) => isId(id));
  const own = new Set(await queries.listOwnFiles(context.db, ids, row.agencyId));
  input.items.forEach(({ fileId }, index) => {
    if (fileId !== '' && !own.has(fileId))
      faults[`items[${index}].fileId`] = '没有找到证明材料，请重新上传。';
  });
  if (Object.keys(faults).length > 0)
    throw new Refusal('invalid', `有 ${Object.keys(faults).length} 处需要处理。`, { fields: faults });
  if (given.length === 0) throw invalidField('items', '至少对一个评分项表示认可或不认可。');
  await queries.insertFeedback(
    context.db,
    given.map(({ code: itemCode, agrees, statement, fileId }) => ({
      ...{ id: newId(context.now), assessmentId: row.id, itemCode, agrees: agrees === 'yes', statement },
      ...{ fileId: fileId || null, madeBy: context.actor.accountId!, madeAt: context.now },
    })),
  );
  const isComplete = codes.every((item) =>
    [...earlier.map(({ itemCode }) => itemCode), ...given.map(({ code: one }) => one)].includes(item),
  );
  await queries.updateAssessment(context.db, row.id, isComplete ? { feedbackClosedAt: context.now } : {});
  await record(context, 'assessment.feedbackGiven', subjectOf(row, row.agencyId), {
    agreed: given.filter(({ agrees }) => agrees === 'yes').map(({ code: one }) => one),
    disagreed: given.filter(({ agrees }) => agrees === 'no').map(({ code: one }) => one),
  });
  return { code, given: given.length };
}

/** What is wrong with the stands taken, by the path of the field. */
function feedbackFaults(
  items: z.output<typeof feedback>['items'],
  codes: readonly string[],
  earlier: readonly { itemCode: string }[],
): Record<string, string> {
  const faults: Record<string, string> = {};
  const seen = new Set<string>();
  items.forEach(({ code, agrees, statement, fileId }, index) => {
    const path = `items[${index}]`;
    if (agrees === '') {
      // Words or proof without a stand would be lost: an item is stored with its stand or not at all.
      if (statement !== '' || fileId !== '')
        faults[`${path}.agrees`] = `${code} 填写了理由或上传了材料的，请选择认可或不认可。`;
      return;
    }
    if (!codes.includes(code)) faults[`${path}.agrees`] = '没有这个评分项。';
    else if (earlier.some(({ itemCode }) => itemCode === code))
      faults[`${path}.agrees`] = `${code} 已经反馈，每项只反馈一次。`;
    else if (seen.has(code)) faults[`${path}.agrees`] = `${code} 重复填写。`;
    else if (agrees === 'no' && statement === '')
      faults[`${path}.statement`] = `不认可 ${code} 的，写明理由和事实。`;
    seen.add(code);
  });
  return faults;
}

/** The scorer answers an objection; one that is taken opens the sheet for that item and needs a new approval. */
export async function answerFeedback(
  context: Context,
  code: string,
  item: string,
  input: z.output<typeof feedbackAnswer>,
) {
  const row = await lockedAssessment(context, code);
  authorize(context.actor, 'assessment.answer');
  if (!row.scorerIds.includes(context.actor.accountId!))
    throw new Refusal('forbidden', '由评分人答复机构的异议。');
  if (row.state !== 'feedback') stepOf(row, 'finalise');
  assertCurrent(context, row);
  const objection = (await queries.listFeedback(context.db, row.id)).find((one) => one.itemCode === item);
  if (!objection || objection.agrees) throw notFound();
  if (objection.answer !== null) throw new Refusal('conflict', `${item} 的异议已经答复，只答复一次。`);
  const changes = input.changes === 'yes';
  await queries.updateFeedback(context.db, objection.id, {
    ...{ answer: input.answer, changes, answeredBy: context.actor.accountId, answeredAt: context.now },
  });
  if (changes) {
    const [sheet] = await listSheets(context.db, row.id);
    await updateSheet(context.db, sheet!.id, { submittedAt: null });
  }
  await queries.updateAssessment(context.db, row.id, changes ? { approvedBy: null, approvedAt: null } : {});
  await record(context, 'assessment.feedbackAnswered', subjectOf(row, row.agencyId), { item, changes });
  return { code, item, changes };
}

/** Why the assessment cannot become final yet; null when it can. */
export function notYetFinal(
  row: Pick<queries.AssessmentRow, 'approvedAt' | 'feedbackClosedAt' | 'isBeingScored'>,
  window: { day: Day; left: number } | null,
  objections: readonly { itemCode: string; agrees: boolean; answer: string | null }[],
): string | null {
  if (row.feedbackClosedAt === null && window === null) return '告知书尚未送达，反馈期自送达之日起计算。';
  if (row.feedbackClosedAt === null && window!.left >= 0)
    return `须待反馈期届满（${window!.day} 24 时），或机构逐项反馈完毕。`;
  const open = objections.filter(({ agrees, answer }) => !agrees && answer === null);
  if (open.length > 0) return `尚有 ${open.map(({ itemCode }) => itemCode).join('、')} 的异议未答复。`;
  if (row.isBeingScored || row.approvedAt === null) return '采纳异议后的评分须重新提交并复核。';
  return null;
}

/** 确定考核等级: recorded once and for all; the rating is decided in the same transaction. */
export async function finaliseAssessment(
  context: Context,
  code: string,
  input: z.output<typeof finalisation>,
) {
  const row = await lockedAssessment(context, code);
  authorize(context.actor, 'assessment.finalise', { handledBy: [...row.scorerIds, row.approvedBy] });
  stepOf(row, 'finalise');
  assertCurrent(context, row);
  const [window, objections, rubric] = await Promise.all([
    feedbackWindow(context, row),
    queries.listFeedback(context.db, row.id),
    getPolicy<Rubric>(context.db, row.rubricId),
  ]);
  const reason = notYetFinal(row, window, objections);
  if (reason) throw new Refusal('conflict', reason);
  const { facts, marks } = row.approved!;
  const result = assess(rubric.content, facts, marks);
  if (result.points === null || result.tier === null)
    throw new Refusal('conflict', `尚不能计分：${result.gaps.join('；')}。`);
  const { code: rubricCode, title, version } = rubric.content;
  const explanation = {
    ...result,
    rubric: { id: rubric.id, code: rubricCode, title, version },
    facts,
    marks,
    feedback: objections.map(({ itemCode, agrees, statement, answer }) => ({
      itemCode,
      agrees,
      statement,
      answer,
    })),
  };
  const digest = digestOf(explanation as unknown as Canonical);
  const id = newId(context.now);
  await queries.insertResult(context.db, {
    ...{ id, assessmentId: row.id, agencyId: row.agencyId, contractId: row.contractId },
    ...{ points: result.points, tier: result.tier, explanation: JSON.stringify(explanation), digest },
    ...{ reason: input.reason, effectiveOn: context.today },
    recordedBy: context.actor.accountId!,
    recordedAt: context.now,
  });
  await queries.updateAssessment(context.db, row.id, { state: 'final' });
  const rating = await decideRating(context, row.agencyId, {
    text: `考核 ${code} 确定为考核等级 ${result.tier}`,
    type: 'assessment',
    id,
  });
  await sendNotice(context, {
    to: { agencyId: row.agencyId },
    kind: 'assessmentFinal',
    title: `考核结果通知书（${code}）`,
    body:
      `「${row.commissionTitle}」的考核等级已经确定，请查看。对结果有异议的，可以自送达之日起 7 个工作日内申请复核；` +
      '也可以依法申请行政复议或者提起行政诉讼。',
    subject: subjectOf(row, row.agencyId),
    path: `/assessments/${code}`,
  });
  await record(context, 'assessment.finalised', subjectOf(row, row.agencyId), {
    ...{ points: result.points, tier: result.tier, reason: input.reason },
    ...{ ratingBefore: rating.before, rating: rating.rating },
  });
  return { code, state: 'final' as const, points: result.points, tier: result.tier, rating: rating.rating };
}

/** The assessment, locked and as far as the actor may know of it, or a 404. */
export async function lockedAssessment(context: Context, code: string): Promise<queries.AssessmentRow> {
  await queries.lockAssessment(context.db, code);
  const row = await queries.findAssessment(context, code);
  if (!row) throw notFound();
  return row;
}

export function stepOf(row: Pick<queries.AssessmentRow, 'state'>, act: ActOf<typeof machine>) {
  return stepTo(machine, row.state, act);
}

/** Lines of an assessment open to the agency only from its approval on. */
export const subjectOf = (row: { id: string; code: string }, agencyId: string | null = null): Subject => ({
  type: 'assessment',
  id: row.id,
  code: row.code,
  agencyId,
});
