import { error } from '@sveltejs/kit';
import type { Problem } from '#api/refusal.ts';

/** Hands the proof of one round to whoever may read the item. */
export const GET = async ({ locals, params }) => {
  const response = await locals.api.rectifications[':code'].rounds[':number'].proof.$get({ param: params });
  if (!response.ok) {
    const problem = (await response.json()) as unknown as Problem;
    error(response.status, { message: problem.message, problem });
  }
  return new Response(response.body, { headers: new Headers(response.headers) });
};
