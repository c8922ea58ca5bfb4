import { redirect } from '@sveltejs/kit';
import { timelineEvent } from '#lib/journal-words.ts';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api['double-registrations'][':code'].$get({ param: params }));
  return { ...found, timeline: found.timeline.map(timelineEvent) };
};

export const actions = {
  answer: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { proof: 'proofFileId' });
    if (refusal) return putBack(refusal, form.values);
    const response = await locals.api['double-registrations'][':code'].answer.$post(
      { param: params, json: form.values },
      form.options,
    );
    if (!response.ok) return refused(response, form.values);
    redirect(303, `/double-registrations/${params.code}`);
  },
  propose: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['double-registrations'][':code'].proposal.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/double-registrations/${params.code}`);
  },
  settle: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['double-registrations'][':code'].settlement.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/double-registrations/${params.code}`);
  },
  return: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['double-registrations'][':code'].return.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/double-registrations/${params.code}`);
  },
};
