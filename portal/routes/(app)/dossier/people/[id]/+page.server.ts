import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { draftActions, keep, newRowIds, personPlace } from '#lib/server/dossier.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params, url }) => ({
  person: await answer(locals.api['dossier-people'][':id'].$get({ param: params })),
  showFaults: url.searchParams.has('check'),
  saved: url.searchParams.has('saved'),
  rowIds: newRowIds(),
});

export const actions = {
  save: async ({ request, locals, params }) => {
    const { refusal } = await keep(personPlace(params.id), locals.api, request, false);
    return refusal ?? redirect(303, `/dossier/people/${params.id}?saved&check`);
  },
  ...draftActions(({ params }) => personPlace(params['id']!)),
  remove: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-people'][':id'].$delete({ param: params }, options);
    if (!response.ok) return refused(response, {});
    redirect(303, '/dossier/people');
  },
};
