import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { dropToken } from '#lib/server/session.ts';

export const load = () => redirect(303, '/home');

export const actions = {
  hat: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.sessions.current.hat.$put({ json: values }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, '/home');
  },
  close: async ({ locals, cookies, url }) => {
    await locals.api.sessions.current.$delete();
    dropToken(cookies, url);
    redirect(303, '/sign-in');
  },
  closeAll: async ({ locals, cookies, url }) => {
    await locals.api.sessions.$delete();
    dropToken(cookies, url);
    redirect(303, '/sign-in');
  },
};
