import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params }) =>
  await answer(
    locals.api['dossier-versions'][':agency'][':number'].$get({
      param: { agency: params.code, number: params.number },
    }),
  );
