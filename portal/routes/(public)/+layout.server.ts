import { answer } from '#lib/server/api.ts';

export const load = async ({ locals }) => ({ site: await answer(locals.api.public.site.$get()) });
