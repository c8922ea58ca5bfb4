import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, url }) => ({
  ...(await answer(locals.api.commissions.choices.$get())),
  evaluateeId: url.searchParams.get('evaluatee') ?? '',
});

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    const { code } = (await response.json()) as { code: string };
    redirect(303, `/commissions/${code}`);
  },
};
