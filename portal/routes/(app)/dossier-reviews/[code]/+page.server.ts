import { redirect } from '@sveltejs/kit';
import type { Section } from '#lib/dossier.ts';
import { answer, refused } from '#lib/server/api.ts';
import { disclose } from '#lib/server/disclosure.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';

export const load = async ({ locals, params }) => {
  const review = await answer(locals.api['dossier-reviews'][':code'].$get({ param: params }));
  return { review, timeline: await timelineOf(locals.api, review.dossierId) };
};

export const actions = {
  disclose,
  'dossierReview.open': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const one = locals.api['dossier-reviews'][':code'];
    const response = values.takeOver
      ? await one.reviewer.$put({ param: params }, options)
      : await one.opening.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    return { done: '已由本人审核。' };
  },
  judge: async ({ request, locals, params, url }) => {
    const { values, options } = await formOf(request);
    const section = url.searchParams.get('section') ?? '';
    const response = await locals.api['dossier-reviews'][':code'].verdicts[':section'].$put(
      { param: { ...params, section }, json: values[section] ?? {} },
      options,
    );
    if (!response.ok) return refused(response, { ...values[section], section });
    return { done: '已记录本节的审核意见。' };
  },
  askReopening: async ({ request, locals, params, url }) => {
    const { values, options } = await formOf(request);
    const section = url.searchParams.get('section') ?? '';
    const typed = values[section] as { reason?: string } | undefined;
    const response = await locals.api['dossier-reopenings'].$post(
      { json: { code: params.code, section: section as Section, reason: typed?.reason ?? '' } },
      options,
    );
    if (!response.ok) return refused(response, { ...typed, section });
    return { done: '已请示，等待负责人答复。' };
  },
  answerReopening: async ({ request, locals, url }) => {
    const { values, options } = await formOf(request);
    const section = url.searchParams.get('section') ?? '';
    const typed = values[section] as { note?: string } | undefined;
    const one = locals.api['dossier-reopenings'][':id'];
    const sent = { param: { id: String(values.id) }, json: { note: typed?.note ?? '' } };
    const response =
      values.agrees === 'yes'
        ? await one.agreement.$post(sent, options)
        : await one.refusal.$post(sent, options);
    if (!response.ok) return refused(response, { ...typed, section });
    return { done: values.agrees === 'yes' ? '已同意再次提出。' : '已答复不同意。' };
  },
  withdrawReopening: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['dossier-reopenings'][':id'].$delete(
      { param: { id: String(values.id) } },
      options,
    );
    if (!response.ok) return refused(response, {});
    return { done: '已撤回请示。' };
  },
  return: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-reviews'][':code'].return.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    return { done: '已退回补正，一次性告知书已发出。' };
  },
  check: async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api['dossier-reviews'][':code'].check.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    const { version } = await response.json();
    redirect(303, `/agencies/${params.code.replace(/-\d+$/, '')}/dossier/${version}`);
  },
};
