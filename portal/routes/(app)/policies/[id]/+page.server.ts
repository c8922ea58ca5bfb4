import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { policySections } from '#lib/policy-sections.ts';

export const load = async ({ locals, params }) => {
  const { policy, adoption, standing, actions } = await answer(
    locals.api.policies[':id'].$get({ param: params }),
  );
  const { content, ...head } = policy;
  const sections = policySections(policy.kind, policy.name, content);
  return { policy: head, adoption, standing, actions, sections };
};

export const actions = {
  default: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.policies[':id'].adoption.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '这一版已经公布施行。' };
  },
};
