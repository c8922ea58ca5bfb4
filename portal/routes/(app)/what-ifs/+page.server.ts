import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals, url }) => {
  const [{ runs, today, actions }, { policies }] = await Promise.all([
    answer(locals.api['what-ifs'].$get()),
    answer(locals.api.policies.$get()),
  ]);
  const versions = policies
    .filter(({ kind }) => kind === 'rubric' || kind === 'rating')
    .map(({ id, kind, name, version, inForceFrom }) => ({ id, kind, name, version, inForceFrom }));
  return { runs, today, actions, versions, policyId: url.searchParams.get('policy') ?? '' };
};

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api['what-ifs'].$post({ json: values }, options);
    if (!response.ok) return refused(response, values);
    const { id } = (await response.json()) as { id: string };
    redirect(303, `/what-ifs/${id}`);
  },
};
