import { redirect } from '@sveltejs/kit';
import { timelineEvent } from '#lib/journal-words.ts';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.commissions[':code'].contract.$get({ param: params }));
  return { ...found, timeline: found.timeline.map(timelineEvent) };
};

const done = (code: string): never => redirect(303, `/commissions/${code}/contract`);

export const actions = {
  record: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { contract } = locals.api.commissions[':code'];
    const response = await contract.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  move: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { key = '', ...json } = values;
    const due = locals.api.commissions[':code'].milestones[':key']['due-day'];
    const response = await due.$post({ param: { code: params.code, key }, json }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  stop: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const stops = locals.api.commissions[':code']['clock-stops'];
    const response = await stops.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  answerStop: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { id = '', ...json } = values;
    const stop = locals.api.commissions[':code']['clock-stops'][':id'].answer;
    const response = await stop.$post({ param: { code: params.code, id }, json }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
};
