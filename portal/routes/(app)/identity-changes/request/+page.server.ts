import { redirect } from '@sveltejs/kit';
import { putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { file: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const json = { fileId: '', ...form.values };
    const response = await locals.api['identity-changes'].request.$post({ json }, form.options);
    if (!response.ok) return refused(response, form.values);
    redirect(303, `/identity-changes/${(await response.json()).code}`);
  },
};
