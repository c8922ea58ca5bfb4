import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.plans[':year'].$get({ param: params }));
  const action = found.actions.find(({ key }) => key === 'plan.decide' || key === 'plan.amend');
  if (!action?.enabled) redirect(303, `/plans/${params.year}`);
  return { ...found, action };
};

export const actions = {
  default: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { plan } = await answer(locals.api.plans[':year'].$get({ param: params }));
    const to = locals.api.plans[':year'];
    const sent = { param: params, json: values };
    const response =
      plan.state === 'draft'
        ? await to.decision.$post(sent, options)
        : await to.amendment.$post(sent, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/plans/${params.year}`);
  },
};
