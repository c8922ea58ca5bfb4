import { handOn } from '#lib/server/api.ts';

/** The scan of the signed receipt, for whoever may read the notice: its recipient is no owner of the file. */
export const GET = ({ locals, params, url }) =>
  handOn(locals.api.notices[':id'].receipt.$get({ param: params }), url);
