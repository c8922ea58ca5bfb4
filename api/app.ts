import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { randomUUID } from 'node:crypto';
import { accounts, colleagues, links } from './accounts/routes.ts';
import { agencies } from './agencies/routes.ts';
import { calendar } from './calendar/routes.ts';
import { collectiveDecisions } from './collective-decisions/routes.ts';
import { documents } from './documents/routes.ts';
import { evaluatees } from './evaluatees/routes.ts';
import { papers } from './papers/routes.ts';
import { plans } from './plans/routes.ts';
import { policies } from './policies/routes.ts';
import { policyDrafts } from './policy-drafts/routes.ts';
import { units } from './units/routes.ts';
import { assessments } from './assessments/routes.ts';
import { acceptances } from './acceptances/routes.ts';
import { archiveItems } from './archive-items/routes.ts';
import { clock } from './clock/routes.ts';
import { clockStops } from './clock-stops/routes.ts';
import { commissionConditions } from './commission-conditions/routes.ts';
import { commissions } from './commissions/routes.ts';
import { consultations } from './consultations/routes.ts';
import { allow, read, type Deps, type Env } from './context.ts';
import { contracts } from './contracts/routes.ts';
import { disclosures } from './disclosures/routes.ts';
import { dossierEntries, onBehalf } from './dossier-entries/routes.ts';
import { dossierReopenings } from './dossier-reopenings/routes.ts';
import { identityChanges } from './identity-changes/routes.ts';
import { doubleRegistrations } from './double-registrations/routes.ts';
import { draws } from './draws/routes.ts';
import { fileChecks } from './file-checks/routes.ts';
import { files } from './files/routes.ts';
import { dossierPeople } from './dossier-people/routes.ts';
import { dossierExports } from './dossier-exports/routes.ts';
import { dossierImports } from './dossier-imports/routes.ts';
import { importMappings } from './import-mappings/routes.ts';
import { personalNumbers } from './personal-numbers/routes.ts';
import { dossierPoints } from './dossier-points/routes.ts';
import { dossierReviews } from './dossier-reviews/routes.ts';
import { dossierSubmissions } from './dossier-submissions/routes.ts';
import { dossierVersions } from './dossier-versions/routes.ts';
import { dossiers } from './dossiers/routes.ts';
import { home } from './home/routes.ts';
import { integrityQueries } from './integrity-queries/routes.ts';
import { commissionInvitations, invitations } from './invitations/routes.ts';
import { journalEntries } from './journal-entries/routes.ts';
import { nationalRecords } from './national-records/routes.ts';
import { notices } from './notices/routes.ts';
import { procurementBases } from './procurement-bases/routes.ts';
import { recusalDeclarations } from './recusal-declarations/routes.ts';
import { publicInformation } from './public/routes.ts';
import { notFound, Refusal, type Problem } from './refusal.ts';
import { screenings } from './screenings/routes.ts';
import { offers } from './offers/routes.ts';
import { selections } from './selections/routes.ts';
import { evaluations } from './evaluations/routes.ts';
import { fieldwork } from './fieldwork/routes.ts';
import { indicatorSystems } from './indicator-systems/routes.ts';
import { receipts } from './receipts/routes.ts';
import { rectifications } from './rectifications/routes.ts';
import { reports } from './reports/routes.ts';
import { contextOf } from './authentication.ts';
import { ratings } from './ratings/routes.ts';
import { sanctions } from './sanctions/routes.ts';
import { seals } from './seals/routes.ts';
import { sessions } from './sessions/routes.ts';
import { serviceAddresses } from './service-addresses/routes.ts';
import { settings } from './settings/routes.ts';
import { supervision } from './supervision/routes.ts';
import { whatIfs } from './what-ifs/routes.ts';
import { workPlans } from './work-plans/routes.ts';

/** The whole api under /api. Refuses to be made when a route does not declare its action. */
export function createApi(deps: Deps) {
  const app = new Hono<Env>().basePath('/api');
  app.use(
    bodyLimit({
      maxSize: 25 * 1024 * 1024,
      onError: () => raise(new Refusal('tooLarge', '提交的内容超过 25 MB。')),
    }),
  );
  app.use(async (c, next) => {
    c.set('deps', deps);
    c.set('requestId', randomUUID());
    // No row has NUL in its name, and the database would not even look.
    if (/\0|%00/.test(c.req.path)) throw notFound();
    c.set(
      'context',
      await contextOf(deps, bearer(c.req.header('Authorization')), version(c.req.header('If-Match'))),
    );
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    await next();
  });
  for (const noun of [
    'dossiers',
    'dossier-people',
    'dossier-points',
    'dossier-imports',
    'dossier-submissions',
  ])
    app.use(`/${noun}/*`, onBehalf);
  const api = app
    .route('/sessions', sessions)
    .route('/accounts', accounts)
    .route('/colleagues', colleagues)
    .route('/links', links)
    .route('/clock', clock)
    .route('/journal-entries', journalEntries)
    .route('/home', home)
    .route('/commissions', commissions)
    .route('/commissions', selections)
    .route('/commissions', offers)
    .route('/commissions', commissionInvitations)
    .route('/commissions', contracts)
    .route('/commissions', clockStops)
    .route('/commissions', procurementBases)
    .route('/commissions', commissionConditions)
    .route('/commissions', recusalDeclarations)
    .route('/commissions', screenings)
    .route('/integrity-queries', integrityQueries)
    .route('/national-records', nationalRecords)
    .route('/agencies', agencies)
    .route('/service-addresses', serviceAddresses)
    .route('/files', files)
    .route('/file-checks', fileChecks)
    .route('/calendar', calendar)
    .route('/policies', policies)
    .route('/what-ifs', whatIfs)
    .route('/policy-drafts', policyDrafts)
    .route('/documents', documents)
    .route('/units', units)
    .route('/evaluatees', evaluatees)
    .route('/plans', plans)
    .route('/collective-decisions', collectiveDecisions)
    .route('/invitations', invitations)
    .route('/draws', draws)
    .route('/notices', notices)
    .route('/dossiers', dossiers)
    .route('/dossier-people', dossierPeople)
    .route('/personal-numbers', personalNumbers)
    .route('/dossier-exports', dossierExports)
    .route('/dossier-imports', dossierImports)
    .route('/import-mappings', importMappings)
    .route('/dossier-points', dossierPoints)
    .route('/dossier-submissions', dossierSubmissions)
    .route('/dossier-reviews', dossierReviews)
    .route('/dossier-entries', dossierEntries)
    .route('/dossier-reopenings', dossierReopenings)
    .route('/dossier-versions', dossierVersions)
    .route('/papers', papers)
    .route('/seals', seals)
    .route('/double-registrations', doubleRegistrations)
    .route('/identity-changes', identityChanges)
    .route('/disclosures', disclosures)
    .route('/settings', settings)
    .route('/public', publicInformation)
    .route('/assessments', assessments)
    .route('/ratings', ratings)
    .route('/receipts', receipts)
    .route('/sanctions', sanctions)
    .route('/evaluations', evaluations)
    .route('/work-plans', workPlans)
    .route('/indicator-systems', indicatorSystems)
    .route('/fieldwork', fieldwork)
    .route('/reports', reports)
    .route('/consultations', consultations)
    .route('/acceptances', acceptances)
    .route('/rectifications', rectifications)
    .route('/archive-items', archiveItems)
    .route('/supervision', supervision)
    .get('/health', allow('health.read'), async (c) => {
      await read(c).db.selectFrom('installation').select('kind').execute();
      return c.json({ state: 'ok' as const });
    });
  app.onError((error, c) => {
    const requestId = c.get('requestId') ?? randomUUID();
    if (error instanceof Refusal) return c.json(error.problem(requestId), error.status);
    if (error instanceof HTTPException) {
      return c.json(new Refusal('invalid', '请求的格式不符合要求。').problem(requestId), 422);
    }
    console.error(`[${requestId}] ${c.req.method} ${c.req.path}`, error);
    const message = '系统暂时不能完成这一步，没有保存任何改动。请稍后再试，并提供编号以便查找。';
    return c.json({ code: 'internal', message, requestId } satisfies Problem, 500);
  });
  app.notFound((c) => c.json(notFound().problem(c.get('requestId') ?? randomUUID()), 404));
  assertEveryRouteDeclaresItsAction(app);
  return api;
}

export type Api = ReturnType<typeof createApi>;

/** Every route with the action it declares; middleware for all paths is not a route. */
export function routesOf(app: { routes: { method: string; path: string; handler: unknown }[] }) {
  const routes = new Map<string, { method: string; path: string; action: string | null }>();
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue;
    const key = `${method} ${path}`;
    const action = (handler as { action?: string }).action ?? routes.get(key)?.action ?? null;
    routes.set(key, { method, path, action });
  }
  return [...routes.values()];
}

function assertEveryRouteDeclaresItsAction(app: Parameters<typeof routesOf>[0]): void {
  const silent = routesOf(app).filter(({ action }) => action === null);
  if (silent.length === 0) return;
  throw new Error(
    `Routes without a declared action: ${silent.map((r) => `${r.method} ${r.path}`).join(', ')}`,
  );
}

const bearer = (header: string | undefined): string | null =>
  /^Bearer ([\w-]{20,100})$/.exec(header ?? '')?.[1] ?? null;

/** If-Match: "7" → 7 */
const version = (header: string | undefined): number | null => {
  const match = /^"(\d{1,9})"$/.exec(header ?? '');
  return match ? Number(match[1]) : null;
};

function raise(refusal: Refusal): never {
  throw refusal;
}
