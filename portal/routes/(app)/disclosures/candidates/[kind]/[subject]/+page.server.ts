import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) => {
  const param = { kind: params.kind, subjectId: params.subject };
  const [found, site] = await Promise.all([
    answer(locals.api.disclosures.candidates[':kind'][':subjectId'].$get({ param })),
    answer(locals.api.public.site.$get()),
  ]);
  return { ...found, authority: site.bureau.name };
};

export const actions = {
  'disclosure.propose': async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const json = { kind: params.kind as 'rating', subjectId: params.subject };
    const response = await locals.api.disclosures.$post({ json }, options);
    if (!response.ok) return refused(response, {});
    redirect(303, `/disclosures/${(await response.json()).code}`);
  },
};
