import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals }) => await answer(locals.api.units.choices.$get());

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.units.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    const { code } = await response.json();
    redirect(303, values.classified === 'yes' ? '/units' : `/units/${code}`);
  },
};
