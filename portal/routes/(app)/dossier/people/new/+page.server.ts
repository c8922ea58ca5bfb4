import { redirect } from '@sveltejs/kit';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { newRowIds } from '#lib/server/dossier.ts';
import { storeFiles } from '#lib/server/upload.ts';
import { formOf, shown } from '#lib/server/form.ts';

export const load = async ({ locals }) => {
  const { locked } = await answer(locals.api['dossier-people'].$get());
  if (locked) redirect(303, '/dossier/people');
  return { rowIds: newRowIds() };
};

export const actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const refusal = await storeFiles(locals.api, form);
    if (refusal) return putBack(refusal, shown(form.values));
    const response = await locals.api['dossier-people'].$post({ json: form.values }, form.options);
    if (!response.ok) return refused(response, shown(form.values));
    const { id } = await response.json();
    redirect(303, `/dossier/people/${id}?saved`);
  },
};
