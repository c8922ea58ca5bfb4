import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, params }) => ({
  link: await answer(locals.api.links[':token'].$get({ param: params })),
});

export const actions = {
  password: async ({ request, locals, params }) => {
    const { values } = await formOf(request);
    const response = await locals.api.links[':token'].password.$post({ param: params, json: values });
    if (!response.ok) return refused(response, {});
    redirect(303, '/sign-in');
  },
  firstAdministrator: async ({ request, locals, params }) => {
    const { values } = await formOf(request);
    const response = await locals.api.links[':token']['first-administrator'].$post({
      param: params,
      json: values,
    });
    if (!response.ok) return refused(response, { username: values.username, name: values.name });
    redirect(303, '/sign-in');
  },
};
