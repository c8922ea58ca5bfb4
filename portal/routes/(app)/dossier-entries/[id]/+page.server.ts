import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['dossier-entries'][':id'].$get({ param: params }));

export const actions = {
  handOver: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-entries'][':id'].handover.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    return { done: '已送机构确认，并发出通知。' };
  },
  resume: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-entries'][':id'].resumption.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    return { done: '可以继续代录。' };
  },
  withdraw: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-entries'][':id'].$delete({ param: params }, options);
    if (!response.ok) return refused(response, {});
    return { done: '已撤回代录，已填内容留作机构自己的草稿。' };
  },
  confirm: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const json = { truthful: '', responsible: '', declaredName: '', ...values };
    const response = await locals.api['dossier-entries'][':id'].confirmation.$post(
      { param: params, json },
      options,
    );
    if (!response.ok) return refused(response, values as Record<string, unknown>);
    redirect(303, `/dossier/submissions/${(await response.json()).number}`);
  },
  decline: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['dossier-entries'][':id'].refusal.$post(
      { param: params, json: { note: '', ...values } },
      options,
    );
    if (!response.ok) return refused(response, values as Record<string, unknown>);
    return { done: '已退回财政局经办人。' };
  },
};
