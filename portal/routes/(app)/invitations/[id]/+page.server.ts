import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.invitations[':id'].$get({ param: params }));

export const actions = {
  accept: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request, ['statements']);
    const { people = [], ...rest } = values;
    const named = people as Typed[];
    const chosen = (role: string) => named.filter((one) => one.role === role).map((one) => one.personId);
    const json = {
      ...rest,
      leadEvaluatorIds: chosen('lead'),
      teamIds: chosen('member'),
      declarations: named.map(({ role: _, ...declared }) => declared),
    };
    const response = await locals.api.invitations[':id'].acceptance.$post({ param: params, json }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/invitations/${params.id}`);
  },
  decline: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.invitations[':id'].decline.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/invitations/${params.id}`);
  },
  withdraw: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { withdrawal } = locals.api.invitations[':id'];
    const response = await withdrawal.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/invitations/${params.id}`);
  },
};

/** A person of the dossier as the form posts them: with the part they take and their answers. */
interface Typed extends Record<string, string> {
  personId: string;
  role: string;
}
