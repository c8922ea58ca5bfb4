import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, url }) => ({
  team: await answer(locals.api['dossier-people'].$get()),
  showFaults: url.searchParams.has('check'),
  restored: url.searchParams.has('restored'),
});

export const actions = {
  complete: async ({ request, locals }) => {
    const { options } = await formOf(request);
    const response = await locals.api.dossiers.own.sections.people.completion.$put({ json: {} }, options);
    if (!response.ok) return refused(response, {});
    const { completedAt } = await response.json();
    if (completedAt) redirect(303, '/dossier');
    return { tried: true };
  },
};
