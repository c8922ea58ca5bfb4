import type { z } from 'zod';
import type { Assessment } from '#scoring/assessment.ts';
import { itemsOf, type Rubric } from '#scoring/rubric.ts';
import { gatherFacts } from '../assessment-facts/queries.ts';
import { lockedAssessment, stepOf, subjectOf } from '../assessments/commands.ts';
import { listFeedback, updateAssessment, type AssessmentRow } from '../assessments/queries.ts';
import { performanceDivision } from '../assessments/schema.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { getPolicy } from '../policies/queries.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import { readSheet, type ReadSheet } from './reading.ts';
import type { declaration, notApplicableConfirmation, TypedSheet } from './schema.ts';

/** Why this person may not score, beyond the hat; null when nothing stands in the way. */
export function mayNotScore(context: Pick<Context, 'actor'>, row: AssessmentRow): string | null {
  const { accountId, hat, division } = context.actor;
  if (row.selectedBy.includes(accountId!)) return '参与遴选这家机构的人员不得评分，须由另一人评分。';
  if (hat === 'bureauOfficer' && division !== performanceDivision)
    return `由${performanceDivision}经办人或牵头业务科室评分。`;
  if (hat === 'divisionOfficer' && division !== row.division)
    return `由牵头业务科室（${row.division}）评分。`;
  if (row.scorerIds.length > 0 && !row.scorerIds.includes(accountId!))
    return '已有评分人，本项考核由其评分。';
  return null;
}

/** 利害关系 is declared before the first mark; who has one does not score. */
export async function declareAndBegin(context: Context, code: string, input: z.output<typeof declaration>) {
  const row = await lockedAssessment(context, code);
  authorize(context.actor, 'assessment.score', { handledBy: row.selectedBy });
  const reason = mayNotScore(context, row);
  if (reason) throw new Refusal('forbidden', reason);
  stepOf(row, 'beginScoring');
  assertCurrent(context, row);
  if (input.conflict === 'has')
    throw invalidField('conflict', '与机构或被评价单位有利害关系的，应当回避，请改由另一人评分。');
  await queries.insertSheet(context.db, {
    ...{ id: newId(context.now), assessmentId: row.id, scorerId: context.actor.accountId! },
    ...{ declaredAt: context.now, marks: '{}', typed: '{}' },
  });
  const version = await updateAssessment(context.db, row.id, { state: 'scoring' });
  await record(context, 'assessment.scoringBegun', subjectOf(row), { declared: 'none' });
  return { code, state: 'scoring' as const, version };
}

/** The draft as typed; whole or not is judged when it is submitted. */
export async function saveSheet(context: Context, code: string, typed: TypedSheet) {
  const { sheet } = await writableSheet(context, code);
  const version = await queries.updateSheet(context.db, sheet.id, { typed: typedWith(sheet, typed) });
  return { version };
}

const typedWith = (sheet: queries.StoredSheet, typed: TypedSheet): string =>
  JSON.stringify({ ...typed, confirmed: sheet.typed.confirmed ?? {} });

/** 完成评分: every item judged, every suggestion decided, every deduction with its reason. */
export async function submitSheet(context: Context, code: string, typed: TypedSheet) {
  const { row, sheet } = await writableSheet(context, code);
  const { read, rubric, system } = await readFor(context, row, sheet, typed);
  if (Object.keys(read.faults).length > 0)
    throw new Refusal('invalid', `有 ${Object.keys(read.faults).length} 处需要处理，处理后才能提交评分。`, {
      fields: read.faults,
    });
  if (read.assessment.points === null)
    throw new Refusal('invalid', `尚不能计分：${read.assessment.gaps.join('；')}。`);
  if (row.state === 'feedback') await assertOnlyChanged(context, row, rubric, read);
  else stepOf(row, row.state === 'scoring' ? 'completeScoring' : 'reconcile');
  await queries.updateSheet(context.db, sheet.id, {
    typed: typedWith(sheet, typed),
    marks: JSON.stringify(read.marks),
    facts: JSON.stringify({ system, completed: read.facts }),
    submittedAt: context.now,
    returnedReason: null,
  });
  const state = row.state === 'feedback' ? ('feedback' as const) : ('scored' as const);
  await updateAssessment(context.db, row.id, { state, scoredAt: context.now });
  await record(context, 'assessment.scored', subjectOf(row), { again: row.state !== 'scoring' });
  return { code, state };
}

/** What a typed sheet comes to; in the feedback stage on the facts that were approved. */
export async function readFor(
  context: Context,
  row: AssessmentRow,
  sheet: queries.StoredSheet,
  typed: TypedSheet,
): Promise<{ read: ReadSheet; rubric: Rubric; system: ReadSheet['facts'] }> {
  const [rubric, calendar] = await Promise.all([
    getPolicy<Rubric>(context.db, row.rubricId),
    loadCalendar(context.db),
  ]);
  const commission = { id: row.commissionId, state: row.commissionState };
  const system = row.approved?.system ?? (await gatherFacts(context, commission, calendar));
  const by = { assessmentId: row.id, scorerId: sheet.scorerId, confirmed: sheet.typed.confirmed ?? {} };
  return { read: readSheet(rubric.content, system, typed, by), rubric: rubric.content, system };
}

/** After the agency was heard only the items that its objections change may change. */
async function assertOnlyChanged(context: Context, row: AssessmentRow, rubric: Rubric, read: ReadSheet) {
  const changing = (await listFeedback(context.db, row.id)).filter(({ changes }) => changes);
  const allowed = new Set(changing.map(({ itemCode }) => itemCode));
  const [before, after] = [pointsOf(row.approved!.assessment), pointsOf(read.assessment)];
  const other = itemsOf(rubric).find(
    ({ code }) => !allowed.has(code) && before.get(code) !== after.get(code),
  );
  if (other)
    throw invalidField(
      `items.${other.code}.done`,
      `反馈后只能修改机构提出异议且采纳的评分项（${[...allowed].join('、')}），${other.code} 不能改动。`,
    );
}

const pointsOf = ({ dimensions }: Assessment): Map<string, number | null> =>
  new Map(dimensions.flatMap(({ items }) => items.map(({ code, points }) => [code, points] as const)));

/** A second person confirms that an item does not apply, for the reason written. */
export async function confirmNotApplicable(
  context: Context,
  code: string,
  { item }: z.output<typeof notApplicableConfirmation>,
) {
  const row = await lockedAssessment(context, code);
  const [sheet] = await queries.listSheets(context.db, row.id);
  if (!sheet) throw notFound();
  authorize(context.actor, 'assessment.confirmNotApplicable', { handledBy: row.scorerIds });
  if (sheet.submittedAt !== null) throw new Refusal('conflict', '评分已提交，不能再确认。');
  const typed = sheet.typed.items?.[item];
  const reason = typed?.notApplicableReason.trim() ?? '';
  if (typed?.notApplicable !== 'yes' || reason === '')
    throw invalidField('item', '评分人尚未将本项标为不适用并写明理由。');
  const { accountId: by, name } = context.actor;
  const confirmed = { ...sheet.typed.confirmed, [item]: { by: by!, name, at: context.now, reason } };
  await queries.updateSheet(context.db, sheet.id, { typed: JSON.stringify({ ...sheet.typed, confirmed }) });
  await record(context, 'assessment.notApplicableConfirmed', subjectOf(row), { item, reason });
  return { code, item };
}

/** The actor's own sheet while it is being written, or why it cannot be written. */
async function writableSheet(context: Context, code: string) {
  const row = await lockedAssessment(context, code);
  authorize(context.actor, 'assessment.score', { handledBy: row.selectedBy });
  const sheets = await queries.listSheets(context.db, row.id);
  const sheet = sheets.find(({ scorerId }) => scorerId === context.actor.accountId);
  if (!sheet) {
    const reason = mayNotScore(context, row) ?? '先声明有无利害关系，再开始评分。';
    throw new Refusal(row.scorerIds.length > 0 ? 'forbidden' : 'conflict', reason);
  }
  if (row.state === 'final') throw new Refusal('conflict', '考核等级已经确定，评分不再改动。');
  if (sheet.submittedAt !== null)
    throw new Refusal('conflict', '评分已经提交；复核人退回，或采纳机构异议后才能修改。');
  const { typed, version } = sheet;
  assertCurrent(context, sheet, { typed, version });
  return { row, sheet };
}
