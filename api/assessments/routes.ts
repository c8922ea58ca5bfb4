import { Hono } from 'hono';
import { addWorkingDays, dayOf, workingDaysLeft, type Day } from '#scoring/calendar.ts';
import { placeOf } from '#scoring/migration.ts';
import { rate } from '#scoring/rating.ts';
import type { Rubric } from '#scoring/rubric.ts';
import * as sheetCommands from '../assessment-sheets/commands.ts';
import { listSheets, type StoredSheet } from '../assessment-sheets/queries.ts';
import { pendingParts } from '../assessment-sheets/reading.ts';
import * as sheets from '../assessment-sheets/schema.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, query } from '../input.ts';
import { listTimeline } from '../journal-entries/queries.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { readDaysThen, getDays, getPolicy } from '../policies/queries.ts';
import { ratingPolicyOn } from '../ratings/commands.ts';
import { ratingsInForce, recordOf } from '../ratings/queries.ts';
import { consequenceTexts, trialConsequence } from '../consequences/queries.ts';
import { notFound } from '../refusal.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import * as schema from './schema.ts';

export const assessments = new Hono<Env>()
  .get('/', allow('assessment.read'), query(schema.assessmentSearch), async (c) => {
    const context = read(c);
    const { state } = c.req.valid('query');
    const isAgency = context.actor.agencyId !== null;
    const [rows, waiting] = await Promise.all([
      queries.listAssessments(context),
      isAgency ? [] : queries.listWaiting(context.db),
    ]);
    const dueOf = await dueDays(context, [...rows, ...waiting]);
    return c.json({
      assessments: rows
        .filter((row) => state === '' || row.state === state)
        .map((row) => ({ ...listed(row), due: dueOf(row.acceptedAtText).final, holder: holderOf(row) })),
      waiting: waiting.map((row) => ({
        ...{ code: row.code, title: row.title, agencyName: row.agencyName, division: row.division },
        due: dueOf(row.acceptedAtText).open,
      })),
      actions: [actionState(context.actor, 'assessment.open', '启动考核', {}, null)].filter(
        (one) => one !== null,
      ),
    });
  })
  .post('/', allow('assessment.open'), body(schema.newAssessment), async (c) =>
    c.json(await write(c, (context) => commands.openAssessment(context, c.req.valid('json'))), 201),
  )
  .get('/:code', allow('assessment.read'), async (c) => {
    const context = read(c);
    const row = await queries.findAssessment(context, c.req.param('code'));
    if (!row) throw notFound();
    const [rubric, all, objections, timeline, window] = await Promise.all([
      getPolicy<Rubric>(context.db, row.rubricId),
      listSheets(context.db, row.id),
      queries.listFeedback(context.db, row.id),
      listTimeline(context.db, context.actor, row.id),
      commands.feedbackWindow(context, row),
    ]);
    const sheet = all.find((one) => maySee(context, row, one)) ?? null;
    const isWriting = sheet?.scorerId === context.actor.accountId && sheet?.submittedAt === null;
    const typed = sheet ? { ...sheets.emptySheet(), ...sheet.typed } : sheets.emptySheet();
    const { confirmed = {}, ...plain } = typed as StoredSheet['typed'];
    const reading = sheet ? await sheetCommands.readFor(context, row, sheet, plain) : null;
    const mayKnow = mayKnowResult(context, row);
    return c.json({
      assessment: { ...listed(row), version: row.version, holder: holderOf(row), ...resultOf(row, mayKnow) },
      rubric: rubric.content,
      sheet: sheet && {
        ...{ typed: plain, confirmed, version: sheet.version, submittedAt: sheet.submittedAt },
        ...{
          scorerName: sheet.scorerName,
          declaredAt: sheet.declaredAt,
          returnedReason: sheet.returnedReason,
        },
        isOwn: sheet.scorerId === context.actor.accountId,
        isWriting,
        missing: reading ? missingOf(reading.system) : {},
        suggestions: reading?.read.suggestions ?? [],
        pending: reading ? pendingParts(rubric.content, reading.read) : [],
        // While items are open no sum is shown, so that nobody steers to a tier.
        result: sheet.submittedAt !== null ? (reading?.read.assessment ?? null) : null,
      },
      result: mayKnow ? (row.approved?.assessment ?? null) : null,
      feedback: mayKnow ? objections : [],
      window: mayKnow ? window : null,
      preview:
        row.state === 'feedback' && !context.actor.agencyId && mayKnow ? await previewOf(context, row) : null,
      actions: actionsOn(context, row, sheet, window, objections),
      timeline,
    });
  })
  .post('/:code/declaration', allow('assessment.score'), body(sheets.declaration), async (c) =>
    c.json(
      await write(c, (context) =>
        sheetCommands.declareAndBegin(context, c.req.param('code'), c.req.valid('json')),
      ),
      201,
    ),
  )
  .put('/:code/sheet', allow('assessment.score'), body(sheets.sheet), async (c) =>
    c.json(
      await write(c, (context) => sheetCommands.saveSheet(context, c.req.param('code'), c.req.valid('json'))),
    ),
  )
  .post('/:code/submission', allow('assessment.score'), body(sheets.sheet), async (c) =>
    c.json(
      await write(c, (context) =>
        sheetCommands.submitSheet(context, c.req.param('code'), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post(
    '/:code/not-applicable',
    allow('assessment.confirmNotApplicable'),
    body(sheets.notApplicableConfirmation),
    async (c) =>
      c.json(
        await write(c, (context) =>
          sheetCommands.confirmNotApplicable(context, c.req.param('code'), c.req.valid('json')),
        ),
        201,
      ),
  )
  .post('/:code/approval', allow('assessment.approve'), body(schema.approval), async (c) =>
    c.json(
      await write(c, (context) => commands.approveSheet(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/return', allow('assessment.return'), body(schema.sheetReturn), async (c) =>
    c.json(
      await write(c, (context) => commands.returnSheet(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/feedback', allow('assessment.respond'), body(schema.feedback), async (c) =>
    c.json(
      await write(c, (context) => commands.giveFeedback(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/feedback/:item/answer', allow('assessment.answer'), body(schema.feedbackAnswer), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.answerFeedback(context, c.req.param('code'), c.req.param('item'), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:code/result', allow('assessment.finalise'), body(schema.finalisation), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.finaliseAssessment(context, c.req.param('code'), c.req.valid('json')),
      ),
      201,
    ),
  );

/** What waits for each hat in an assessment. */
export async function listAssessmentTasks(context: Context): Promise<Task[]> {
  const { db, actor } = context;
  const hats = ['bureauOfficer', 'divisionOfficer', 'bureauReviewer', 'bureauLeader'];
  if (!actor.agencyId && !hats.includes(actor.hat)) return [];
  const [rows, waiting] = await Promise.all([
    queries.listAssessments(context),
    actor.hat === 'bureauOfficer' ? queries.listWaiting(db) : [],
  ]);
  if (rows.length === 0 && waiting.length === 0) return [];
  const dueOf = await dueDays(context, [...rows, ...waiting]);
  const opening = waiting.map((row) => ({
    title: '启动考核',
    subject: `${row.code} ${row.title}`,
    path: '/assessments',
    holder: '财政局经办人',
    due: dueOf(row.acceptedAtText).open,
  }));
  const calendar = await loadCalendar(db);
  const daysThen = await readDaysThen(db);
  const feedbackDue = (row: { noticedAt: string | null; servedAt: string | null }) =>
    addWorkingDays(calendar, dayOf(row.servedAt!), daysThen(row.noticedAt!).feedback).day;
  return [
    ...opening,
    ...rows.flatMap((row): Task[] => {
      const task = (title: string, holder: string, due: Day | null): Task[] => [
        {
          title,
          subject: `${row.code} ${row.commissionTitle}`,
          path: `/assessments/${row.code}`,
          holder,
          due,
        },
      ];
      const { final } = dueOf(row.acceptedAtText);
      if (actor.agencyId) {
        if (row.state !== 'feedback' || row.feedbackClosedAt !== null || row.servedAt === null) return [];
        const due = feedbackDue(row);
        return context.today <= due ? task('反馈考核评分', '本机构', due) : [];
      }
      const isScorer = ['bureauOfficer', 'divisionOfficer'].includes(actor.hat);
      if (isScorer && (row.state === 'open' || row.state === 'scoring' || row.isBeingScored))
        return sheetCommands.mayNotScore(context, row) === null ? task('考核评分', '评分人', final) : [];
      if (
        actor.hat === 'bureauReviewer' &&
        !row.isBeingScored &&
        row.approvedAt === null &&
        row.state !== 'open' &&
        row.state !== 'scoring' &&
        row.state !== 'final'
      )
        return task('复核考核评分', '财政局复核人', final);
      if (
        actor.hat === 'bureauLeader' &&
        row.state === 'feedback' &&
        row.approvedAt !== null &&
        row.servedAt !== null
      ) {
        const due = feedbackDue(row);
        return row.feedbackClosedAt !== null || context.today > due
          ? task('确定考核等级', '财政局审批人', final)
          : [];
      }
      return [];
    }),
  ];
}

/** What a list may show of an assessment: nothing of its marks. */
const listed = (row: queries.AssessmentRow) => ({
  ...{ id: row.id, code: row.code, state: row.state, agencyCode: row.agencyCode, agencyName: row.agencyName },
  ...{ commissionCode: row.commissionCode, commissionTitle: row.commissionTitle, division: row.division },
  ...{
    openedAt: row.openedAt,
    rubricVersion: row.rubricVersion,
    rubricIsTrial: row.rubricIsTrial,
    tier: row.tier,
    points: row.points,
  },
});

const resultOf = (row: queries.AssessmentRow, mayKnow: boolean) => ({
  approvedAt: mayKnow ? row.approvedAt : null,
  approverName: mayKnow ? row.approverName : null,
  vetoed: row.vetoed ?? false,
  effectiveOn: row.effectiveOn,
  resultReason: row.resultReason,
  digest: row.digest,
  contractNumber: row.contractNumber,
});

/** The marks open with the feedback to the agency, and to others when they are final. */
function mayKnowResult({ actor }: Context, row: queries.AssessmentRow): boolean {
  if (row.state === 'final') return true;
  if (row.state !== 'feedback' && row.state !== 'review') return false;
  if (actor.agencyId) return row.receivedAt !== null;
  return ['bureauReviewer', 'bureauLeader'].includes(actor.hat) || row.scorerIds.includes(actor.accountId!);
}

/** A sheet is its scorer's until it is submitted; then the reviewer's, too. Nobody else's query reads it. */
function maySee({ actor }: Context, row: queries.AssessmentRow, sheet: StoredSheet): boolean {
  if (actor.agencyId) return false;
  if (sheet.scorerId === actor.accountId) return true;
  if (sheet.submittedAt === null) return false;
  return row.state === 'final' || actor.hat === 'bureauReviewer';
}

/** Which of the facts the platform does not know, with the reason. */
const missingOf = (facts: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts as Record<string, { value: unknown; reason?: string }>).flatMap(([name, known]) =>
      known.value === null ? [[name, known.reason ?? '']] : [],
    ),
  );

const holders = { open: '评分人', scoring: '评分人', review: '复核人员', final: '—' } as const;

function holderOf(row: queries.AssessmentRow): string {
  if (row.state === 'scored') return row.isBeingScored ? '评分人' : '财政局复核人';
  if (row.state !== 'feedback') return holders[row.state];
  if (row.isBeingScored) return '评分人';
  if (row.approvedAt === null) return '财政局复核人';
  return row.feedbackClosedAt === null ? row.agencyName : '财政局审批人';
}

interface DueDays {
  open: Day | null;
  final: Day | null;
  left: number | null;
}
/** When an assessment must be opened and final, counted from the acceptance; where nothing waits, no period is asked. */
async function dueDays(
  context: Context,
  rows: readonly unknown[],
): Promise<(acceptedAt: string | null) => DueDays> {
  const undue = { open: null, final: null, left: null };
  if (rows.length === 0) return () => undue;
  const [calendar, days] = await Promise.all([loadCalendar(context.db), getDays(context.db, context.today)]);
  return (acceptedAt) => {
    if (acceptedAt === null) return undue;
    const from = dayOf(new Date(acceptedAt).toISOString());
    const final = addWorkingDays(calendar, from, days.assessmentFinal).day;
    const open = addWorkingDays(calendar, from, days.assessmentOpen).day;
    return { open, final, left: workingDaysLeft(calendar, context.today, final) };
  };
}

/** What the result would do to the rating, before it is final. Writes nothing. */
async function previewOf(context: Context, row: queries.AssessmentRow) {
  const { points, tier, leaves } = row.approved!.assessment;
  if (points === null || tier === null) return null;
  const [policy, creditRecord, [current], texts] = await Promise.all([
    ratingPolicyOn(context, context.today),
    recordOf(context.db, row.agencyId, context.today),
    ratingsInForce(context.db, context.now, row.agencyId),
    consequenceTexts(context.db, context.today),
  ]);
  const factIds = leaves.flatMap(({ factId }) => factId ?? []);
  const one = {
    id: row.id,
    contractId: row.contractId,
    finalisedOn: context.today,
    points,
    tier,
    vetoed: false,
    factIds,
  };
  const after = rate(
    policy.content,
    { ...creditRecord, assessments: [...creditRecord.assessments, one] },
    context.today,
  );
  return {
    before: current?.rating ?? null,
    beforeIsTrial: current?.trial ?? false,
    after: after.rating,
    afterPoints: after.points,
    reasons: after.reasons,
    consequence: after.trial ? trialConsequence : texts[placeOf(after.rating)],
  };
}

function actionsOn(
  context: Context,
  row: queries.AssessmentRow,
  sheet: StoredSheet | null,
  window: Awaited<ReturnType<typeof commands.feedbackWindow>>,
  objections: Awaited<ReturnType<typeof queries.listFeedback>>,
): ActionState[] {
  const { actor } = context;
  const states: (ActionState | null)[] = [];
  const scorer = { handledBy: row.selectedBy };
  const other = { handledBy: row.scorerIds };
  const mayNot = actor.agencyId ? null : sheetCommands.mayNotScore(context, row);
  const blocked = mayNot === null ? null : { reason: mayNot };
  if (row.state === 'open')
    states.push(actionState(actor, 'assessment.score', '声明并开始评分', scorer, blocked));
  if (sheet?.scorerId === actor.accountId && sheet?.submittedAt === null && row.state !== 'final')
    states.push(actionState(actor, 'assessment.score', '提交评分', scorer, blocked));
  const awaits = row.state === 'scored' || (row.state === 'feedback' && row.approvedAt === null);
  if (awaits) {
    const busy = row.isBeingScored ? { reason: '评分人正在修改，须待其重新提交后复核。' } : null;
    states.push(actionState(actor, 'assessment.approve', '复核通过并告知机构', other, busy));
    states.push(actionState(actor, 'assessment.return', '退回评分人', other, busy));
  }
  if (row.state === 'feedback') {
    const late =
      window && window.left < 0 ? { reason: `反馈期已于 ${window.day} 届满，未反馈的视为无异议。` } : null;
    states.push(actionState(actor, 'assessment.respond', '提交反馈', { agencyId: row.agencyId }, late));
    if (
      row.scorerIds.includes(actor.accountId!) &&
      objections.some(({ agrees, answer }) => !agrees && answer === null)
    )
      states.push(actionState(actor, 'assessment.answer', '答复异议', {}, null));
    const reason = commands.notYetFinal(row, window, objections);
    const decided = { handledBy: [...row.scorerIds, row.approvedBy] };
    states.push(
      actionState(actor, 'assessment.finalise', '确定考核等级', decided, reason ? { reason } : null),
    );
  }
  return states.filter((state) => state !== null);
}
