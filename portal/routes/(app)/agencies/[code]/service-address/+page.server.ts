import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['service-addresses'][':key'].$get({ param: { key: params.code } }));

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const json = { way: '', confirmed: '', ...values };
    const response = await locals.api['service-addresses'].own.$post({ json }, options);
    if (!response.ok) return refused(response, values);
    return { done: '送达地址已确认，以后发出的通知按新地址送达。' };
  },
};
