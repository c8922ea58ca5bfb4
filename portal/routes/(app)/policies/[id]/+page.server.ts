import type { Rubric } from '#scoring/rubric.ts';
import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { policySections, proofSection } from '#lib/policy-sections.ts';

export const load = async ({ locals, params }) => {
  const { policy, adoption, standing, openDraft, actions } = await answer(
    locals.api.policies[':id'].$get({ param: params }),
  );
  const { content, ...head } = policy;
  // The bureau's own conditions cite the paper they were adopted with.
  const shown = policy.kind === 'eligibility' ? { ...(content as unknown as object), adoption } : content;
  const sections = [
    ...policySections(policy.kind, policy.name, shown),
    // A draft shows its proof beside what is typed.
    ...(policy.kind === 'rubric' ? [proofSection(content as unknown as Rubric)] : []),
  ];
  return { policy: head, adoption, standing, openDraft, actions, sections };
};

export const actions = {
  draft: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const sent = { json: { policyId: params.id } };
    const response = await locals.api['policy-drafts'].$post(sent, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/policies/drafts/${(await response.json()).id}`);
  },
  adopt: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.policies[':id'].adoption.$post(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    return { done: '这一版已经公布施行。' };
  },
};
