import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['dossier-submissions'][':number'].$get({ param: params }));

export const actions = {
  'dossier.withdraw': async ({ request, locals }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-submissions'].waiting.$delete({}, options);
    if (!response.ok) return refused(response, {});
    return { done: true };
  },
};
