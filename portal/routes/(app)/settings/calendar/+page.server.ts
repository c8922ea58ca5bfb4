import type { Problem } from '#api/refusal.ts';
import { answer } from '#lib/server/api.ts';

/** The sum is asked by a GET form, so that its answer can be sent on by its address. */
export const load = async ({ locals, url }) => {
  const { years } = await answer(locals.api.calendar.$get());
  const from = url.searchParams.get('from') ?? locals.session.today;
  const days = url.searchParams.get('days') ?? '5';
  const response = await locals.api.calendar.deadline.$get({ query: { from, days } });
  if (response.ok) return { years, from, days, deadline: await response.json(), problem: null };
  const problem = (await response.json()) as unknown as Problem;
  return { years, from, days, deadline: null, problem };
};
