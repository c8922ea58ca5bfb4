import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.commissions[':code']['recusal-declarations'].$get({ param: params }));

export const actions = {
  agency: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request, ['tookPart']);
    const response = await locals.api.commissions[':code']['recusal-declarations'].$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '声明已提交。名单冻结前情况有变的，请重新声明，以最后一次为准。' };
  },
  officer: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions[':code']['officer-declarations'].$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '本人的回避声明已记录。' };
  },
};
