import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { refusesSignIn } from '#lib/server/session.ts';

export const load = ({ locals, url }) => {
  if (locals.session.actor.hat !== 'public') redirect(303, '/home');
  return { refusesSignIn: refusesSignIn(url) };
};

export const actions = {
  default: async ({ request, locals, url }) => {
    if (refusesSignIn(url)) redirect(303, '/register');
    const { values } = await formOf(request);
    const response = await locals.api.agencies.$post({ json: { way: '', confirmed: '', ...values } });
    const typed = { ...values, password: '' };
    if (!response.ok) return refused(response, typed);
    return {
      opened: { ...(await response.json()), username: String(values.username), name: String(values.name) },
    };
  },
};
