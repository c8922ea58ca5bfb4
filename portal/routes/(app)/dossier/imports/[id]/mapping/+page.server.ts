import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params, url }) => ({
  found: await answer(
    locals.api['import-mappings'][':id'].$get({
      param: params,
      query: {
        sheet: url.searchParams.get('sheet') ?? '',
        header: url.searchParams.get('header') ?? '',
      },
    }),
  ),
});

export const actions = {
  default: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['import-mappings'][':id'].$put(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/dossier/imports/${params.id}`);
  },
};
