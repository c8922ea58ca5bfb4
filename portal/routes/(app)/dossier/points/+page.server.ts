import { redirect } from '@sveltejs/kit';
import { sectionPaths, type Section } from '#lib/dossier.ts';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, url }) => {
  const section = (url.searchParams.get('section') ?? 'basic') as Section;
  return { held: await answer(locals.api['dossier-points'].$get({ query: { section } })) };
};

export const actions = {
  default: async ({ request, locals, url }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['dossier-points'][':id'].restoration.$post(
      { param: { id: values.id ?? '' } },
      options,
    );
    if (!response.ok) return refused(response, {});
    redirect(303, `${sectionPaths[url.searchParams.get('section') as Section]}?restored`);
  },
};
