import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, url }) => {
  const query = Object.fromEntries(
    ['state', 'cursor'].map((name) => [name, url.searchParams.get(name) ?? '']),
  );
  return { ...(await answer(locals.api.seals.$get({ query }))), query };
};
