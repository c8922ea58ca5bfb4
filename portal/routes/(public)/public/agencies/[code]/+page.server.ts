import { redirect } from '@sveltejs/kit';
import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.public.agencies[':key'].$get({ param: { key: params.code } }));
  if (found.agency.code !== params.code) redirect(303, `/public/agencies/${found.agency.code}`);
  return found;
};
