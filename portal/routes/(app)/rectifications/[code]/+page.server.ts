import { redirect } from '@sveltejs/kit';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.rectifications[':code'].$get({ param: params }));

export const actions = {
  measure: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { proof: 'proofFileId' });
    if (refusal) return putBack(refusal, form.values);
    const response = await locals.api.rectifications[':code'].measures.$post(
      { param: params, json: form.values },
      form.options,
    );
    if (!response.ok) return refused(response, form.values);
    redirect(303, `/rectifications/${params.code}`);
  },
  close: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.rectifications[':code'].closure.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/rectifications/${params.code}`);
  },
  reject: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.rectifications[':code'].rejection.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/rectifications/${params.code}`);
  },
};
