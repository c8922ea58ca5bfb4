import { error } from '@sveltejs/kit';
import { answer } from '#lib/server/api.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api['dossier-submissions'][':number'].$get({ param: params }));
  if (found.submission.outcome !== 'returned') error(404, { message: '这次提交没有退回，没有告知书。' });
  return found;
};
