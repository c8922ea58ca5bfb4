import { unadoptedMark } from '#lib/policy-words.ts';
import { answer } from '#lib/server/api.ts';
import { policyKinds } from '#api/policies/schema.ts';
import type { RatingPolicy } from '#scoring/rating-policy.ts';
import type { Rubric } from '#scoring/rubric.ts';

/** Of the policies what a citizen wants to read: the rubric's items, the bands and weights of the rating. */
export const load = async ({ locals }) => {
  const { policies, ...rest } = await answer(locals.api.public.rules.$get());
  const inForce = <Content>(kind: string) =>
    policies.find((policy) => policy.kind === kind && policy.isInForce)?.content as Content | undefined;
  const rubric = inForce<Rubric>('rubric');
  const rating = inForce<RatingPolicy>('rating');
  return {
    ...rest,
    policies: policies.map(
      ({ kind, content, version, basis, isDefault, documentNumber, adoptedFrom, inForceFrom }) => ({
        title: (content as { title?: string }).title ?? policyKinds[kind],
        kind: policyKinds[kind],
        version,
        basis,
        adopted: documentNumber && `${documentNumber}，自 ${adoptedFrom} 起施行`,
        mark: unadoptedMark({ kind, isDefault }),
        inForceFrom,
      }),
    ),
    rubric: rubric?.dimensions && {
      dimensions: rubric.dimensions.map(({ title, points, items }) => ({
        title,
        points,
        items: items.map((item) => ({ title: item.title, points: item.points })),
      })),
      bands: rubric.bands,
      vetoes: rubric.vetoes.map(({ title }) => title),
    },
    rating: rating?.bands && { bands: rating.bands, weights: rating.weights },
  };
};
