import { answer } from '#lib/server/api.ts';
import { startWhatIf } from '#lib/server/what-if.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['what-ifs'][':id'].$get({ param: params }));

export const actions = { default: startWhatIf };
