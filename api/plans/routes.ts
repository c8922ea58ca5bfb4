import { Hono } from 'hono';
import { listDecisionsByIds } from '../collective-decisions/queries.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import type { Task } from '../home/routes.ts';
import { body, id, query } from '../input.ts';
import { actionState, type ActionState } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { candidateSearch, itemRemoval, newChange, newItem, newPlan, planDecision } from './schema.ts';

export const plans = new Hono<Env>()
  .get('/', allow('plan.read'), async (c) => {
    const { db, actor } = read(c);
    const open = actionState(actor, 'plan.open', '编制年度计划', {}, null);
    return c.json({ plans: await queries.listPlans(db), actions: open ? [open] : [] });
  })
  .post('/', allow('plan.open'), body(newPlan), async (c) =>
    c.json(await write(c, (context) => commands.openPlan(context, c.req.valid('json'))), 201),
  )
  .get('/:year', allow('plan.read'), async (c) => c.json(await planOf(read(c), yearOf(c.req.param('year')))))
  .get('/:year/candidates', allow('plan.read'), query(candidateSearch), async (c) => {
    const { db } = read(c);
    const plan = await queries.findPlan(db, yearOf(c.req.param('year')));
    if (!plan) throw notFound();
    const { q, year } = c.req.valid('query');
    const wanted = /^\d{4}$/.test(year) ? Number(year) : plan.year;
    return c.json({
      ...(await queries.listCandidates(db, plan, { q, year: wanted })),
      plan: { year: plan.year, state: plan.state, version: plan.version },
      year: wanted,
    });
  })
  .post('/:year/items', allow('plan.draft'), body(newItem), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.addItem(context, yearOf(c.req.param('year')), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:year/items/:id/removal', allow('plan.draft'), id(), body(itemRemoval), async (c) => {
    const { year, id: item } = c.req.param();
    return c.json(
      await write(c, (context) => commands.removeItem(context, yearOf(year), item, c.req.valid('json'))),
      201,
    );
  })
  .post('/:year/decision', allow('plan.decide'), body(planDecision), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.decidePlan(context, yearOf(c.req.param('year')), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:year/changes', allow('plan.proposeChange'), body(newChange), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.proposeChange(context, yearOf(c.req.param('year')), c.req.valid('json')),
      ),
      201,
    ),
  )
  .delete('/:year/changes/:id', allow('plan.proposeChange'), id(), async (c) => {
    const { year, id: change } = c.req.param();
    return c.json(await write(c, (context) => commands.withdrawChange(context, yearOf(year), change)));
  })
  .post('/:year/amendment', allow('plan.amend'), body(planDecision), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.amendPlan(context, yearOf(c.req.param('year')), c.req.valid('json')),
      ),
      201,
    ),
  );

/** The plan with all that ever stood in it, its decisions, and last year's list beside it. */
async function planOf(context: Context, year: number) {
  const { db } = context;
  const [plan, lastYear] = await Promise.all([queries.findPlan(db, year), queries.findPlan(db, year - 1)]);
  if (!plan) throw notFound();
  const [items, changes, lastItems] = await Promise.all([
    queries.listItems(db, plan.id),
    queries.listChanges(db, plan.id),
    lastYear ? queries.listItems(db, lastYear.id) : [],
  ]);
  const decided = [plan.decisionId, ...changes.map(({ decisionId }) => decisionId)];
  const decisions = await listDecisionsByIds(db, [...new Set(decided.flatMap((one) => one ?? []))]);
  const wasOriginal = (item: (typeof items)[number]): boolean =>
    plan.decidedAt !== null &&
    item.addedAt <= plan.decidedAt &&
    (item.removedAt === null || item.removedAt > plan.decidedAt);
  return {
    plan,
    items: items.map((item) => ({ ...item, wasOriginal: wasOriginal(item) })),
    changes: changes.map((change) => ({ ...change, isOpen: commands.isOpen(change) })),
    decisions,
    lastYear: lastYear
      ? { year: lastYear.year, state: lastYear.state, items: lastItems.filter(({ removedAt }) => !removedAt) }
      : null,
    actions: actionsOf(context, plan, items, changes),
  };
}

type Found<List extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<List>>;

function actionsOf(
  { actor }: Context,
  plan: NonNullable<Awaited<ReturnType<typeof queries.findPlan>>>,
  items: Found<typeof queries.listItems>,
  changes: Found<typeof queries.listChanges>,
): ActionState[] {
  const standing = items.filter(({ removedAt }) => !removedAt);
  const open = changes.filter(commands.isOpen);
  const drafted = { handledBy: commands.draftersOf(plan, standing) };
  const proposed = { handledBy: open.map(({ proposedBy }) => proposedBy) };
  const isDraft = plan.state === 'draft';
  const empty = standing.length === 0 ? { reason: '计划中还没有评价对象' } : null;
  const nothing = open.length === 0 ? { reason: '没有待确定的调整' } : null;
  const found = isDraft
    ? [
        actionState(actor, 'plan.draft', '列入评价对象', {}, null),
        actionState(actor, 'plan.decide', '确定计划', drafted, empty),
      ]
    : [
        actionState(actor, 'plan.proposeChange', '提出调整', {}, null),
        actionState(actor, 'plan.amend', '确定调整', proposed, nothing),
      ];
  return found.flatMap((action) => action ?? []);
}

/** What waits for the bureau: this year's plan to be drafted, drafts and amendments to be decided. */
export async function listPlanTasks({ db, actor, today }: Context): Promise<Task[]> {
  if (actor.hat !== 'bureauOfficer' && actor.hat !== 'bureauLeader') return [];
  const all = await queries.listPlans(db);
  const task = (title: string, year: number, holder: string): Task => ({
    title,
    subject: `${year} 年度计划`,
    path: `/plans/${year}`,
    holder,
    due: null,
  });
  if (actor.hat === 'bureauLeader') {
    return all.flatMap(({ year, state, itemCount, openChangeCount }) => {
      if (state === 'draft' && Number(itemCount) > 0) return [task('确定年度计划', year, '审批人')];
      return Number(openChangeCount) > 0 ? [task('确定计划调整', year, '审批人')] : [];
    });
  }
  const thisYear = Number(today.slice(0, 4));
  const drafts = all
    .filter(({ state }) => state === 'draft')
    .map(({ year }) => task('编制年度计划', year, '绩效科'));
  if (all.some(({ year }) => year === thisYear)) return drafts;
  return [...drafts, { ...task('编制年度计划', thisYear, '绩效科'), path: '/plans' }];
}

/** A year nobody plans for is answered like one without a plan. */
function yearOf(text: string): number {
  if (!/^20\d{2}$/.test(text)) throw notFound();
  return Number(text);
}
