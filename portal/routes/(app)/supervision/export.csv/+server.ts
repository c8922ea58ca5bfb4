import { error } from '@sveltejs/kit';
import type { Problem } from '#api/refusal.ts';

/** Hands the table as the api writes it, with the page's own filters. */
export const GET = async ({ locals, url }) => {
  const query = Object.fromEntries(url.searchParams);
  const response = await locals.api.supervision['export.csv'].$get({ query });
  if (!response.ok) {
    const problem = (await response.json()) as unknown as Problem;
    error(response.status, { message: problem.message, problem });
  }
  return new Response(response.body, { headers: new Headers(response.headers) });
};
