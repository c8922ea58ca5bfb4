import { answer } from '#lib/server/api.ts';

export const load = async ({ locals }) => {
  const [{ policies }, { documents }, drafting] = await Promise.all([
    answer(locals.api.policies.$get()),
    answer(locals.api.documents.$get()),
    // Drafts are the bureau's own; whoever may not read them is shown none.
    locals.api['policy-drafts'].$get(),
  ]);
  return { policies, documents, drafts: drafting.ok ? (await drafting.json()).drafts : null };
};
