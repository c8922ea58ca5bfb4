import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.public.results[':code'].$get({ param: { code: params.code } }));
