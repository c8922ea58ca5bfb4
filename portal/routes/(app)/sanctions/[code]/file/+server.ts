import { handOn } from '#lib/server/api.ts';

/** The evidence, for whoever may read the proposal: the agency concerned is no owner of the file. */
export const GET = ({ locals, params, url }) =>
  handOn(locals.api.sanctions[':code'].file.$get({ param: params }), url);
