import { handOn } from '#lib/server/api.ts';

export const GET = ({ locals, params, url }) =>
  handOn(locals.api.papers[':number'].$get({ param: params }), url);
