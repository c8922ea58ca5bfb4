import { redirect } from '@sveltejs/kit';
import { timelineEvent } from '#lib/journal-words.ts';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api['identity-changes'][':code'].$get({ param: params }));
  return { ...found, timeline: found.timeline.map(timelineEvent) };
};

export const actions = {
  withdraw: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const change = locals.api['identity-changes'][':code'];
    const response = await change.request.$delete({ param: params }, options);
    if (!response.ok) return refused(response, {});
    redirect(303, `/identity-changes/${params.code}`);
  },
  propose: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const change = locals.api['identity-changes'][':code'];
    const response = await change.proposal.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/identity-changes/${params.code}`);
  },
  return: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const change = locals.api['identity-changes'][':code'];
    const response = await change.return.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/identity-changes/${params.code}`);
  },
  decide: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const change = locals.api['identity-changes'][':code'];
    const response = await change.decision.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/identity-changes/${params.code}`);
  },
};
