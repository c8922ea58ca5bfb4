import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) => {
  const { account } = await answer(locals.api.accounts[':id'].$get({ param: params }));
  if (account.agencyId) redirect(303, `/settings/accounts/${params.id}`);
  return { account, choices: await answer(locals.api.accounts.choices.$get()) };
};

export const actions = {
  default: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request, ['hats']);
    const response = await locals.api.accounts[':id'].hats.$put({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    redirect(303, `/settings/accounts/${params.id}?changed=hats`);
  },
};
