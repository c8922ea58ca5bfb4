/** 公布施行 of the example district's own standards, before its first contract and its first rating. */
import { adoptPolicy } from '../../api/policies/commands.ts';
import { listPolicies } from '../../api/policies/queries.ts';
import type { PolicyKind } from '../../api/policies/schema.ts';
import { shanghai, type Seed } from './seed.ts';

const adopted: readonly PolicyKind[] = ['rubric', 'rating', 'eligibility', 'selection'];

export async function adoptPolicies(seed: Seed): Promise<void> {
  const leader = seed.people['leader']!;
  const context = seed.at(shanghai('2023-01-12', '16:00'), leader);
  const policies = (await listPolicies(context.db)).filter(({ kind }) => adopted.includes(kind));
  for (const [index, { id }] of policies.entries()) {
    await adoptPolicy(context, id, {
      documentNumber: `示例财〔2023〕${index + 1}号`,
      legalityReview: '示例：局法规科 2023 年 1 月 5 日审查，未发现与上位规定抵触。',
      fairCompetitionReview: '示例：局公平竞争审查小组 2023 年 1 月 6 日审查，未排除、限制竞争。',
      consultation: '示例：2022 年 12 月公开征求意见 30 日，收到意见 6 条，采纳 4 条。',
      ...{ meeting: '局党组会议', heldOn: '2023-01-10', minutesNumber: '示例纪要〔2023〕1号' },
      ...{ attendees: '示例审批甲、示例复核甲', withdrew: '', dissent: '' },
      effectiveOn: '2023-02-01',
    });
  }
}
