import { handOn } from '#lib/server/api.ts';

/** All agencies of the page's own search, for a spreadsheet. */
export const GET = ({ locals, url }) =>
  handOn(locals.api.public['agencies.csv'].$get({ query: Object.fromEntries(url.searchParams) }), url);
