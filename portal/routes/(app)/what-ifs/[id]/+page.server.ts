import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['what-ifs'][':id'].$get({ param: params }));
