import { answer, putBack, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';
import { storeFiles } from '#lib/server/upload.ts';
import type { Rubric } from '#scoring/rubric.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.assessments[':code'].$get({ param: params }));
  // A formula nests in itself, which the type of a JSON answer does not follow.
  const rubric = found.rubric as Rubric;
  return { ...found, rubric, timeline: await timelineOf(locals.api, found.assessment.id) };
};

type One = App.Locals['api']['assessments'][':code'];
interface Event {
  request: Request;
  locals: App.Locals;
  params: { code: string };
}

const act =
  (
    send: (
      one: One,
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      request: { param: { code: string }; json: any },
      options: { headers: Record<string, string> },
    ) => Promise<Response>,
    done: string,
    lists: readonly string[] = [],
  ) =>
  async ({ request, locals, params }: Event) => {
    const { values, options } = await formOf(request, lists);
    const response = await send(locals.api.assessments[':code'], { param: params, json: values }, options);
    if (!response.ok) return refused(response, values as Record<string, unknown>);
    return { done };
  };

const sheetLists = ['observed.archiveMissing', 'observed.planMissing'];

const save = act((one, request, options) => one.sheet.$put(request, options), '草稿已保存。', sheetLists);

export const actions = {
  declare: act((one, request, options) => one.declaration.$post(request, options), '已声明，请开始评分。'),
  save,
  /** The draft with one more row of the list that the button names. */
  row: async (event: Event & { url: URL }) => {
    const saved = await save(event);
    return 'done' in saved ? { ...saved, more: event.url.searchParams.get('more') ?? '' } : saved;
  },
  /** What is refused is kept as a draft, so that the page tells of each part what is left to do. */
  submit: async ({ request, locals, params }: Event) => {
    const { values, options } = await formOf(request, sheetLists);
    const one = locals.api.assessments[':code'];
    const saved = await one.sheet.$put({ param: params, json: values }, options);
    if (!saved.ok) return refused(saved, values as Record<string, unknown>);
    const { version } = await saved.json();
    const key = options.headers['Idempotency-Key'];
    const headers = {
      'If-Match': `"${version}"`,
      ...(key ? { 'Idempotency-Key': `${key}-submission` } : {}),
    };
    const response = await one.submission.$post({ param: params, json: values }, { headers });
    if (!response.ok) return refused(response, values as Record<string, unknown>, headers);
    return { done: '评分已提交，等待复核。' };
  },
  notApplicable: act(
    (one, request, options) => one['not-applicable'].$post(request, options),
    '已确认该评分项不适用。',
  ),
  approve: act((one, request, options) => one.approval.$post(request, options), '已复核并告知机构。'),
  return: act((one, request, options) => one.return.$post(request, options), '已退回评分人。'),
  respond: async ({ request, locals, params }: Event) => {
    const form = await formOf(request);
    const refusal = await storeFiles(locals.api, form);
    if (refusal) return putBack(refusal, form.values);
    const response = await locals.api.assessments[':code'].feedback.$post(
      { param: params, json: form.values },
      form.options,
    );
    if (!response.ok) return refused(response, form.values as Record<string, unknown>);
    return { done: '反馈已提交。' };
  },
  answer: async ({ request, locals, params }: Event) => {
    const { values, options } = await formOf(request);
    const { item, ...json } = values;
    const one = locals.api.assessments[':code'].feedback[':item'].answer;
    const response = await one.$post({ param: { ...params, item }, json }, options);
    if (!response.ok) return refused(response, values);
    return { done: `已答复 ${item} 的异议。` };
  },
  finalise: act((one, request, options) => one.result.$post(request, options), '考核等级已经确定。'),
};
