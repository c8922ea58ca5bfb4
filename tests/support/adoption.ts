/** 公布施行, by raw rows: for tests of what rests on an adopted standard. */
import { newId } from '../../api/ids.ts';
import type { District } from './district.ts';

/** Every version that is there and not adopted yet is, from the day on. */
export async function adoptAll(district: District, by: { accountId: string }, effectiveOn = '2020-01-01') {
  const recordedAt = `${effectiveOn}T01:30:00.000Z`;
  const decision = {
    id: newId(recordedAt),
    kind: 'policyAdoption',
    meeting: '局党组会',
    heldOn: effectiveOn,
  };
  await district.owner
    .insertInto('collectiveDecision')
    .values({
      ...{ ...decision, minutesNumber: '纪要 1', attendees: '甲、乙', withdrew: '', dissent: '' },
      recordedBy: by.accountId,
      recordedAt,
    })
    .execute();
  const policies = await district.owner.selectFrom('policyVersion').select('id').execute();
  await district.owner
    .insertInto('policyAdoption')
    .values(
      policies.map(({ id }) => ({
        ...{ policyId: id, documentNumber: '示例财〔2020〕1号', decisionId: decision.id, effectiveOn },
        ...{ legalityReview: '示例', fairCompetitionReview: '示例', consultation: '示例' },
        recordedBy: by.accountId,
        recordedAt,
      })),
    )
    .onConflict((conflict) => conflict.column('policyId').doNothing())
    .execute();
}
