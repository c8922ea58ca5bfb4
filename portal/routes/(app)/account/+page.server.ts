import { toString as qrCode } from 'qrcode';
import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';

export const load = ({ locals }) => ({ enrolled: locals.session.enrolledSecondFactor });

export const actions = {
  password: async ({ request, locals }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.accounts.own.password.$put({ json: values }, options);
    if (!response.ok) return refused(response, {});
    return { changed: true };
  },
  enrol: async ({ locals }) => {
    const { secret, uri } = await answer(locals.api.sessions.current['second-factor'].$post());
    return { secret, picture: await qrCode(uri, { type: 'svg', margin: 2, width: 200 }) };
  },
  confirm: async ({ request, locals }) => {
    const { values } = await formOf(request);
    const response = await locals.api.sessions.current.confirmation.$post({
      json: { code: values.code ?? '' },
    });
    if (!response.ok) return refused(response, {});
    return { recoveryCodes: (await response.json()).recoveryCodes ?? [] };
  },
};
