import { error } from '@sveltejs/kit';
import type { Problem } from '#api/refusal.ts';

/** Hands an archived file to whoever may read the archive. */
export const GET = async ({ locals, params }) => {
  const response = await locals.api['archive-items'][':code'][':id'].file.$get({ param: params });
  if (!response.ok) {
    const problem = (await response.json()) as unknown as Problem;
    error(response.status, { message: problem.message, problem });
  }
  return new Response(response.body, { headers: new Headers(response.headers) });
};
