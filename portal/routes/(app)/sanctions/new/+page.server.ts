import { redirect } from '@sveltejs/kit';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

/** A to-do leads here with the agency and the cause of a 受限. */
export const load = async ({ locals, url }) => {
  const cause = url.searchParams.get('cause') === 'rating' ? 'rating' : '';
  return {
    ...(await answer(locals.api.sanctions.choices.$get())),
    given: {
      agencyCode: url.searchParams.get('agency') ?? '',
      kind: cause === '' ? 'sanction' : 'restriction',
      cause,
    },
  };
};

export const actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { file: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const json = { fileId: '', ...form.values };
    const response = await locals.api.sanctions.$post({ json }, form.options);
    if (!response.ok) return refused(response, form.values);
    redirect(303, `/sanctions/${(await response.json()).code}`);
  },
};
