import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.consultations[':code'].$get({ param: params }));

export const actions = {
  open: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.consultations[':code'].$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/comments`);
  },
  answer: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.consultations[':code'].answers.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/comments`);
  },
  paper: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.consultations[':code']['paper-answers'].$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/comments`);
  },
  respond: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { number, ...json } = values;
    const response = await locals.api.consultations[':code'].comments[':number'].answer.$put(
      { param: { ...params, number: String(number) }, json },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/comments#comment-${number}`);
  },
};
