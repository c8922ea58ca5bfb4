import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params, url }) => {
  const query = Object.fromEntries(url.searchParams);
  return await answer(locals.api.ratings[':agencyCode'].$get({ param: params, query }));
};
