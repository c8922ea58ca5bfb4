import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { keepToken, refusesSignIn } from '#lib/server/session.ts';

export const load = ({ locals, url }) => {
  if (locals.session.actor.hat !== 'public') redirect(303, '/home');
  return { next: pathOnly(url.searchParams.get('next')), refusesSignIn: refusesSignIn(url) };
};

export const actions = {
  default: async ({ request, locals, cookies, url }) => {
    const { values } = await formOf(request);
    const { username = '', password = '', next } = values;
    if (refusesSignIn(url)) redirect(303, '/sign-in');
    const response = await locals.api.sessions.$post({ json: { username, password } });
    if (!response.ok) return refused(response, { username, next });
    const { token } = await response.json();
    keepToken(cookies, url, token);
    redirect(303, pathOnly(next));
  },
};

/** A path of this site and nothing that leads elsewhere. */
const pathOnly = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/home';
