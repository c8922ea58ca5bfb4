import { answer } from '#lib/server/api.ts';

export const load = async ({ locals }) => {
  const [{ policies }, { documents }] = await Promise.all([
    answer(locals.api.policies.$get()),
    answer(locals.api.documents.$get()),
  ]);
  return { policies, documents };
};
