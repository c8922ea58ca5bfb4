import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';
import { uploadInto } from '#lib/server/upload.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.sanctions[':code'].$get({ param: params }));
  return { ...found, timeline: await timelineOf(locals.api, found.sanction.id) };
};

type Send = (
  one: App.Locals['api']['sanctions'][':code'],
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  request: { param: { code: string }; json: any },
  options: { headers: Record<string, string> },
) => Promise<Response>;

const act =
  (send: Send, done: string) =>
  async ({ request, locals, params }: { request: Request; locals: App.Locals; params: { code: string } }) => {
    const form = await formOf(request);
    const refusal = await uploadInto(locals.api, form, { file: 'fileId' });
    if (refusal) return putBack(refusal, form.values);
    const { values: json, options } = form;
    const response = await send(locals.api.sanctions[':code'], { param: params, json }, options);
    if (!response.ok) return refused(response, json as Record<string, string>);
    return { done };
  };

export const actions = {
  'sanction.state': act((one, r, o) => one.statement.$post(r, o), '陈述申辩已提交。'),
  'sanction.waive': act((one, r, o) => one.waiver.$post(r, o), '已放弃陈述申辩。'),
  'sanction.hear': act((one, r, o) => one.hearing.$post(r, o), '已记录陈述申辩。'),
  'sanction.impose': act((one, r, o) => one.decision.$post(r, o), '决定已作出，并已告知机构。'),
  'sanction.withdraw': act((one, r, o) => one.withdrawal.$post(r, o), '提议已撤回。'),
  'sanction.repair': act((one, r, o) => one.repair.$post(r, o), '已修复。'),
  'sanction.revoke': act((one, r, o) => one.revocation.$post(r, o), '决定已撤销。'),
};
