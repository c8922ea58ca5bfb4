import { redirect } from '@sveltejs/kit';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.notices[':id'].$get({ param: params }));

export const actions = {
  open: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.notices[':id'].opening.$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/notices/${params.id}`);
  },
  receipt: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const { values, options } = form;
    const refusal = await uploadInto(locals.api, form, { receipt: 'fileId' });
    if (refusal) return putBack(refusal, values);
    const response = await locals.api.notices[':id']['paper-receipt'].$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/notices/${params.id}`);
  },
};
