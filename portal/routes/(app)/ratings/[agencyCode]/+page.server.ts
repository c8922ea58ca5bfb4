import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params, url }) => {
  const asOf = url.searchParams.get('asOf') ?? '';
  return await answer(locals.api.ratings[':agencyCode'].$get({ param: params, query: { asOf } }));
};
