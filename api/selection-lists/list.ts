/** The list as it is published when the method is fixed, and what can already be decided on it. */
import { drawFaults, listTextOf, weightOf, type DrawCandidate, type DrawPolicy } from '#scoring/draw.ts';
import type { ComparisonSheet } from '#scoring/comparison.ts';
import { sha256Hex } from '#scoring/digest.ts';
import { rotate } from '#scoring/rotation.ts';
import { dayOf } from '#scoring/calendar.ts';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { findPolicy, getPolicyInForce } from '../policies/queries.ts';
import { invalidField, Refusal } from '../refusal.ts';
import * as queries from '../selections/queries.ts';
import type { ListEntry, newSelection, PublishedList, SelectionResult } from '../selections/schema.ts';

export interface Prepared {
  list: PublishedList;
  policyId: string | null;
  digest: string | null;
  /** Where nothing is left to be drawn or scored. */
  result: SelectionResult | null;
}

/** Refuses what cannot be selected from, and returns what is to be published. */
export async function prepare(
  context: Context,
  commission: { id: string },
  input: z.output<typeof newSelection>,
): Promise<Prepared> {
  const candidates = await queries.listCandidates(context.db, commission.id);
  const standing = candidates.filter(({ struckAt }) => struckAt === null);
  const exclusions = await queries.listExclusions(context.db, commission.id);
  const entries = standing.map(entryOf);
  const base = { policy: null, sheet: null, entries, exclusions };
  switch (input.method) {
    case 'weightedDraw':
      return prepareDraw(context, base);
    case 'comparison':
      return prepareComparison(context, commission.id, base);
    case 'rotation':
      return prepareRotation(base);
    case 'statutory':
      return prepareStatutory(base, input);
  }
}

/** As the draw counts them: by the agencies' printed codes, at the tier and load of the freeze. */
export const drawCandidatesOf = (entries: readonly ListEntry[]): DrawCandidate[] =>
  entries.map(({ code, rating, running, cap }) => ({ agencyId: code, rating, running, cap }));

async function prepareDraw(context: Context, base: PublishedList): Promise<Prepared> {
  const { id, content: policy } = await getPolicyInForce<DrawPolicy>(
    context.db,
    'selection',
    context.today,
    'draw',
  );
  const candidates = drawCandidatesOf(base.entries);
  const faults = drawFaults(policy, candidates);
  if (faults.length > 0) throw new Refusal('conflict', `不能抽取：${faults.join('；')}。`);
  const entries = base.entries.map((entry, index) => {
    const weight = weightOf(policy, candidates[index]!);
    return { ...entry, weight: `${weight.n}/${weight.d}` };
  });
  const digest = sha256Hex(listTextOf(policy, candidates));
  return { list: { ...base, policy, entries }, policyId: id, digest, result: null };
}

/** The sheet is the one in force when the conditions were published, before the call. */
async function prepareComparison(
  context: Context,
  commissionId: string,
  base: PublishedList,
): Promise<Prepared> {
  const frozenAt = await queries.conditionsFrozenAt(context.db, commissionId);
  const sheet = await findPolicy<ComparisonSheet>(
    context.db,
    'selection',
    dayOf(frozenAt ?? context.now),
    'comparison',
  );
  if (!sheet) throw new Refusal('conflict', '征集前没有生效的比选评分标准，不能比选。');
  const { offersAtLeast } = sheet.content;
  if (base.entries.length < offersAtLeast)
    throw new Refusal('conflict', `候选机构不足 ${offersAtLeast} 家，不能比选，须延长征集一次。`);
  return { list: { ...base, sheet: sheet.content }, policyId: sheet.id, digest: null, result: null };
}

function prepareRotation(base: PublishedList): Prepared {
  const { ranking, faults } = rotate(
    base.entries.map((entry) => ({ ...entry, agencyId: entry.code })),
    null,
  );
  if (base.entries.length === 0) throw new Refusal('conflict', `不能轮候：${faults.join('；')}。`);
  const result = ranking && { order: ranking.map((place) => place.agencyId) };
  return { list: base, policyId: null, digest: null, result };
}

function prepareStatutory(
  base: PublishedList,
  { winnerCode, resultLink }: { winnerCode: string; resultLink: string },
): Prepared {
  if (winnerCode === '') throw invalidField('winnerCode', '选择采购结果中的成交机构。');
  if (!base.entries.some(({ code }) => code === winnerCode))
    throw invalidField('winnerCode', '成交机构须在冻结的名单内，且没有退出。');
  if (!/^https?:\/\/\S+$/.test(resultLink))
    throw invalidField('resultLink', '填写采购结果公告的网址，以 http:// 或 https:// 开头。');
  const result = { order: [winnerCode], winner: winnerCode, resultLink };
  return { list: base, policyId: null, digest: null, result };
}

const entryOf = (candidate: queries.StoredCandidate): ListEntry => ({
  agencyId: candidate.agencyId,
  code: candidate.code,
  name: candidate.name,
  position: candidate.position,
  rating: candidate.tier,
  running: candidate.running,
  cap: candidate.cap,
  weight: null,
  lastContractOn: candidate.lastContractOn,
});
