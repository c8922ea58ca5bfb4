import { Hono, type MiddlewareHandler } from 'hono';
import { sections } from '#scoring/filing.ts';
import { dossierEntry as machine } from '#scoring/lifecycle.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { submission } from '../dossier-submissions/schema.ts';
import { listFiles, listSections, typedSections } from '../dossiers/queries.ts';
import { judgeSection, type DossierContent } from '../dossiers/schema.ts';
import type { Task } from '../home/routes.ts';
import { body } from '../input.ts';
import { isId } from '../ids.ts';
import { actionState, type Actor } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { blockedStep } from '../steps.ts';
import { fileIdsIn } from '../typed.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { entryOpening, entryRefusal } from './schema.ts';

/** The agency's own forms serve the officer who has its stamped paper in hand. */
export const onBehalf: MiddlewareHandler<Env> = async (c, next) => {
  c.set('context', await commands.actingFor(c.get('context')));
  await next();
};

export const dossierEntries = new Hono<Env>()
  .get('/', allow('dossierEntry.read'), async (c) => {
    const { db, actor } = read(c);
    const entries = await queries.listEntries(db, actor);
    const open = actionState(actor, 'dossierEntry.enter', '开始代录', {}, null);
    return c.json({
      entries: entries.map((one) => shown(actor, one)),
      agencies: open ? await queries.listAgencies(db) : [],
      actions: open ? [open] : [],
    });
  })
  .post('/', allow('dossierEntry.enter'), body(entryOpening), async (c) =>
    c.json(await write(c, (context) => commands.openEntry(context, c.req.valid('json'))), 201),
  )
  .get('/:id', allow('dossierEntry.read'), async (c) => c.json(await oneEntry(read(c), c.req.param('id'))))
  .post('/:id/handover', allow('dossierEntry.enter'), async (c) =>
    c.json(await write(c, (context) => commands.handOver(context, c.req.param('id'))), 201),
  )
  .post('/:id/resumption', allow('dossierEntry.enter'), async (c) =>
    c.json(await write(c, (context) => commands.resumeEntry(context, c.req.param('id'))), 201),
  )
  .delete('/:id', allow('dossierEntry.enter'), async (c) =>
    c.json(await write(c, (context) => commands.withdrawEntry(context, c.req.param('id')))),
  )
  .post('/:id/confirmation', allow('dossierEntry.answer'), body(submission), async (c) =>
    c.json(
      await write(c, (context) => commands.confirmEntry(context, c.req.param('id'), c.req.valid('json'))),
      201,
    ),
  )
  .post('/:id/refusal', allow('dossierEntry.answer'), body(entryRefusal), async (c) =>
    c.json(
      await write(c, (context) => commands.declineEntry(context, c.req.param('id'), c.req.valid('json'))),
      201,
    ),
  );

/** Agencies deal with the bureau, not with a person of it; the scan is the bureau's own file. */
const shown = (
  actor: Actor,
  { enteredBy: _, dossierId: _dossier, agencyId: _agency, ...one }: queries.Entry,
) => (actor.agencyId ? { ...one, enteredByName: null, fileId: null } : one);

async function oneEntry(context: Context, id: string) {
  const { db, actor, today } = context;
  const entry = isId(id) ? await queries.findEntry(db, id) : undefined;
  const isHidden = actor.agencyId && (entry?.agencyId !== actor.agencyId || !entry.handedOverAt);
  if (!entry || isHidden) throw notFound();
  const isOver = entry.state === 'confirmed' || entry.state === 'withdrawn';
  const typed = typedSections(isOver ? [] : await listSections(db, entry.dossierId));
  const judged = sections.map((section) => ({ section, ...judgeSection(section, typed[section], today) }));
  const own = entry.enteredBy === actor.accountId;
  const step = (
    act: Parameters<typeof blockedStep<keyof typeof machine.states, keyof typeof machine.acts>>[2],
  ) => blockedStep(machine, entry.state, act);
  const faults = judged.reduce((sum, one) => sum + Object.keys(one.faults).length, 0);
  const whole = faults > 0 ? { reason: `还有 ${faults} 处没有填写完整。` } : null;
  const enter = (key: string, label: string, blocked: { reason: string } | null) => {
    const action = own ? actionState(actor, 'dossierEntry.enter', label, {}, blocked) : null;
    return action && { ...action, key };
  };
  const answer = (key: string, label: string, blocked: { reason: string } | null) => {
    const action = actionState(actor, 'dossierEntry.answer', label, { agencyId: entry.agencyId }, blocked);
    return action && { ...action, key };
  };
  return {
    entry: shown(actor, entry),
    /** What the agency compares with its paper; null for a section that is not whole. */
    content: isOver
      ? null
      : (Object.fromEntries(judged.map((one) => [one.section, one.value])) as Partial<DossierContent>),
    files: await listFiles(db, entry.agencyId, fileIdsIn(Object.values(typed))),
    actions: [
      enter('handOver', '送机构确认', step('handOver') ?? whole),
      enter('resume', '继续代录', step('resume')),
      enter('withdraw', '撤回代录', step('withdraw')),
      answer('confirm', '确认并提交', step('confirm')),
      answer('decline', '退回，不确认', step('decline')),
    ].filter((one) => one !== null),
  };
}

/** What waits for the agency's word, and what came back to the officer. */
export async function listEntryTasks({ db, actor }: Context): Promise<Task[]> {
  const isOfficer = actor.hat === 'bureauOfficer';
  const isFiler = actor.hat === 'agencyAdmin' || actor.hat === 'agencyStaff';
  if (!isOfficer && !isFiler) return [];
  const mine = (one: queries.Entry) =>
    isFiler
      ? one.state === 'waiting'
      : one.enteredBy === actor.accountId && (one.state === 'entering' || one.state === 'declined');
  const title = {
    waiting: '财政局代录，请核对并确认',
    entering: '续录代录的档案',
    declined: '机构未确认代录的档案',
  };
  return (await queries.listEntries(db, actor)).filter(mine).map((one) => ({
    title: title[one.state as keyof typeof title],
    subject: one.agencyName,
    path: `/dossier-entries/${one.id}`,
    holder: isFiler ? '本机构' : '财政局经办人',
    due: null,
  }));
}
