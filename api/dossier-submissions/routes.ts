import { Hono } from 'hono';
import { workingDaysLeft } from '#scoring/calendar.ts';
import { isWithdrawable } from '#scoring/filing.ts';
import { findNameAt } from '../agency-names/queries.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { allow, read, write, type Env } from '../context.ts';
import { listReopenings } from '../dossier-reopenings/queries.ts';
import { listVerdicts } from '../dossier-reviews/queries.ts';
import { findAgency, listFiles } from '../dossiers/queries.ts';
import type { DossierContent } from '../dossiers/schema.ts';
import { body } from '../input.ts';
import { listPapers } from '../papers/queries.ts';
import { actionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { fileIdsIn } from '../typed.ts';
import * as commands from './commands.ts';
import { findSubmission } from './queries.ts';
import { submission } from './schema.ts';

/** What the agency handed in: receipts, and the notice that came back. */
export const dossierSubmissions = new Hono<Env>()
  .post('/', allow('dossier.submit'), body(submission), async (c) =>
    c.json(await write(c, (context) => commands.submitDossier(context, c.req.valid('json'))), 201),
  )
  .delete('/waiting', allow('dossier.withdraw'), async (c) =>
    c.json(await write(c, commands.withdrawSubmission)),
  )
  .get('/:number', allow('dossier.read'), async (c) => {
    const { db, actor, now, today } = read(c);
    const agency = actor.agencyId ? await findAgency(db, actor.agencyId) : undefined;
    const number = Number(/^[1-9]\d{0,5}$/.exec(c.req.param('number'))?.[0] ?? 0);
    const found = agency && (await findSubmission(db, agency.id, number));
    if (!agency || !found) throw notFound();
    const { entryId, ...submitted } = found;
    const canWithdraw = !found.withdrawnAt && !found.outcome && isWithdrawable(found.withdrawalEndsAt, now);
    const action = actionState(actor, 'dossier.withdraw', '撤回', { agencyId: agency.id }, null);
    return c.json({
      agency: { ...agency, name: await findNameAt(db, agency.id, found.submittedAt) },
      submission: {
        ...submitted,
        isEntered: entryId !== null,
        content: found.content as DossierContent,
        daysLeft: found.outcome ? null : workingDaysLeft(await loadCalendar(db), today, found.dueOn),
      },
      // What the bureau has noted stays with it until it decides.
      verdicts: found.outcome ? await listVerdicts(db, found.id) : [],
      reopened: (found.outcome ? await listReopenings(db, found.id) : [])
        .filter(({ state }) => state === 'agreed')
        .map(({ section }) => section),
      papers: await listPapers(db, found.id),
      files: await listFiles(db, agency.id, fileIdsIn(found.content)),
      actions: canWithdraw && action ? [action] : [],
    });
  });
