import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { apiClient } from '#lib/server/api.ts';
import { currentSession, readToken } from '#lib/server/session.ts';

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.api = apiClient(readToken(event.cookies, event.url));
  event.locals.session = await currentSession(event.locals.api);
  const response = await resolve(event);
  response.headers.set('X-Content-Type-Options', 'nosniff');
  response.headers.set('Referrer-Policy', 'same-origin');
  response.headers.set('X-Frame-Options', 'DENY');
  if (event.locals.session.actor.accountId) response.headers.set('Cache-Control', 'no-store');
  return response;
};

/** What was thrown on purpose keeps its own words; anything else is logged and gets a number to ask by. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'app') return error;
  if (kind === 'framework' && error.status === 404) {
    return { message: '没有找到这个页面。请核对网址，或从首页进入。' };
  }
  const code = crypto.randomUUID();
  console.error(`[${code}] ${event.request.method} ${event.url.pathname}`, error);
  return { message: `页面暂时打不开，没有保存任何改动。请稍后再试；联系我们时请提供编号 ${code}。` };
};
