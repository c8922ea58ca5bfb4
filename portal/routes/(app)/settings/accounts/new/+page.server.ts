import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals }) => await answer(locals.api.accounts.choices.$get());

export const actions = {
  default: async ({ request, locals, url }) => {
    const { values, options } = await formOf(request, ['hats']);
    const response = await locals.api.accounts.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    const { id, link } = await response.json();
    return { link: { ...link, id, url: url.origin + link.path, username: String(values.username) } };
  },
};
