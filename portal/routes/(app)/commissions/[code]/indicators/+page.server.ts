import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['indicator-systems'][':code'].$get({ param: params }));

export const actions = {
  save: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['indicator-systems'][':code'].draft.$put(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/indicators`);
  },
  submit: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['indicator-systems'][':code'].submission.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/indicators`);
  },
  approve: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['indicator-systems'][':code'].approval.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/indicators`);
  },
  return: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['indicator-systems'][':code'].return.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/indicators`);
  },
};
