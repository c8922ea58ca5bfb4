import { answer } from '#lib/server/api.ts';

export const load = async ({ locals }) => await answer(locals.api['national-records'].$get());
