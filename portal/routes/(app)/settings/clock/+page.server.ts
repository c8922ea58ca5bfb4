import { error, redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = ({ locals, url }) => {
  if (!locals.session.isExample) error(404);
  return { moved: url.searchParams.has('moved') };
};

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.clock.moves.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    // What this request knows of the time is from before the move: the next one shows it.
    redirect(303, '/settings/clock?moved');
  },
};
