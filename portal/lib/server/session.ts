import type { Cookies } from '@sveltejs/kit';
import { answer, handed, type ApiClient } from './api.ts';

export type CurrentSession = Awaited<ReturnType<typeof currentSession>>;

/** Who asks, the district's present, and whether a second factor is still owed. */
export const currentSession = (api: ApiClient) => answer(api.sessions.current.$get());

/** Over plain http only a browser on this very machine keeps a Secure cookie. */
const isSafe = (url: URL): boolean => url.protocol === 'https:' || isLocal(url);
const isLocal = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);

/** True when signing in would send a password over an open line. */
export const isOpenLine = (url: URL): boolean => !isSafe(url);

/** True when signing in is refused until https stands before the system. */
export const refusesSignIn = (url: URL): boolean => isOpenLine(url) && !handed().allowHttp;

const cookieName = (url: URL): string => (isSafe(url) ? '__Host-session' : 'session');

export const readToken = (cookies: Cookies, url: URL): string | null => cookies.get(cookieName(url)) ?? null;

/** A cookie of the browser session: its true end is the session row's. */
export function keepToken(cookies: Cookies, url: URL, token: string): void {
  cookies.set(cookieName(url), token, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSafe(url) });
}

export function dropToken(cookies: Cookies, url: URL): void {
  cookies.delete(cookieName(url), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSafe(url) });
}
