import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals }) => await answer(locals.api.assessments.$get({ query: {} }));

export const actions = {
  'assessment.open': async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.assessments.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/assessments/${(await response.json()).code}`);
  },
};
