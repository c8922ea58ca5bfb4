import { timelineEvent } from '#lib/journal-words.ts';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.commissions[':code'].$get({ param: params }));
  const timeline = found.timeline.map(timelineEvent);
  return { ...found, timeline };
};

export const actions = {
  'commission.terminate': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions[':code'].termination.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '已终止这次委托。' };
  },
};
