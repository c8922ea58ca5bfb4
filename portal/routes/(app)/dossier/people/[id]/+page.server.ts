import { fail, redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { storeFiles } from '#lib/server/upload.ts';
import { formOf, shown } from '#lib/server/form.ts';

export const load = async ({ locals, params, url }) => ({
  person: await answer(locals.api['dossier-people'][':id'].$get({ param: params })),
  showFaults: url.searchParams.has('check'),
  saved: url.searchParams.has('saved'),
});

export const actions = {
  save: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const refusal = await storeFiles(locals.api, form);
    if (refusal) return fail(refusal.status, { problem: refusal.problem, values: shown(form.values) });
    const response = await locals.api['dossier-people'][':id'].$put(
      { param: params, json: form.values },
      form.options,
    );
    if (!response.ok) return refused(response, shown(form.values));
    redirect(303, `/dossier/people/${params.id}?saved&check`);
  },
  remove: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-people'][':id'].$delete({ param: params }, options);
    if (!response.ok) return refused(response, {});
    redirect(303, '/dossier/people');
  },
};
