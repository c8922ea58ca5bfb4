import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.reports[':code'][':key'].$get({ param: params }));
