import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.plans[':year'].$get({ param: params }));
  return { ...found, timeline: await timelineOf(locals.api, found.plan.id) };
};

export const actions = {
  removeItem: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { itemId, ...json } = values;
    const param = { year: params.year, id: String(itemId) };
    const response = await locals.api.plans[':year'].items[':id'].removal.$post({ param, json }, options);
    if (!response.ok) return refused(response, values);
    return { done: '已移出计划。' };
  },
  proposeRemoval: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const json = { ...values, kind: 'remove' as const };
    const response = await locals.api.plans[':year'].changes.$post({ param: params, json }, options);
    if (!response.ok) return refused(response, values);
    return { done: '已提出调整，待审批人按集体决策确定。' };
  },
  withdrawChange: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const param = { year: params.year, id: String(values.changeId) };
    const response = await locals.api.plans[':year'].changes[':id'].$delete({ param }, options);
    if (!response.ok) return refused(response, values);
    return { done: '已撤回这项调整。' };
  },
};
