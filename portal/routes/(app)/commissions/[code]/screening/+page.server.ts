import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) => {
  const screening = locals.api.commissions[':code'].screening;
  const [found, waysBack] = await Promise.all([
    answer(screening.$get({ param: params })),
    answer(screening['way-back'].$get({ param: params })),
  ]);
  return { ...found, waysBack };
};

export const actions = {
  'screening.make': async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api.commissions[':code'].screening.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    return { done: '已按当前事实筛选全部机构。' };
  },
  'screening.settle': async ({ request, locals, params }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { proof: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const response = await locals.api.commissions[':code'].screening.settlements.$post(
      { param: params, json: form.values },
      form.options,
    );
    if (!response.ok) return refused(response, form.values);
    return { done: '核实结果已登记，重新筛选后生效。' };
  },
  'screeningException.propose': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions[':code'].screening.exceptions.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '例外审批已提请，由更高层级的另一人批准。' };
  },
  'screeningException.approve': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const { exception, ...json } = values;
    const response = await locals.api.commissions[':code'].screening.exceptions[':exception'].approval.$post(
      { param: { ...params, exception }, json },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '例外已批准，重新筛选后生效。' };
  },
  'tierApproval.give': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.commissions[':code'].screening['tier-approval'].$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '已同意信用等级 C 的机构参加。' };
  },
  'shortlist.freeze': async ({ request, locals, params }) => {
    const { options } = await formOf(request);
    const response = await locals.api.commissions[':code'].shortlist.$post({ param: params }, options);
    if (!response.ok) return refused(response, {});
    return { done: '名单已冻结，此后只能划去，不能增删。' };
  },
};
