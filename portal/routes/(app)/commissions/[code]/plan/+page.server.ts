import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['work-plans'][':code'].$get({ param: params }));

export const actions = {
  save: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { confirmMissing: _, ...json } = values;
    const response = await locals.api['work-plans'][':code'].draft.$put({ param: params, json }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/plan`);
  },
  submit: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['work-plans'][':code'].submission.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/plan`);
  },
  approve: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['work-plans'][':code'].approval.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/plan`);
  },
  return: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['work-plans'][':code'].return.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/plan`);
  },
};
