import { Hono } from 'hono';
import { z } from 'zod';
import { addWorkingDays, daysBetween, workingDaysLeft, type Day } from '#scoring/calendar.ts';
import { expiryWarning, type WarningDays } from '#scoring/expiry.ts';
import { sections, validityOn, validUntil } from '#scoring/filing.ts';
import { qualificationKinds } from '#scoring/lead-evaluator.ts';
import { dossier as machine } from '#scoring/lifecycle.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { listWorkOf } from '../contracts/queries.ts';
import { isEmployedOn } from '../dossier-people/schema.ts';
import { listVerdicts } from '../dossier-reviews/queries.ts';
import { reviewDays, unconfirmed, whyNotWithdrawable } from '../dossier-submissions/commands.ts';
import {
  findLastSubmission,
  findReturnedSubmission,
  listSubmissions,
} from '../dossier-submissions/queries.ts';
import { listVersions } from '../dossier-versions/queries.ts';
import type { Task } from '../home/routes.ts';
import { body } from '../input.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { getDays } from '../policies/queries.ts';
import { notFound } from '../refusal.ts';
import { blockedStep } from '../steps.ts';
import { fileIdsIn } from '../typed.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { isForm, judgeSection, opening, sectionSaving } from './schema.ts';

/** The agency's own filing: the sections being filled in, what became of earlier submissions, the checked version. */
export const dossiers = new Hono<Env>()
  .get('/own', allow('dossier.read'), async (c) => c.json(await ownDossier(read(c))))
  .post('/', allow('dossier.open'), body(opening), async (c) =>
    c.json(await write(c, (context) => commands.openDossier(context, c.req.valid('json'))), 201),
  )
  .get('/own/sections', allow('dossier.read'), async (c) => {
    const context = read(c);
    const { dossier, rows, verdicts } = await openSections(context);
    const ids = fileIdsIn(rows.map((row) => row.content));
    return c.json({
      version: dossier.version,
      state: dossier.state,
      reviewDays: await reviewDays(context, dossier.id),
      withdrawMinutes: (await getDays(context.db, context.today)).withdrawMinutes,
      files: await queries.listFiles(context.db, dossier.agencyId, ids),
      sections: sections.map((section) => {
        const row = rows.find((one) => one.section === section);
        return {
          ...stateOf(section, row, verdicts),
          typed: row?.content ?? null,
          ...judged(context, section, row),
        };
      }),
    });
  })
  .get('/own/sections/:section', allow('dossier.read'), async (c) => {
    const context = read(c);
    const section = c.req.param('section');
    if (!isForm(section)) throw notFound();
    const { dossier, rows, verdicts } = await openSections(context);
    const row = rows.find((one) => one.section === section);
    return c.json({
      ...stateOf(section, row, verdicts),
      typed: row?.content ?? {},
      version: row?.version ?? 0,
      files: await queries.listFiles(context.db, dossier.agencyId, fileIdsIn(row?.content)),
      locked: await commands.whyNotEditable(context, dossier, section),
      works: section === 'trackRecord' ? await listWorkOf(context.db, dossier.agencyId) : [],
      ...judged(context, section, row),
    });
  })
  .put('/own/sections/people/completion', allow('dossier.write'), body(z.strictObject({})), async (c) =>
    c.json(await write(c, commands.completePeople)),
  )
  .put('/own/sections/:section', allow('dossier.write'), body(sectionSaving), async (c) => {
    const section = c.req.param('section');
    if (!isForm(section)) throw notFound();
    return c.json(await write(c, (context) => commands.saveSection(context, section, c.req.valid('json'))));
  })
  .post('/own/confirmation', allow('dossier.confirm'), async (c) =>
    c.json(await write(c, commands.confirmDossier), 201),
  );

type Rows = queries.SectionRow[];
type Verdicts = Awaited<ReturnType<typeof listVerdicts>>;

const judged = (context: Context, section: (typeof sections)[number], row: Rows[number] | undefined) => ({
  faults: judgeSection(section, row?.content, context.today).faults,
});

async function openSections(context: Context) {
  const { db, actor } = context;
  const dossier = actor.agencyId ? await queries.findOpenDossier(db, actor.agencyId) : undefined;
  if (!dossier) throw notFound();
  const [rows, returned] = await Promise.all([
    queries.listSections(db, dossier.id),
    findReturnedSubmission(db, dossier.id),
  ]);
  return { dossier, rows, returned, verdicts: returned ? await listVerdicts(db, returned.id) : [] };
}

/** 未开始, 填写中, 已完成, 需补正: from what is stored and what the last return said. */
function stateOf(section: (typeof sections)[number], row: Rows[number] | undefined, verdicts: Verdicts) {
  const verdict = verdicts.find((one) => one.section === section) ?? null;
  const people = (row?.content as { people?: unknown[] } | undefined)?.people;
  const started = people ? people.length > 0 : Boolean(row);
  const state = row?.completedAt
    ? ('complete' as const)
    : verdict?.verdict === 'needsCorrection'
      ? ('needsCorrection' as const)
      : started
        ? ('inProgress' as const)
        : ('notStarted' as const);
  return {
    section,
    state,
    verdict,
    people: people?.length ?? null,
    updatedAt: row?.updatedAt ?? null,
    updatedByName: row?.updatedByName ?? null,
  };
}

async function ownDossier(context: Context) {
  const { db, actor, today } = context;
  const agency = actor.agencyId ? await queries.findAgency(db, actor.agencyId) : undefined;
  if (!agency) throw notFound();
  const [calendar, dossier, checked, submissions, versions] = await Promise.all([
    loadCalendar(db),
    queries.findOpenDossier(db, agency.id),
    queries.findCheckedVersion(db, agency.id),
    listSubmissions(db, agency.id),
    listVersions(db, agency.id),
  ]);
  const open = dossier ? await openSections(context) : null;
  const submitted = dossier ? ((await findLastSubmission(db, dossier.id)) ?? null) : null;
  const waiting = dossier?.state === 'submitted' || dossier?.state === 'inReview' ? submitted : null;
  return {
    agency,
    dossier: dossier ? { ...dossier, changeDueOn: await changeDueOn(context, dossier) } : null,
    sections: open
      ? sections.map((one) =>
          stateOf(
            one,
            open.rows.find((row) => row.section === one),
            open.verdicts,
          ),
        )
      : [],
    waiting: waiting && {
      number: waiting.number,
      submittedAt: waiting.submittedAt,
      withdrawalEndsAt: waiting.withdrawalEndsAt,
      dueOn: waiting.dueOn,
      daysLeft: workingDaysLeft(calendar, today, waiting.dueOn),
    },
    returned: open?.returned ? { number: open.returned.number, decidedAt: open.returned.decidedAt } : null,
    submissions,
    versions,
    checked: checked ? validityOf(checked.number, checked.effectiveOn, checked.confirmedOn, today) : null,
    actions: actionsOf(context, agency, dossier ?? null, waiting, Boolean(checked)),
  };
}

const validityOf = (number: number, effectiveOn: string, confirmedOn: string, today: string) => ({
  number,
  effectiveOn,
  confirmedOn,
  validUntil: validUntil(confirmedOn),
  validity: validityOn(confirmedOn, today),
});

/** 4号 art. 8: a change is filed within 30 working days of the day it happened. */
async function changeDueOn(
  { db, today }: Context,
  { changedOn }: { changedOn: string | null },
): Promise<string | null> {
  if (changedOn === null) return null;
  const [calendar, { factChange }] = await Promise.all([loadCalendar(db), getDays(db, today)]);
  return addWorkingDays(calendar, changedOn, factChange).day;
}

function actionsOf(
  context: Context,
  agency: { id: string; adminConfirmedAt: string | null },
  dossier: { state: keyof typeof machine.states } | null,
  waiting: { withdrawalEndsAt: string } | null,
  isChecked: boolean,
): ActionState[] {
  const { actor, now } = context;
  const row = { agencyId: agency.id };
  const inHand = dossier ? { reason: '已有一份档案正在办理，办结后才能再开一份。' } : null;
  const step = (act: 'submit' | 'withdraw') => {
    return dossier ? blockedStep(machine, dossier.state, act) : null;
  };
  const late = waiting && whyNotWithdrawable(waiting, now);
  const all = [
    actionState(actor, 'dossier.open', isChecked ? '情况有变，发起变更' : '开始填写档案', row, inHand),
    dossier &&
      actionState(
        actor,
        'dossier.submit',
        '检查并提交',
        row,
        step('submit') ?? (agency.adminConfirmedAt ? null : { reason: unconfirmed }),
      ),
    waiting &&
      actionState(
        actor,
        'dossier.withdraw',
        '撤回',
        row,
        step('withdraw') ?? (late ? { reason: late } : null),
      ),
    isChecked &&
      actionState(
        actor,
        'dossier.confirm',
        '确认仍然正确',
        row,
        dossier && { reason: '有一份变更正在办理。' },
      ),
  ];
  return all.filter((action) => action !== null && action !== false);
}

/** What waits for the agency: to go on filling in, to correct, to confirm. */
export async function listDossierTasks(context: Context): Promise<Task[]> {
  const { db, actor, today } = context;
  if (!actor.agencyId || (actor.hat !== 'agencyAdmin' && actor.hat !== 'agencyStaff')) return [];
  const [dossier, checked] = await Promise.all([
    queries.findOpenDossier(db, actor.agencyId),
    queries.findCheckedVersion(db, actor.agencyId),
  ]);
  const task = (title: string, due: string | null): Task => ({
    title,
    subject: '信用档案',
    path: '/dossier',
    holder: '本机构',
    due,
  });
  const dueOn = dossier ? await changeDueOn(context, dossier) : null;
  const expiring = checked ? expiryTasks(checked, today, await getDays(db, today)) : [];
  if (dossier?.state === 'returned') return [task('补正信用档案', dueOn), ...expiring];
  if (dossier?.state === 'draft')
    return [task(checked ? '续填档案变更' : '续填信用档案', dueOn), ...expiring];
  if (dossier) return [];
  if (!checked) return [task('建立信用档案', null)];
  if (validityOn(checked.confirmedOn, today) === 'valid') return expiring;
  return [task('确认信用档案仍然正确', validUntil(checked.confirmedOn)), ...expiring];
}

/** Every certificate of whoever is employed that will end soon or has ended, the nearest end first. */
function expiryTasks({ people }: queries.CheckedVersion, today: Day, days: WarningDays): Task[] {
  const held = people
    .filter((one) => isEmployedOn(one, today))
    .flatMap(({ name, qualifications }) => qualifications.map((one) => ({ ...one, name })));
  return held
    .flatMap(({ name, kind, expiresOn }) => {
      const warning = expiresOn && expiryWarning(expiresOn, today, days);
      if (!warning) return [];
      const subject = `${name}，${qualificationKinds[kind]}`;
      const left = daysBetween(today, expiresOn);
      const title = left === 0 ? '更新今天到期的证书' : `更新还有 ${left} 天到期的证书`;
      return [
        {
          title: warning === 'lapsed' ? '更新已到期的证书' : warning === 'last' ? `尽快${title}` : title,
          ...{ subject, path: '/dossier', holder: '本机构', due: expiresOn },
        },
      ];
    })
    .sort((a, b) => (a.due < b.due ? -1 : 1));
}
