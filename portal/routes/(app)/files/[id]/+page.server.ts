import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params }) => ({
  file: await answer(locals.api.files[':id'].details.$get({ param: params })),
});
