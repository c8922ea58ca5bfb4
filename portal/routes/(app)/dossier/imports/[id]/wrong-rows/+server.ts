import { handOn } from '#lib/server/api.ts';

export const GET = ({ locals, params, url }) =>
  handOn(locals.api['dossier-imports'][':id']['wrong-rows'].$get({ param: params }), url);
