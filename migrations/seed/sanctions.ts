/** 处理决定 and 受限 of the example district, each heard and decided, after the histories that gave the causes. */
import type { Day } from '#scoring/calendar.ts';
import { storeFile } from '../../api/files/commands.ts';
import { openNotice } from '../../api/notices/commands.ts';
import { parse } from '../../api/input.ts';
import { imposeSanction, proposeSanction, recordHearing, stateCase } from '../../api/sanctions/commands.ts';
import { findProposal } from '../../api/sanctions/queries.ts';
import { newSanction } from '../../api/sanctions/schema.ts';
import { examplePdf } from './example-pdf.ts';
import { after, shanghai, type Seed } from './seed.ts';

const proposedOn: Day = '2025-10-27';

/** The last decision is taken on it; what was decided runs from 2025-11-10. */
export const decisionsTakenBy: Day = '2025-11-05';

export async function seedSanctions(seed: Seed): Promise<void> {
  const restricted = await agencyRated(seed, 'D');
  if (restricted)
    await impose(seed, restricted, {
      ...{ kind: 'restriction', cause: 'rating' },
      facts: '示例：考核等级为差，其后没有新的考核结果。',
      clause: '信用等级办法（第 1 版）',
    });
  const sanctioned = await agencyRated(seed, 'C');
  if (sanctioned)
    await impose(seed, sanctioned, {
      ...{ kind: 'sanction', class: 'general', excludes: 'yes' },
      facts: '示例：检查查实，评价报告三处数据没有工作底稿。',
      clause: '财监〔2021〕4号第二十六条',
    });
}

/** An agency rated so when the decisions were proposed, by code. */
async function agencyRated(seed: Seed, rating: 'C' | 'D'): Promise<string | null> {
  const { db } = seed.at(shanghai(proposedOn), seed.people['officer']!);
  const rows = await db
    .selectFrom('ratingDecision')
    .innerJoin('agency', 'agency.id', 'ratingDecision.agencyId')
    .distinctOn('agency.code')
    .select(['agency.code', 'ratingDecision.rating'])
    .where('ratingDecision.effectiveOn', '<=', proposedOn)
    .orderBy('agency.code')
    .orderBy('ratingDecision.effectiveOn', 'desc')
    .orderBy('ratingDecision.recordedAt', 'desc')
    .execute();
  return rows.find((row) => row.rating === rating)?.code ?? null;
}

async function impose(seed: Seed, agencyCode: string, what: Record<string, string>) {
  const officer = seed.people['officer']!;
  const leader = seed.people['leader']!;
  const proposing = seed.at(shanghai(proposedOn, '10:00'), officer);
  const bytes = new Blob([examplePdf('示例：核查记录')]).stream() as ReadableStream<Uint8Array>;
  const { id: fileId } = await storeFile(proposing, '核查记录.pdf', bytes);
  const input = parse(newSanction, { agencyCode, fileId, from: after(proposedOn, 10), ...what });
  const { code } = await proposeSanction(proposing, input);
  const row = (await findProposal({ ...proposing, actor: officer }, code))!;
  const admin = Object.values(seed.people).find(
    ({ agencyId, hat }) => agencyId === row.agencyId && hat === 'agencyAdmin',
  )!;
  const servedOn = after(proposedOn, 1);
  await openNotice(seed.at(shanghai(servedOn, '09:30'), admin), row.noticeId!);
  await stateCase(seed.at(shanghai(after(servedOn, 2), '10:00'), admin, 2), code, {
    statement: '示例：我机构已补齐底稿，请从轻处理。',
  });
  const heardOn = after(servedOn, 3);
  await recordHearing(seed.at(shanghai(heardOn, '10:00'), officer, 3), code, {
    note: '补齐发生在查实之后，不影响事实认定，不予采纳。',
  });
  const decidedOn = after(heardOn, 3);
  await imposeSanction(seed.at(shanghai(decidedOn, '16:00'), leader, 4), code, {
    ...{ meeting: '局党组会议', heldOn: decidedOn, minutesNumber: `示例纪要〔2025〕${code.slice(-3)}号` },
    ...{ attendees: '示例审批甲、示例复核甲', withdrew: '', dissent: '', reason: '事实清楚，程序合规。' },
    ...{ from: row.proposedFrom, until: row.proposedUntil },
  });
}
