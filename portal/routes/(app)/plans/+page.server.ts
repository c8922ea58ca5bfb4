import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals }) => await answer(locals.api.plans.$get());

export const actions = {
  'plan.open': async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.plans.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    const { year } = await response.json();
    redirect(303, `/plans/${year}`);
  },
};
