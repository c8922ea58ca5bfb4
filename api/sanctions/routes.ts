import { Hono } from 'hono';
import { addMonths, type Day } from '#scoring/calendar.ts';
import { placeOf, type Place } from '#scoring/migration.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { findFile } from '../files/queries.ts';
import { fileResponse } from '../files/routes.ts';
import type { Task } from '../home/routes.ts';
import { body, query } from '../input.ts';
import { listTimeline } from '../journal-entries/queries.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { readDaysThen } from '../policies/queries.ts';
import { consequencesOn, consequenceTexts } from '../consequences/queries.ts';
import { notFound } from '../refusal.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import * as schema from './schema.ts';

export const sanctions = new Hono<Env>()
  .get('/', allow('sanction.read'), query(schema.sanctionSearch), async (c) => {
    const context = read(c);
    const search = c.req.valid('query');
    const rows = await queries.listProposals(context, search.agency);
    const listed = rows.map((row) => ({ ...row, ...standing(row, context.today) }));
    return c.json({
      sanctions: listed.filter((row) => search.state === '' || row.state === search.state),
      actions: [actionState(context.actor, 'sanction.propose', '提出处理建议', {}, null)].filter(
        (one) => one !== null,
      ),
    });
  })
  .post('/', allow('sanction.propose'), body(schema.newSanction), async (c) =>
    c.json(await write(c, (context) => commands.proposeSanction(context, c.req.valid('json'))), 201),
  )
  .get('/choices', allow('sanction.propose'), async (c) =>
    c.json({ agencies: await queries.listAgencyChoices(read(c).db), terms: schema.terms }),
  )
  .get('/:code', allow('sanction.read'), async (c) => {
    const context = read(c);
    const row = await queries.findProposal(context, c.req.param('code'));
    if (!row) throw notFound();
    const [calendar, daysThen, file, timeline] = await Promise.all([
      loadCalendar(context.db),
      readDaysThen(context.db),
      queries.findFile(context.db, row.fileId),
      listTimeline(context.db, context.actor, row.id),
    ]);
    const shown = { ...row, ...standing(row, context.today) };
    const { feedback } = daysThen(row.proposedAt);
    const window = commands.hearingWindow(calendar, feedback, row.servedAt, context.today);
    const suggested = suggestedTerm(row, context.today);
    const isUndecided = ['proposed', 'heard'].includes(row.state);
    const preview =
      isUndecided && !context.actor.agencyId
        ? await commands.previewOf(context, row, suggested.from, suggested.until)
        : null;
    return c.json({
      sanction: shown,
      window,
      suggested,
      file: file ?? null,
      preview: preview && {
        ...preview,
        effects: effectsOf(row, preview, await consequenceTexts(context.db, context.today)),
      },
      actions: actionsOn(context, shown, window),
      timeline,
    });
  })
  // Evidence that a proposal rests on: whoever may read the proposal may read it, the agency concerned among them.
  .get('/:code/file', allow('sanction.read'), async (c) => {
    const context = read(c);
    const row = await queries.findProposal(context, c.req.param('code'));
    const file = row && (await findFile(context.db, row.fileId));
    if (!file) throw notFound();
    return fileResponse(context, file);
  })
  .post('/:code/statement', allow('sanction.state'), body(schema.statement), async (c) =>
    c.json(
      await write(c, (context) => commands.stateCase(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/waiver', allow('sanction.state'), body(schema.waiver), async (c) =>
    c.json(await write(c, (context) => commands.waiveHearing(context, c.req.param('code'))), 201),
  )
  .post('/:code/hearing', allow('sanction.hear'), body(schema.hearing), async (c) =>
    c.json(
      await write(c, (context) => commands.recordHearing(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/decision', allow('sanction.impose'), body(schema.imposition), async (c) =>
    c.json(
      await write(c, (context) => commands.imposeSanction(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/withdrawal', allow('sanction.withdraw'), body(schema.ending), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.withdrawProposal(context, c.req.param('code'), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:code/repair', allow('sanction.repair'), body(schema.repair), async (c) =>
    c.json(
      await write(c, (context) => commands.repairSanction(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:code/revocation', allow('sanction.revoke'), body(schema.ending), async (c) =>
    c.json(
      await write(c, (context) => commands.revokeSanction(context, c.req.param('code'), c.req.valid('json'))),
      201,
    ),
  );

/** 受限 to propose, hearings to record, decisions to make, cases to state. */
export const listSanctionTasks = async (context: Context): Promise<Task[]> => [
  ...(await listToPropose(context)),
  ...(await listUnderWay(context)),
];

/** A rating of D asks for it where 信用等级的运用 says so; whoever is proposed is heard, and decided on, as by any cause. */
async function listToPropose({ db, actor, now, today }: Context): Promise<Task[]> {
  if (actor.hat !== 'bureauOfficer') return [];
  const causes = await queries.listUnproposedD(db, now, today);
  if (causes.length === 0 || !(await consequencesOn(db, today)).tiers.D.restrictionProposal) return [];
  return causes.map(({ code, name, effectiveOn }) => ({
    title: '提出受限建议',
    subject: `${name}（${code}），信用等级 D，自 ${effectiveOn} 起`,
    path: `/sanctions/new?agency=${code}&cause=rating`,
    holder: '财政局经办人',
    due: null,
  }));
}

async function listUnderWay(context: Context): Promise<Task[]> {
  const { db, actor, today } = context;
  if (!actor.agencyId && !['bureauOfficer', 'bureauLeader'].includes(actor.hat)) return [];
  const rows = await queries.listProposals(context);
  if (rows.length === 0) return [];
  const [calendar, daysThen] = await Promise.all([loadCalendar(db), readDaysThen(db)]);
  return rows.flatMap((row): Task[] => {
    const { feedback } = daysThen(row.proposedAt);
    const window = commands.hearingWindow(calendar, feedback, row.servedAt, today);
    const subject = `${row.code} ${row.agencyName}`;
    const path = `/sanctions/${row.code}`;
    if (actor.agencyId)
      return row.state === 'proposed' && row.statedAt === null && window && window.left >= 0
        ? [{ title: '陈述申辩', subject, path, holder: '本机构', due: window.due }]
        : [];
    if (actor.hat === 'bureauOfficer')
      return row.state === 'proposed' && (row.statedAt !== null || (window !== null && window.left < 0))
        ? [{ title: '记录陈述申辩', subject, path, holder: '财政局经办人', due: null }]
        : [];
    return row.state === 'heard'
      ? [{ title: '作出处理决定', subject, path, holder: '财政局审批人', due: null }]
      : [];
  });
}

/** The state by dates, who holds it, and the period that counts. */
function standing(row: queries.SanctionRow, today: Day) {
  const { endedHow, endedOn } = row;
  const state = commands.stateOf({ state: row.state, untilDay: row.decidedUntil, endedHow, endedOn }, today);
  const holder =
    state === 'proposed' ? (row.statedAt === null ? row.agencyName : '财政局经办人') : holders[state];
  return {
    state,
    holder,
    title: commands.titleOf(row.kind, row.class),
    from: row.decidedFrom ?? row.proposedFrom,
    until: row.decidedUntil ?? row.proposedUntil,
  };
}

const holders = {
  heard: '财政局审批人',
  inForce: '按期限执行',
  ended: '—',
  repaired: '—',
  revoked: '—',
} as const;

/** The dates a decision form starts with: as proposed, or the usual term from today when that day has passed. */
function suggestedTerm(row: queries.SanctionRow, today: Day): { from: Day; until: Day } {
  if (row.proposedFrom >= today) return { from: row.proposedFrom, until: row.proposedUntil };
  return { from: today, until: commands.usualEnd(today, row.kind, row.class) };
}

function effectsOf(
  row: queries.SanctionRow,
  { before, after }: Awaited<ReturnType<typeof commands.previewOf>>,
  texts: Readonly<Record<Place, string>>,
): string[] {
  const named = (rating: string | null) => (rating === null ? '未评级' : `信用等级 ${rating}`);
  const effects =
    row.kind === 'restriction'
      ? ['期限内不参加财政局自行选定的委托；在办委托在检查下继续完成。', '期满后为未评级（受限期满）。']
      : before.rating === after.rating
        ? [`信用等级不变（${named(after.rating)}）。`]
        : [`由${named(before.rating)}变为${named(after.rating)}。`, texts[placeOf(after.rating)]];
  if (row.excludes) effects.push('期限内不得参加遴选（本决定载明）。');
  if (row.kind === 'sanction' && row.class === 'serious') effects.push('可以同时提出受限建议。');
  return effects;
}

function actionsOn(
  { actor, today }: Context,
  row: Omit<queries.SanctionRow, 'state'> & { state: schema.SanctionState; from: Day },
  window: ReturnType<typeof commands.hearingWindow>,
): ActionState[] {
  const own = { agencyId: row.agencyId };
  const by = { ...own, handledBy: [row.proposedBy] };
  const states: (ActionState | null)[] = [];
  if (row.state === 'proposed') {
    const late = window !== null && window.left < 0;
    const stated = row.statedAt !== null;
    const blocked = stated
      ? { reason: '已经提交，陈述申辩只提交一次。' }
      : window === null
        ? { reason: '先打开并签收告知书，陈述申辩期自送达之日起计算。', fix: `/notices/${row.noticeId}` }
        : late
          ? { reason: `陈述申辩期已于 ${window.due} 届满。` }
          : null;
    states.push(actionState(actor, 'sanction.state', '提交陈述申辩', own, blocked));
    const waiting = stated || late ? null : { reason: '须先听取陈述申辩，或待陈述申辩期届满。' };
    states.push(actionState(actor, 'sanction.hear', '记录陈述申辩', own, waiting));
  }
  if (row.state === 'heard') states.push(actionState(actor, 'sanction.impose', '作出决定', by, null));
  if (row.state === 'proposed' || row.state === 'heard')
    states.push(actionState(actor, 'sanction.withdraw', '撤回提议', own, null));
  if (row.state === 'inForce' && row.kind === 'sanction') {
    const earliest = addMonths(row.from, schema.terms[row.class!].least);
    const early = today < earliest ? { reason: `最早于 ${earliest} 修复：须已过最短公示期。` } : null;
    states.push(actionState(actor, 'sanction.repair', '信用修复', by, early));
  }
  if (['inForce', 'ended', 'repaired'].includes(row.state))
    states.push(actionState(actor, 'sanction.revoke', '撤销决定', own, null));
  return states.filter((state) => state !== null);
}
