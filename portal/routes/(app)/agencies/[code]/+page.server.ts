import { redirect } from '@sveltejs/kit';
import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.agencies[':key'].$get({ param: { key: params.code } }));
  if (found.agency.code !== params.code) redirect(303, `/agencies/${found.agency.code}`);
  const key = found.agency.code;
  const [{ records }, { addresses }, timeline] = await Promise.all([
    answer(locals.api['national-records'][':agency'].$get({ param: { agency: key } })),
    answer(locals.api['service-addresses'][':key'].$get({ param: { key } })),
    timelineOf(locals.api, found.agency.id),
  ]);
  return { ...found, national: records[0], address: addresses[0] ?? null, timeline };
};

export const actions = {
  'agency.attachLetter': async ({ request, locals }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { letter: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const json = { fileId: '', ...form.values };
    const response = await locals.api.agencies.own.letter.$put({ json }, form.options);
    if (!response.ok) return refused(response, form.values);
    return { done: '授权书已上传，等待财政局核对。' };
  },
  'agency.confirmAdmin': async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api.agencies[':id'].confirmation.$post(
      { param: await idOf(locals, params) },
      options,
    );
    if (!response.ok) return refused(response, {});
    return { done: '已确认这家机构的管理员。' };
  },
  'agency.returnLetter': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const param = await idOf(locals, params);
    const response = await locals.api.agencies[':id']['letter-return'].$post(
      { param, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '已退回授权书，并向机构发出通知。' };
  },
};

async function idOf(locals: App.Locals, params: { code: string }) {
  const { agency } = await answer(locals.api.agencies[':key'].$get({ param: { key: params.code } }));
  return { id: agency.id };
}
