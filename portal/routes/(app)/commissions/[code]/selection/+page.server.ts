import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.commissions[':code'].selection.$get({ param: params }));

const done = (code: string): never => redirect(303, `/commissions/${code}/selection`);

export const actions = {
  choose: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { selection } = locals.api.commissions[':code'];
    const response = await selection.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  witness: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { witness } = locals.api.commissions[':code'].selection;
    const response = await witness.$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  draw: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { draw } = locals.api.commissions[':code'].selection;
    const response = await draw.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  void: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { voiding } = locals.api.commissions[':code'].selection;
    const response = await voiding.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  strike: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { agency = '', ...json } = values;
    const { striking } = locals.api.commissions[':code'].candidates[':agency'];
    const response = await striking.$post({ param: { code: params.code, agency }, json }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  invite: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions[':code'].invitations.$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
  callAgain: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const call = locals.api.commissions[':code']['new-call'];
    const response = await call.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    done(params.code);
  },
};
