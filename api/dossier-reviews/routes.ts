import { Hono } from 'hono';
import { workingDaysLeft } from '#scoring/calendar.ts';
import { differences } from '#scoring/difference.ts';
import type { Canonical } from '#scoring/digest.ts';
import { isCarriedOver, sections, type Section } from '#scoring/filing.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { listWorkOf } from '../contracts/queries.ts';
import { reopeningsOf } from '../dossier-reopenings/routes.ts';
import { testPerson } from '../dossier-people/schema.ts';
import { earlierLooks } from '../dossier-submissions/commands.ts';
import { listFiles } from '../dossiers/queries.ts';
import type { DossierContent } from '../dossiers/schema.ts';
import type { Task } from '../home/routes.ts';
import { isId } from '../ids.ts';
import { body, query } from '../input.ts';
import { listPapers } from '../papers/queries.ts';
import { maskedNumbers } from '../personal-numbers/commands.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { fileIdsIn } from '../typed.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { verdict, waitingSearch } from './schema.ts';

const pageSize = 50;

/** The bureau's side: what waits, and one submission, value beside proof. */
export const dossierReviews = new Hono<Env>()
  .get('/', allow('dossierReview.read'), query(waitingSearch), async (c) => {
    const { db, now, today } = read(c);
    const [dueOn = '', after = ''] = c.req.valid('query').after.split('_');
    const from = isId(after) ? { dueOn, id: after } : null;
    const calendar = await loadCalendar(db);
    const rows = await queries.listWaiting(db, now, from, pageSize + 1);
    const last = rows.length > pageSize ? rows[pageSize - 1] : null;
    return c.json({
      reviews: rows.slice(0, pageSize).map((row) => ({
        ...row,
        code: `${row.agencyCode}-${row.number}`,
        daysLeft: workingDaysLeft(calendar, today, row.dueOn),
      })),
      next: last ? `${last.dueOn}_${last.id}` : null,
    });
  })
  .get('/:code', allow('dossierReview.read'), async (c) =>
    c.json(await oneReview(read(c), c.req.param('code'))),
  )
  .post('/:code/opening', allow('dossierReview.open'), async (c) =>
    c.json(await write(c, (context) => commands.openReview(context, c.req.param('code'))), 201),
  )
  .put('/:code/reviewer', allow('dossierReview.open'), async (c) =>
    c.json(await write(c, (context) => commands.takeOverReview(context, c.req.param('code')))),
  )
  .put('/:code/verdicts/:section', allow('dossierReview.judge'), body(verdict), async (c) => {
    const section = c.req.param('section');
    if (!isSection(section)) throw notFound();
    const input = c.req.valid('json');
    return c.json(await write(c, (context) => commands.judge(context, c.req.param('code'), section, input)));
  })
  .post('/:code/return', allow('dossierReview.decide'), async (c) =>
    c.json(await write(c, (context) => commands.returnDossier(context, c.req.param('code'))), 201),
  )
  .post('/:code/check', allow('dossierReview.decide'), async (c) =>
    c.json(await write(c, (context) => commands.checkDossier(context, c.req.param('code'))), 201),
  );

const isSection = (text: string): text is Section => (sections as readonly string[]).includes(text);

async function oneReview(context: Context, code: string) {
  const { db, now, today } = context;
  const { agencyCode, number } = commands.codeParts(code);
  const review = await queries.findReview(db, agencyCode, number, now);
  if (!review) throw notFound();
  const content = review.content as DossierContent;
  const [verdicts, earlier, files, works, reopenings, idNumbers] = await Promise.all([
    queries.listVerdicts(db, review.id),
    earlierLooks(context, { id: review.dossierId, basedOn: review.basedOn }, review.number),
    listFiles(db, review.agencyId, fileIdsIn(content)),
    listWorkOf(db, review.agencyId),
    reopeningsOf(context, review.id),
    maskedNumbers(
      context,
      content.people.map((one) => one.idNumberId),
    ),
  ]);
  const asOf = review.decidedAt ? review.submittedAt.slice(0, 10) : today;
  return {
    ...review,
    code,
    content,
    files,
    works,
    idNumbers,
    verdicts,
    reopenings,
    papers: await listPapers(db, review.id),
    daysLeft: review.outcome ? null : workingDaysLeft(await loadCalendar(db), today, review.dueOn),
    conditions: Object.fromEntries(
      content.people
        .filter((one) => one.role === 'leadEvaluator')
        .map((one) => [one.id, testPerson(one, asOf)]),
    ),
    sections: sections.map((section) => {
      const now = content[section] as unknown as Canonical;
      const look = earlier[section] ?? null;
      return {
        section,
        carriedOver: isCarriedOver(now, look),
        differences: look ? differences(look.content, now) : null,
      };
    }),
    actions: actionsOf(context, review, verdicts, reopenings),
  };
}

function actionsOf(
  context: Context,
  review: NonNullable<Awaited<ReturnType<typeof queries.findReview>>>,
  verdicts: Awaited<ReturnType<typeof queries.listVerdicts>>,
  reopenings: Awaited<ReturnType<typeof reopeningsOf>>,
): ActionState[] {
  const { actor } = context;
  if (review.outcome) return [];
  const by = { handledBy: [review.enteredBy] };
  const own = review.reviewerId === actor.accountId;
  if (review.state === 'submitted')
    return some(actionState(actor, 'dossierReview.open', '开始审核', by, null));
  if (!own) return some(actionState(actor, 'dossierReview.open', '接手审核', by, null));
  const left = sections.length - verdicts.length;
  const faults = verdicts.filter((one) => one.verdict === 'needsCorrection').length;
  const isAsked = reopenings.some(({ state }) => state === 'asked');
  const asked = isAsked ? { reason: '有请示还没有答复。' } : null;
  const unjudged = left > 0 ? { reason: `还有 ${left} 节没有审核。` } : asked;
  const none = faults === 0 ? { reason: '各节均已通过。' } : null;
  const open = faults > 0 ? { reason: `有 ${faults} 节需补正。` } : null;
  const named = (key: string, action: ActionState | null) => some(action).map((one) => ({ ...one, key }));
  return [
    ...named('return', actionState(actor, 'dossierReview.decide', '退回补正', by, unjudged ?? none)),
    ...named('check', actionState(actor, 'dossierReview.decide', '核对完成', by, unjudged ?? open)),
  ];
}

const some = (action: ActionState | null): ActionState[] => (action ? [action] : []);

/** One line for the bureau: how many wait, by when the first. */
export async function listReviewTasks({ db, actor, now }: Context): Promise<Task[]> {
  if (actor.hat !== 'bureauOfficer' && actor.hat !== 'bureauReviewer') return [];
  const { count, firstDueOn } = await queries.countWaiting(db, now);
  if (count === 0) return [];
  const title = `核对信用档案 ${count} 份`;
  return [{ title, subject: '档案审核', path: '/dossier-reviews', holder: '财政局', due: firstDueOn }];
}
