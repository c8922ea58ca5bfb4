import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params, url }) =>
  await answer(
    locals.api['dossier-versions'][':agency'].differences.$get({
      param: { agency: params.code },
      query: { from: url.searchParams.get('from') ?? '', to: url.searchParams.get('to') ?? '' },
    }),
  );
