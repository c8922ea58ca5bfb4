import { redirect } from '@sveltejs/kit';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals }) => await answer(locals.api['dossier-entries'].$get());

export const actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { scan: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const json = { agency: '', reason: '', ...form.values };
    const response = await locals.api['dossier-entries'].$post({ json }, form.options);
    if (!response.ok) return refused(response, form.values);
    redirect(303, `/dossier-entries/${(await response.json()).id}`);
  },
};
