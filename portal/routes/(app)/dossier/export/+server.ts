import { handOn } from '#lib/server/api.ts';

/** What the agency is filling in, as a workbook. */
export const POST = ({ locals, url }) =>
  handOn(locals.api['dossier-exports'].$post({ json: { of: 'draft' } }), url);
