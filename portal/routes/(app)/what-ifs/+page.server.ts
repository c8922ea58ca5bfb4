import { answer } from '#lib/server/api.ts';
import { startWhatIf } from '#lib/server/what-if.ts';

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

export const actions = { default: startWhatIf };
