import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.commissions[':code']['procurement-basis'].$get({ param: params }));

export const actions = {
  default: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions[':code']['procurement-basis'].$put(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '采购依据已记录。下一步：作出回避声明，冻结并公布资格条件。' };
  },
};
