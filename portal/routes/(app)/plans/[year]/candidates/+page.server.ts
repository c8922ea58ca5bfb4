import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params, url }) =>
  await answer(
    locals.api.plans[':year'].candidates.$get({
      param: params,
      query: Object.fromEntries(url.searchParams),
    }),
  );

export const actions = {
  default: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { plan } = await answer(locals.api.plans[':year'].candidates.$get({ param: params, query: {} }));
    const to = locals.api.plans[':year'];
    const response =
      plan.state === 'draft'
        ? await to.items.$post({ param: params, json: values }, options)
        : await to.changes.$post({ param: params, json: { ...values, kind: 'add' } }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/plans/${params.year}`);
  },
};
