import { Hono } from 'hono';
import { listRecusalTasks } from '../recusal-declarations/routes.ts';
import { listCommissionTasks } from '../commissions/routes.ts';
import { allow, read, type Env } from '../context.ts';
import type { Context } from '../context.ts';
import { listEvaluationTasks } from '../evaluations/routes.ts';
import { listAgencyTasks } from '../agencies/routes.ts';
import { listPlanTasks } from '../plans/routes.ts';
import { listDraftTasks } from '../policy-drafts/routes.ts';
import { listDisclosureTasks } from '../disclosures/routes.ts';
import { listSelectionTasks } from '../invitations/routes.ts';
import { listNoticeTasks } from '../notices/routes.ts';
import { listAssessmentTasks } from '../assessments/routes.ts';
import { listServiceAddressTasks } from '../service-addresses/routes.ts';
import { listSanctionTasks } from '../sanctions/routes.ts';
import { listReviewTasks } from '../dossier-reviews/routes.ts';
import { listEntryTasks } from '../dossier-entries/routes.ts';
import { listReopeningTasks } from '../dossier-reopenings/routes.ts';
import { listDoubleRegistrationTasks } from '../double-registrations/routes.ts';
import { listIdentityChangeTasks } from '../identity-changes/routes.ts';
import { listDossierTasks } from '../dossiers/routes.ts';
import { listSealTasks } from '../seals/routes.ts';
import { listRectificationTasks } from '../rectifications/routes.ts';
import { listSupervisionTasks } from '../supervision/routes.ts';

/** One thing that waits for a person: derived from states at read time, never stored. */
export interface Task {
  /** What is to be done, as a verb and an object: 「核对信用档案」. */
  title: string;
  /** Which one: a code or a name. */
  subject: string;
  /** Where it is done, as a path of the portal. */
  path: string;
  /** Who holds it: 「本机构」「绩效科」「某预算单位」. */
  holder: string;
  /** The last day, or null where none runs. */
  due: string | null;
}

/** What waits for the actor, noun by noun. Each noun adds its own list here. */
const sources: ((context: Context) => Promise<Task[]>)[] = [
  listNoticeTasks,
  listAssessmentTasks,
  listSanctionTasks,
  listAgencyTasks,
  listServiceAddressTasks,
  listCommissionTasks,
  listRecusalTasks,
  listPlanTasks,
  listDraftTasks,
  listDossierTasks,
  listSealTasks,
  listReviewTasks,
  listReopeningTasks,
  listEntryTasks,
  listDoubleRegistrationTasks,
  listIdentityChangeTasks,
  listDisclosureTasks,
  listSelectionTasks,
  listEvaluationTasks,
  listRectificationTasks,
  listSupervisionTasks,
];

export const home = new Hono<Env>().get('/', allow('home.read'), async (c) => {
  const context = read(c);
  const tasks = (await Promise.all(sources.map((list) => list(context)))).flat();
  return c.json({ tasks: tasks.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999')) });
});
