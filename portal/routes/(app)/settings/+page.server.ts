import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals }) => await answer(locals.api.settings.$get());

export const actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request, ['hats']);
    const { key, value, hats } = form.values as { key: string; value?: string; hats: string[] };
    const sent = key === 'secondFactorHats' ? hats : (value ?? '');
    const response = await locals.api.settings[':key'].$put(
      { param: { key }, json: { value: sent } },
      form.options,
    );
    if (!response.ok) return refused(response, { key, value: sent });
    return { saved: key };
  },
};
