import { handOn } from '#lib/server/api.ts';

export const GET = ({ locals, params, url }) => handOn(locals.api.files[':id'].$get({ param: params }), url);
