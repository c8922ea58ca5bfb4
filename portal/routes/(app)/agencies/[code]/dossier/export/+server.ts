import { handOn } from '#lib/server/api.ts';

/** The version in force as a workbook. */
export const POST = ({ locals, params, url }) =>
  handOn(locals.api['dossier-exports'].$post({ json: { agency: params.code } }), url);
