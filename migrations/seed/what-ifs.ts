/** 标准推演 of the example district: a stricter version of the rating policy that nobody has adopted, over its history. */
import type { RatingPolicy } from '#scoring/rating-policy.ts';
import { newId } from '../../api/ids.ts';
import { record } from '../../api/journal.ts';
import { getPolicyInForce, insertPolicy } from '../../api/policies/queries.ts';
import { beginWhatIf, finishWhatIf } from '../../api/what-if-jobs/commands.ts';
import { computeWhatIf } from '../../api/what-ifs/commands.ts';
import { shanghai, type Seed } from './seed.ts';

export async function seedWhatIfs(seed: Seed): Promise<void> {
  const officer = seed.people['officer']!;
  const policyId = await draftStricter(seed);
  const context = seed.at(shanghai('2025-11-19', '16:30'), officer);
  const begun = await beginWhatIf(context, { policyId, asOf: '2025-11-19' });
  await finishWhatIf(context, begun, await computeWhatIf(context, begun));
}

/** 示例: B from 88.00 and C from 65.00 on; its day lies ahead, so that nothing rests on it. */
async function draftStricter(seed: Seed): Promise<string> {
  const context = seed.at(shanghai('2025-11-19', '16:00'), seed.people['officer']!);
  const inForceFrom = '2027-01-01';
  const { name, version, content } = await getPolicyInForce<RatingPolicy>(
    context.db,
    'rating',
    context.today,
  );
  const id = newId(context.now);
  const from: Partial<Record<string, number>> = { B: 8800, C: 6500 };
  const bands = content.bands.map((band) => ({ ...band, from: from[band.label] ?? band.from }));
  await insertPolicy(context.db, {
    ...{ id, kind: 'rating', name, version: version + 1, isDefault: false, inForceFrom },
    content: { ...content, version: version + 1, inForceFrom, bands },
    basis: '示例：提高 B、C 两级的下限，供推演比较，尚未征求意见',
    recordedAt: context.now,
  });
  await record(
    context,
    'policy.installed',
    { type: 'policy', id },
    { kind: 'rating', name, version: version + 1 },
  );
  return id;
}
