import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['what-ifs'][':id'].$get({ param: params }));

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['what-ifs'].$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    const { id } = (await response.json()) as { id: string };
    redirect(303, `/what-ifs/${id}`);
  },
};
