import { redirect } from '@sveltejs/kit';
import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, url }) => {
  const query = Object.fromEntries(url.searchParams);
  const found = await answer(locals.api.public.agencies.$get({ query }));
  if (found.exact) redirect(303, `/public/agencies/${found.exact}`);
  return found;
};
