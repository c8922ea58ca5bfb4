import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, url }) =>
  await answer(locals.api['identity-changes'].$get({ query: Object.fromEntries(url.searchParams) }));
