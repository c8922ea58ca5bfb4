import { redirect } from '@sveltejs/kit';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['archive-items'][':code'].$get({ param: params }));

export const actions = {
  file: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { file: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const [kind = '', title = ''] = String(form.values.item ?? '').split('|');
    const json = { class: kind, title, fileId: form.values.fileId ?? '' } as {
      class: 'initiating';
      title: string;
      fileId: string;
    };
    const response = await locals.api['archive-items'][':code'].$post({ param: params, json }, form.options);
    if (!response.ok) return refused(response, form.values);
    redirect(303, `/commissions/${params.code}/archive`);
  },
  complete: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['archive-items'][':code'].completion.$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/archive`);
  },
};
