import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';

export const load = async ({ locals, params }) => {
  const [found, site] = await Promise.all([
    answer(locals.api.disclosures[':code'].$get({ param: params })),
    answer(locals.api.public.site.$get()),
  ]);
  return {
    ...found,
    authority: site.bureau.name,
    timeline: await timelineOf(locals.api, found.disclosure.id),
  };
};

export const actions = {
  'disclosure.publish': async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api.disclosures[':code'].publication.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    return { done: '已公开。' };
  },
  'disclosure.return': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.disclosures[':code'].return.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '已退回经办人。' };
  },
  'disclosure.withdraw': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.disclosures[':code'].withdrawal.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '已撤下，公众从现在起看不到这项内容。' };
  },
};
