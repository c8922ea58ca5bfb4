import { answer } from '#lib/server/api.ts';

/** An officer sees these pages for the agency whose stamped paper is in hand. */
export const load = async ({ locals }) => {
  const { actor } = locals.session;
  if (actor.hat !== 'bureauOfficer') return { inHand: null };
  const { entries } = await answer(locals.api['dossier-entries'].$get());
  const { agency } = await answer(locals.api.dossiers.own.$get());
  const inHand = entries.find((one) => one.state === 'entering' && one.agencyCode === agency.code) ?? null;
  return { inHand: inHand && { id: inHand.id, agencyName: inHand.agencyName } };
};
