import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.fieldwork[':code'].$get({ param: params }));

export const actions = {
  visit: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.fieldwork[':code'].visits.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/fieldwork`);
  },
  request: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.fieldwork[':code']['off-site-requests'].$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/fieldwork`);
  },
  decide: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.fieldwork[':code']['off-site-decision'].$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/fieldwork`);
  },
};
