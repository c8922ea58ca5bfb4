import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.commissions[':code'].offers.$get({ param: params }));

const done = (code: string): never => redirect(303, `/commissions/${code}/offers`);

export const actions = {
  submit: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions[':code'].offers.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  open: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { opening } = locals.api.commissions[':code'].offers;
    const response = await opening.$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  score: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { scores } = locals.api.commissions[':code'].offers;
    const response = await scores.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
};
