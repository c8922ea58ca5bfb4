import { redirect } from '@sveltejs/kit';
import { toString as qrCode } from 'qrcode';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = ({ locals, url }) => {
  if (!locals.session.owesSecondFactor) redirect(303, '/home');
  return { next: url.searchParams.get('next') ?? '/home', enrolled: locals.session.enrolledSecondFactor };
};

export const actions = {
  enrol: async ({ locals }) => {
    const { secret, uri } = await answer(locals.api.sessions.current['second-factor'].$post());
    return { secret, picture: await qrCode(uri, { type: 'svg', margin: 2, width: 200 }) };
  },
  confirm: async ({ request, locals }) => {
    const { values } = await formOf(request);
    const response = await locals.api.sessions.current.confirmation.$post({
      json: { code: values.code ?? '' },
    });
    if (!response.ok) return refused(response, values);
    const { recoveryCodes } = await response.json();
    if (!recoveryCodes) redirect(303, '/home');
    return { recoveryCodes };
  },
};
