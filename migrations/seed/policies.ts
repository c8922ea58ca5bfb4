/** The example district's own standards: adopted before its first contract and its first rating; the next in draft. */
import type { Rubric } from '#scoring/rubric.ts';
import { adoptPolicy } from '../../api/policies/commands.ts';
import type { PolicyKind } from '../../api/policies/schema.ts';
import { openDraft, saveDraft } from '../../api/policy-drafts/commands.ts';
import { draftContent } from '../../api/policy-drafts/schema.ts';
import { typedRubric } from '../../api/rubrics/schema.ts';
import { shanghai, type Seed } from './seed.ts';
import { getPolicyInForce, listPolicies } from '../../api/policies/queries.ts';

const adopted: readonly PolicyKind[] = ['rubric', 'rating', 'consequence', 'eligibility', 'selection'];

/** 公布施行 of all of them by one meeting. */
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

/** A next rubric whose sums hold: working papers weigh more, and the first example of a wording is made plainer. */
export async function draftRubric(seed: Seed): Promise<void> {
  const officer = seed.people['officer']!;
  const opened = seed.at(shanghai('2025-11-17', '10:00'), officer);
  const { id: policyId, content } = await getPolicyInForce<Rubric>(opened.db, 'rubric', opened.today);
  const { id, version } = await openDraft(opened, { policyId });
  const points: Readonly<Record<string, string>> = { O3: '10.00', O4: '11.00' };
  const typed = typedRubric(content);
  const dimensions = (typed.dimensions ?? []).map((dimension) => ({
    ...dimension,
    items: (dimension.items ?? []).map((item) => ({
      ...item,
      points: points[item.code ?? ''] ?? item.points,
    })),
  }));
  const title = `示例：${typed.title ?? ''}（征求意见稿）`;
  const sent = draftContent.parse({
    kind: 'rubric',
    basis: content.basis.join('\n'),
    note: '示例：2025 年检查发现底稿缺失较多，拟提高「底稿与证据」的分值，相应调低「报告规范与准确」。',
    content: { ...typed, title, dimensions },
  });
  await saveDraft(seed.at(shanghai('2025-11-18', '15:30'), officer, version), id, sent);
}
