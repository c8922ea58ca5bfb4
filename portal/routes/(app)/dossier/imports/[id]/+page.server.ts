import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { importKinds } from '#lib/imports.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api['dossier-imports'][':id'].$get({ param: params }));
  if (found.awaitsMapping) redirect(303, `/dossier/imports/${found.id}/mapping`);
  return { found };
};

export const actions = {
  mend: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const rows = (values.rows ?? []).filter(Boolean);
    const response = await locals.api['dossier-imports'][':id'].rows.$put(
      { param: params, json: { rows } },
      options,
    );
    if (!response.ok) return refused(response, {});
    return { done: '已保存，并重新检查。' };
  },
  same: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['dossier-imports'][':id'].same.$put(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, {});
    return { done: '同类错误已一并修改，并重新检查。' };
  },
  commit: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-imports'][':id'].commit.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    const { added, updated, left } = await response.json();
    return {
      done: `已写入档案：新增 ${added}，更新 ${updated}${left > 0 ? `；有误的 ${left} 行没有导入` : ''}。`,
    };
  },
  undo: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-imports'][':id'].commit.$delete({ param: params }, options);
    if (!response.ok) return refused(response, {});
    const { touched } = await response.json();
    return { done: `已撤销这次导入。${touched > 0 ? `其中 ${touched} 处此后另有改动，保留现状。` : ''}` };
  },
  drop: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const { kind } = await answer(locals.api['dossier-imports'][':id'].$get({ param: params }));
    const response = await locals.api['dossier-imports'][':id'].$delete({ param: params }, options);
    if (!response.ok) return refused(response, {});
    redirect(303, importKinds[kind].path);
  },
};
