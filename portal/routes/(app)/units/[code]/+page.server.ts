import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.units[':code'].$get({ param: params }));
  const [choices, { evaluatees }, timeline] = await Promise.all([
    answer(locals.api.units.choices.$get()),
    answer(locals.api.evaluatees.$get({ query: { unit: params.code } })),
    timelineOf(locals.api, found.unit.id),
  ]);
  return { ...found, choices: choices.units, evaluatees, timeline };
};

export const actions = {
  'unit.change': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.units[':code'].$put({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    return { done: '已保存。' };
  },
};
