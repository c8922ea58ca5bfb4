import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) =>
  await answer(locals.api.seals[':number'].$get({ param: params }));

export const actions = {
  'seal.return': async ({ request, locals, params }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { scan: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const json = { code: '', fileId: '', ...form.values };
    const response = await locals.api.seals[':number'].scans.$post({ param: params, json }, form.options);
    if (!response.ok) return refused(response, form.values);
    return { done: '扫描件已传回，校验码相符，本文书已用印。' };
  },
  'seal.keep': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const json = { place: '', receivedOn: '', ...values };
    const response = await locals.api.seals[':number'].places.$post({ param: params, json }, options);
    if (!response.ok) return refused(response, values);
    return { done: '已登记纸质件存放处。' };
  },
};
