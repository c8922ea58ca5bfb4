import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) => {
  const { account } = await answer(locals.api.accounts[':id'].$get({ param: params }));
  const { hat, accountId } = locals.session.actor;
  if (!account.totpConfirmedAt || hat !== 'systemAdmin' || accountId === account.id)
    redirect(303, `/settings/accounts/${params.id}`);
  return { account };
};

export const actions = {
  default: async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.accounts[':id']['second-factor'].$delete(
      { param: params, json: values },
      options,
    );
    if (!response.ok) return refused(response, values);
    redirect(303, `/settings/accounts/${params.id}?changed=secondFactor`);
  },
};
