import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals }) => ({
  ...(await answer(locals.api.units.choices.$get())),
  thisYear: locals.session.today.slice(0, 4),
});

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.evaluatees.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    const { id } = await response.json();
    redirect(303, `/evaluatees/${id}`);
  },
};
