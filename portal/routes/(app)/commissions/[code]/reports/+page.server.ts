import { redirect } from '@sveltejs/kit';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf, type PostedForm } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.reports[':code'].$get({ param: params }));
  const acceptance = locals.session.actor.unitId
    ? null
    : await answer(locals.api.acceptances[':code'].$get({ param: params }));
  return { ...found, acceptance };
};

export const actions = {
  save: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const stopped = await stored(locals, form);
    if (stopped) return stopped;
    const { kind, ...json } = form.values;
    const response = await locals.api.reports[':code']['working-copies'][':kind'].$put(
      { param: { ...params, kind: String(kind) }, json },
      form.options,
    );
    if (!response.ok) return refused(response, form.values);
    redirect(303, `/commissions/${params.code}/reports`);
  },
  draft: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const stopped = await stored(locals, form);
    if (stopped) return stopped;
    const { kind: _, ...json } = form.values;
    const response = await locals.api.reports[':code'].drafts.$post({ param: params, json }, form.options);
    if (!response.ok) return refused(response, form.values);
    redirect(303, `/commissions/${params.code}/reports/draft-1`);
  },
  sign: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.reports[':code'].signature.$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/reports`);
  },
  final: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.reports[':code'].finals.$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/reports`);
  },
  accept: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.acceptances[':code'].acceptance.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/reports`);
  },
  return: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.acceptances[':code'].return.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/commissions/${params.code}/reports`);
  },
};

async function stored(locals: App.Locals, form: PostedForm) {
  const refusal = await uploadInto(locals.api, form, { file: 'fileId' });
  return refusal ? putBack(refusal, form.values) : null;
}
