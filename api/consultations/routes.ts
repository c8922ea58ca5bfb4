import { Hono } from 'hono';
import { mayStillComment } from '#scoring/consultation.ts';
import { report as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { getEvaluation, whyClosed, whyNotDivision } from '../evaluations/commands.ts';
import { getProgress, type Evaluation, type Progress } from '../evaluations/queries.ts';
import { body } from '../input.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { whyNoStep } from '../steps.ts';
import { answerComment, answerConsultation, enterPaperAnswer, openConsultation } from './commands.ts';
import * as queries from './queries.ts';
import { commentAnswer, consultationAnswer, paperAnswer } from './schema.ts';

export const consultations = new Hono<Env>()
  .get('/:code', allow('consultation.read'), async (c) => {
    const context = read(c);
    const evaluation = await getEvaluation(context, c.req.param('code'));
    const progress = await getProgress(context, evaluation.id);
    const consultation = await queries.findConsultation(context.db, evaluation.id);
    const comments = await queries.listComments(context.db, evaluation.id);
    return c.json({
      evaluation,
      consultation: consultation ?? null,
      windows: progress.windows,
      reportState: progress.reportState,
      // What the bureau and the unit said is the other's to know once both have spoken or their days are over.
      comments: comments.filter(({ origin }) => isShown(context, progress, origin)),
      hidden: comments.filter(({ origin }) => !isShown(context, progress, origin)).length,
      actions: actionsOn(context, evaluation, progress),
    });
  })
  .post('/:code', allow('consultation.open'), async (c) =>
    c.json(await write(c, (context) => openConsultation(context, c.req.param('code'))), 201),
  )
  .post('/:code/answers', allow('consultation.answer'), body(consultationAnswer), async (c) =>
    c.json(
      await write(c, (context) => answerConsultation(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/paper-answers', allow('consultation.enterPaper'), body(paperAnswer), async (c) =>
    c.json(
      await write(c, (context) => enterPaperAnswer(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .put('/:code/comments/:number/answer', allow('comment.answer'), body(commentAnswer), async (c) => {
    const number = numberOf(c.req.param('number'));
    return c.json(
      await write(c, (context) => answerComment(context, c.req.param('code'), number, c.req.valid('json'))),
    );
  });

export function numberOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw notFound();
  return Number(text);
}

/** The unit speaks for itself: it reads the bureau's comments only when its own are in. */
function isShown({ actor }: Context, { windows }: Progress, origin: 'unit' | 'bureau'): boolean {
  return !actor.unitId || origin === 'unit' || windows?.overOn !== null;
}

function actionsOn(context: Context, evaluation: Evaluation, { windows, reportState, finals }: Progress) {
  const { actor } = context;
  const reason = (text: string | null) => (text ? { reason: text } : null);
  const closed = whyClosed(evaluation);
  const division = actor.unitId ? null : whyNotDivision(context, evaluation);
  const window = actor.unitId ? windows?.unit : windows?.bureau;
  const notOpen = !windows
    ? '评价报告初稿尚未征求意见。'
    : finals !== null
      ? '定稿已经提交，不再接收意见。'
      : window?.state === 'unserved'
        ? '征求意见的通知尚未签收，请先打开并签收通知。'
        : window && mayStillComment(window)
          ? null
          : window?.state === 'silent'
            ? `征求意见已于 ${window.until?.day} 期满，逾期未反馈，视为无异议。`
            : '意见已经提交，每方答复一次。';
  const unitState = windows?.unit?.state;
  const noPaper =
    windows && (unitState === 'open' || unitState === 'unserved' || unitState === 'silent') && finals === null
      ? null
      : '没有待登记的纸质意见。';
  return [
    actionState(
      actor,
      'consultation.open',
      '征求意见',
      evaluation,
      reason(closed ?? division ?? whyNoStep(machine, reportState, 'consult')),
    ),
    actionState(actor, 'consultation.answer', '提交意见', evaluation, reason(closed ?? division ?? notOpen)),
    actionState(actor, 'consultation.enterPaper', '登记纸质意见', evaluation, reason(closed ?? noPaper)),
    actionState(
      actor,
      'comment.answer',
      '回应意见',
      evaluation,
      reason(closed ?? (reportState === 'final' ? '定稿已经提交，不再改动对意见的回应。' : null)),
    ),
  ].filter((one) => one !== null);
}
