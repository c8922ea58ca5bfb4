/** What a 推演 is asked for: everything that can be refused is refused here. */
import type { z } from 'zod';
import type { Day } from '#scoring/calendar.ts';
import type { DrawPolicy } from '#scoring/draw.ts';
import { policyFaults, type RatingPolicy } from '#scoring/rating-policy.ts';
import { rubricFaults, type Rubric } from '#scoring/rubric.ts';
import type { Version } from '#scoring/what-if.ts';
import type { Context } from '../context.ts';
import { isId } from '../ids.ts';
import { authorize } from '../permissions.ts';
import { findPolicy, findPolicyById, getPolicyInForce, type Policy } from '../policies/queries.ts';
import { assertPeriodsKnown } from '../ratings/commands.ts';
import { invalidField } from '../refusal.ts';
import type { newWhatIf } from '../what-ifs/schema.ts';

/** What is run, beside what: as it was when it was asked for. */
export interface Asked {
  policy: Policy;
  before: Policy;
  ratingPolicy: Policy<RatingPolicy>;
  draw: DrawPolicy;
  versions: Versions;
  asOf: Day;
}

/** Refuses what cannot be run. */
export async function checkWhatIf(
  context: Context,
  { policyId, asOf }: z.output<typeof newWhatIf>,
): Promise<Asked> {
  authorize(context.actor, 'whatIf.make');
  const { db, today } = context;
  if (asOf > today) throw invalidField('asOf', `推演日期不得晚于今天（${today}）。`);
  await assertPeriodsKnown(context, 'asOf', asOf);
  const policy = isId(policyId) ? await findPolicyById(db, policyId) : undefined;
  if (policy?.kind !== 'rubric' && policy?.kind !== 'rating')
    throw invalidField('policyId', '选择一版考核评分标准或信用等级办法。');
  const before = await findPolicy(db, policy.kind, today, policy.name);
  if (!before) throw invalidField('policyId', '这项标准没有现行版本，无从对照。');
  const ratingPolicy = await getPolicyInForce<RatingPolicy>(db, 'rating', today);
  const { content: draw } = await getPolicyInForce<DrawPolicy>(db, 'selection', today, 'draw');
  return { policy, before, ratingPolicy, draw, versions: versionsOf(policy, ratingPolicy.content), asOf };
}

interface Versions {
  before: Version;
  after: Version;
}

/** A rubric is laid over assessments as they are recorded, each by the rubric of its contract. */
function versionsOf(policy: Policy, inForce: RatingPolicy): Versions {
  const before: Version = { policy: inForce, rubric: null };
  if (policy.kind === 'rating') {
    const content = policy.content as RatingPolicy;
    refuseFaults(policyFaults(content));
    return { before, after: { policy: content, rubric: null } };
  }
  const rubric = policy.content as Rubric;
  refuseFaults(rubricFaults(rubric));
  return { before, after: { policy: inForce, rubric } };
}

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw invalidField('policyId', `这一版尚不能推演：${faults.join('；')}。`);
}
