/** The one door to the api: a typed client that calls it in process, no socket between. */
import { getRequestEvent } from '$app/server';
import { error, fail, redirect } from '@sveltejs/kit';
import { hc, type ClientResponse } from 'hono/client';
import type { Api } from '#api/app.ts';
import type { Problem } from '#api/refusal.ts';
import { keptOf } from './form.ts';

/** What the process hands to the portal at its start. */
interface Handed {
  fetch: (request: Request) => Response | Promise<Response>;
  /** Signing in over plain http from elsewhere was allowed by a setting. */
  allowHttp?: boolean;
}

export type ApiClient = ReturnType<typeof hc<Api>>['api'];

/** A client for whoever holds the token; without one it asks as the public. */
export function apiClient(token: string | null): ApiClient {
  return hc<Api>('http://api.internal', {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    fetch: callApi,
  }).api;
}

export const handed = (): Handed =>
  (globalThis as Record<symbol, unknown>)[Symbol.for('pingxin.api')] as Handed;

const callApi = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
  handed().fetch(new Request(input, init));

/** What the api answered; a refusal becomes the error page that explains it. */
export async function answer<T>(pending: Promise<ClientResponse<T, number, string>>): Promise<T> {
  const response = await pending;
  if (!response.ok) {
    const problem = (await response.json()) as Problem;
    error(response.status, { message: problem.message, problem });
  }
  return (await response.json()) as T;
}

/** Hands a stored file on to the person who is signed in, as the api handed it out. */
export async function handOn(pending: Promise<Response>, address: URL): Promise<Response> {
  const response = await pending;
  if (response.status === 401) redirect(303, `/sign-in?next=${encodeURIComponent(address.pathname)}`);
  if (!response.ok) {
    const problem = (await response.json()) as Problem;
    error(response.status, { message: problem.message, problem });
  }
  return new Response(response.body, { headers: new Headers(response.headers) });
}

/** Puts a refusal back into the page beside what was typed. */
export async function refused<Values extends Record<string, unknown>>(
  response: { status: number; json(): Promise<unknown> },
  values: Values,
  headers?: Record<string, string>,
) {
  const problem = (await response.json()) as Problem;
  if (response.status === 404 && problem.code === 'notFound')
    error(404, { message: problem.message, problem });
  return putBack({ status: response.status, problem }, values, headers);
}

/** The page again, with what was typed and the version it was typed over. */
export function putBack<Values extends Record<string, unknown>>(
  { status, problem }: { status: number; problem: Problem },
  values: Values,
  headers?: Record<string, string>,
) {
  return fail(status, { problem, values, kept: keptOf(getRequestEvent().request, problem, headers) });
}
