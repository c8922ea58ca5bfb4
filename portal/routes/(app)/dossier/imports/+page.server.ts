import { fail, redirect } from '@sveltejs/kit';
import type { Problem } from '#api/refusal.ts';
import { answer } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { importKind } from '#lib/imports.ts';

export const load = async ({ locals, url }) => ({
  kind: importKind(url.searchParams.get('kind')),
  imports: (await answer(locals.api['dossier-imports'].$get())).imports,
});

export const actions = {
  default: async ({ request, locals, url }) => {
    const { files } = await formOf(request);
    const file = files.get('file');
    if (!file)
      return fail(422, {
        problem: { fields: { file: '请选择要上传的表格（.xlsx）。' } } as Partial<Problem>,
      });
    const query = { kind: importKind(url.searchParams.get('kind')), name: file.name };
    const response = await locals.api['dossier-imports'].$post({ query }, { init: { body: file } });
    if (!response.ok) return fail(response.status, { problem: (await response.json()) as Partial<Problem> });
    redirect(303, `/dossier/imports/${(await response.json()).id}`);
  },
};
