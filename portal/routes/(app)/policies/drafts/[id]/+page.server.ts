import { error, fail, redirect } from '@sveltejs/kit';
import type { Problem } from '#api/refusal.ts';
import { changed, placeAfter } from '#lib/draft-changes.ts';
import { policyDifferences } from '#lib/policy-differences.ts';
import { policySections } from '#lib/policy-sections.ts';
import { answer, refused } from '#lib/server/api.ts';
import { formOf, keptOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';
import type { StoredDraft } from '#api/policy-drafts/commands.ts';
import { staleSave } from './stale.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api['policy-drafts'][':id'].$get({ param: params }));
  const { draft, content, basedOn, typed, proof, drafters, actions } = found;
  const { basedOnContent: _content, basedOnBasis: _basis, ...head } = { ...draft, basedOnContent: null };
  return {
    ...{ draft: head, typed, proof, drafters, actions },
    differences: policyDifferences(draft, basedOn, { content, basis: draft.basis }),
    sections: policySections(draft.kind, draft.name, content),
    timeline: await timelineOf(locals.api, draft.id),
  };
};

type Event = { request: Request; locals: App.Locals; params: { id: string } };
type Values = Record<string, unknown>;

export const actions = {
  save: async (event: Event) => {
    const { values, options } = await formOf(event.request);
    return (await save(event, values, options)) ?? { saved: true };
  },
  /** A button of a list: the change is made to what was typed, and all of it is saved. */
  change: async (event: Event) => {
    const { values: posted, options } = await formOf(event.request);
    const { change, ...typed } = posted as Values;
    const values = changed(typed, String(change));
    const opened = placeAfter(String(change), typed);
    const refusal = await save(event, values, options, opened);
    return refusal ?? { saved: true, opened };
  },
  /** What is being typed, proved and not kept; only a page with scripts asks. */
  prove: async ({ request, locals, params }: Event) => {
    const { values } = await formOf(request);
    const response = await locals.api['policy-drafts'][':id'].proof.$post({
      param: params,
      json: sent(values),
    });
    if (response.ok) return { proof: await response.json() };
    const problem = (await response.json()) as unknown as Problem;
    return fail(422, { fields: placed(problem.fields) ?? {} });
  },
  check: async ({ request, locals, params }: Event) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['policy-drafts'][':id'].check.$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/policies/${(await response.json()).policyId}`);
  },
  withdraw: async ({ request, locals, params }: Event) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['policy-drafts'][':id'].$delete({ param: params }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, '/policies');
  },
};

async function save(
  { request, locals, params }: Event,
  values: Values,
  options: { headers: Record<string, string> },
  opened = '',
) {
  const one = locals.api['policy-drafts'][':id'];
  const response = await one.$put({ param: params, json: sent(values) }, options);
  if (response.ok) return null;
  const problem = (await response.json()) as unknown as Problem;
  if (response.status === 404) error(404, { message: problem.message, problem });
  const stale = problem.code === 'stale' ? staleSave(problem.current as StoredDraft, sent(values)) : null;
  const refusal = { ...problem, fields: placed(problem.fields) };
  return fail(response.status, { problem: refusal, values, opened, stale, kept: keptOf(request, problem) });
}

/** The form holds the content's fields by their own names. Its shape is the schema's to judge. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function sent({ kind, basis, note, ...content }: Values): any {
  return { kind, basis, note, content };
}

const placed = (fields: Problem['fields']): Problem['fields'] =>
  fields &&
  Object.fromEntries(
    Object.entries(fields).map(([path, message]) => [path.replace(/^content\./, ''), message]),
  );
