import { error } from '@sveltejs/kit';
import type { Problem } from '#api/refusal.ts';

/** Hands the report to whoever may read it: the unit is no owner of the file. */
export const GET = async ({ locals, params }) => {
  const response = await locals.api.reports[':code'][':key'].file.$get({ param: params });
  if (!response.ok) {
    const problem = (await response.json()) as unknown as Problem;
    error(response.status, { message: problem.message, problem });
  }
  return new Response(response.body, { headers: new Headers(response.headers) });
};
