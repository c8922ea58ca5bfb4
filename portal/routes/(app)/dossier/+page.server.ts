import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';

export const load = async ({ locals }) => {
  const own = await answer(locals.api.dossiers.own.$get());
  return { own, timeline: own.dossier ? await timelineOf(locals.api, own.dossier.id) : [] };
};

export const actions = {
  'dossier.open': async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.dossiers.$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, '/dossier');
  },
  'dossier.withdraw': async ({ request, locals }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-submissions'].waiting.$delete({}, options);
    if (!response.ok) return refused(response, {});
    return { done: '已撤回，可以继续修改后再提交。' };
  },
  'dossier.confirm': async ({ request, locals }) => {
    const { options } = await formOf(request);
    const response = await locals.api.dossiers.own.confirmation.$post({}, options);
    if (!response.ok) return refused(response, {});
    return { done: '已确认档案仍然正确，有效期重新计算。' };
  },
};
