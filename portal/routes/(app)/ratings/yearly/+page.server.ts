import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, url }) =>
  await answer(locals.api.ratings.yearly.$get({ query: { year: url.searchParams.get('year') ?? '' } }));

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.ratings.yearly.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    return { done: '年度信用等级已经决定。' };
  },
};
