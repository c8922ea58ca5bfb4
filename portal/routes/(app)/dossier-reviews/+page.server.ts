import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, url }) =>
  await answer(
    locals.api['dossier-reviews'].$get({ query: { after: url.searchParams.get('cursor') ?? '' } }),
  );
