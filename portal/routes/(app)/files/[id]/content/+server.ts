import { handOn } from '#lib/server/api.ts';

/** To be saved, or shown within a page of ours. */
export const GET = ({ locals, params, url }) => {
  const query = url.searchParams.get('as') === 'preview' ? { as: 'preview' as const } : {};
  return handOn(locals.api.files[':id'].$get({ param: params, query }), url);
};
