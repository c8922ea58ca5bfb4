import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api['national-records'][':agency'].$get({ param: params }));

export const actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { proof: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const json = { ...form.values, agency: params.agency };
    const response = await locals.api['national-records'].$post({ json }, form.options);
    if (!response.ok) return refused(response, form.values);
    return { done: '查询结果已登记。' };
  },
};
