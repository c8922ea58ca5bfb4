import { redirect } from '@sveltejs/kit';
import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, url }) => {
  if (locals.session.actor.agencyId) {
    const { agency } = await answer(locals.api.agencies.own.$get());
    redirect(303, `/agencies/${agency.code}`);
  }
  return await answer(locals.api.agencies.$get({ query: Object.fromEntries(url.searchParams) }));
};
