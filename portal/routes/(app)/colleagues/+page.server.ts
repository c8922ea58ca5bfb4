import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals }) => await answer(locals.api.colleagues.$get());

export const actions = {
  default: async ({ request, locals, url }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.colleagues.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    const { link } = await response.json();
    return { link: { ...link, url: url.origin + link.path, username: String(values.username) } };
  },
};
