import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, url }) => {
  const query = Object.fromEntries(
    ['rag', 'stage', 'due', 'division', 'q', 'sort'].map((name) => [name, url.searchParams.get(name) ?? '']),
  );
  return { ...(await answer(locals.api.supervision.$get({ query }))), query };
};
