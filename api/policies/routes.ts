import { Hono } from 'hono';
import type { Day } from '#scoring/calendar.ts';
import { standingOf, type NamedPolicyDates } from '#scoring/policy-versions.ts';
import { allow, read, write, type Env } from '../context.ts';
import { body, id } from '../input.ts';
import { actionState, mayNot, type Actor } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { findOpenDraft } from '../policy-drafts/queries.ts';
import { adoptPolicy } from './commands.ts';
import { findAdoption, findPolicyById, listPolicies } from './queries.ts';
import { adoption as adoptionSchema } from './schema.ts';

export const policies = new Hono<Env>()
  .get('/', allow('policy.read'), async (c) => {
    const { db, today } = read(c);
    const versions = await listPolicies(db);
    return c.json({
      policies: versions.map((policy) => ({ ...policy, standing: standingAmong(versions, policy, today) })),
    });
  })
  .get('/:id', allow('policy.read'), id(), async (c) => {
    const { db, actor, today } = read(c);
    const policy = await findPolicyById(db, c.req.param('id'));
    if (!policy) throw notFound();
    const versions = await listPolicies(db);
    const found = await findAdoption(db, policy.id);
    const adoption = found ? adoptionFor(actor, found) : null;
    const mayReadDraft = !mayNot(actor, 'policyDraft.read');
    const openDraft = mayReadDraft ? await findOpenDraft(db, policy.kind, policy.name) : undefined;
    const actions = [
      adoption ? null : actionState(actor, 'policy.adopt', '公布施行', {}, null),
      actionState(actor, 'policyDraft.open', '起草新版本', {}, openDraft ? alreadyOpen(openDraft) : null),
    ];
    const dates = versions.find(({ id }) => id === policy.id)!;
    return c.json({
      ...{ policy, adoption, openDraft: openDraft ?? null },
      actions: actions.filter((action) => action !== null),
      standing: standingAmong(versions, dates, today),
    });
  })
  .post('/:id/adoption', allow('policy.adopt'), id(), body(adoptionSchema), async (c) =>
    c.json(await write(c, (context) => adoptPolicy(context, c.req.param('id'), c.req.valid('json'))), 201),
  );

const standingAmong = (versions: readonly NamedPolicyDates[], one: NamedPolicyDates, today: Day) =>
  standingOf(
    versions.filter(({ kind, name }) => kind === one.kind && name === one.name),
    one,
    today,
  );

const alreadyOpen = ({ id, openedByName }: { id: string; openedByName: string }) => ({
  reason: `${openedByName}起草的新版本尚未核验，请在那份草稿上修改。`,
  fix: `/policies/drafts/${id}`,
});

/** Who sat in the meeting and who disagreed stays in the house. */
function adoptionFor<Adoption extends { attendees: string; withdrew: string; dissent: string }>(
  actor: Actor,
  { attendees, withdrew, dissent, ...adoption }: Adoption,
) {
  const inside = mayNot(actor, 'collectiveDecision.read') ? null : { attendees, withdrew, dissent };
  return { ...adoption, inside };
}
