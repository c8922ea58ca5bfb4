import { redirect } from '@sveltejs/kit';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = async ({ locals }) => {
  const own = await answer(locals.api.dossiers.own.$get());
  if (!own.dossier) redirect(303, '/dossier');
  const whole = await answer(locals.api.dossiers.own.sections.$get());
  return {
    whole,
    submit: own.actions.find((one) => one.key === 'dossier.submit') ?? null,
    code: own.agency.code,
  };
};

export const actions = {
  default: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const json = { truthful: '', responsible: '', declaredName: '', ...values };
    const response = await locals.api['dossier-submissions'].$post({ json }, options);
    if (!response.ok) return refused(response, values as Record<string, unknown>);
    const { number } = await response.json();
    redirect(303, `/dossier/submissions/${number}`);
  },
};
