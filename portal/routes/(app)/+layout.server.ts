import { redirect } from '@sveltejs/kit';
import { navigationOf } from '#lib/navigation.ts';
import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, url }) => {
  const { actor, owesSecondFactor, isExample } = locals.session;
  const next = `?next=${encodeURIComponent(url.pathname + url.search)}`;
  if (owesSecondFactor) redirect(303, `/second-factor${next}`);
  if (actor.hat === 'public') redirect(303, `/sign-in${next}`);
  return {
    navigation: navigationOf(actor.hat, isExample),
    tasks: (await answer(locals.api.home.$get())).tasks,
  };
};
