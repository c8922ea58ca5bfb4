import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.commissions[':code'].conditions.$get({ param: params }));

export const actions = {
  freeze: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request, ['neededSections']);
    const response = await locals.api.commissions[':code'].conditions.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '资格条件已冻结并公布，公开征集开始。' };
  },
  change: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request, ['neededSections']);
    const response = await locals.api.commissions[':code'].conditions.$put(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '资格条件已变更，原有筛选已撤回，征集重新开始。' };
  },
  extend: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions[':code']['call-extension'].$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '征集已延长，原有筛选已撤回。' };
  },
};
