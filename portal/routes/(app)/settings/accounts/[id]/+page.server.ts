import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';

export const load = async ({ locals, params, url }) => ({
  ...(await answer(locals.api.accounts[':id'].$get({ param: params }))),
  changed: url.searchParams.get('changed'),
  timeline: await timelineOf(locals.api, params.id),
});

export const actions = {
  reset: async ({ request, locals, params, url }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.accounts[':id']['password-reset'].$post({ param: params }, options);
    if (!response.ok) return refused(response, values);
    const { link } = await response.json();
    return { link: { ...link, url: url.origin + link.path } };
  },
  close: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.accounts[':id'].closure.$post({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    return { done: '账号已停用，其登录状态已全部结束。' };
  },
  reopen: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.accounts[':id'].closure.$delete(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '账号已恢复。' };
  },
};
