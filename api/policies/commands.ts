import type { z } from 'zod';
import type { Context } from '../context.ts';
import { recordDecision } from '../collective-decisions/commands.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { proofOf } from '../policy-kinds/schema.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { adoption } from './schema.ts';

/** 公布施行: from its day on, what rests on this version excludes and is published; before, it is a 试评. */
export async function adoptPolicy(context: Context, id: string, input: z.output<typeof adoption>) {
  authorize(context.actor, 'policy.adopt');
  const policy = await queries.findPolicyById(context.db, id);
  if (!policy) throw notFound();
  if (await queries.findAdoption(context.db, id)) throw adoptedAlready();
  const { documentNumber, legalityReview, fairCompetitionReview, consultation, effectiveOn, ...meeting } =
    input;
  if (effectiveOn < meeting.heldOn)
    throw invalidField('effectiveOn', `施行日期不得早于集体决策的会议日期（${meeting.heldOn}）。`);
  if (effectiveOn < policy.inForceFrom)
    throw invalidField('effectiveOn', `施行日期不得早于这一版的起用日期（${policy.inForceFrom}）。`);
  assertProved(policy);
  const { kind, name, version } = policy;
  const subject = { type: 'policy' as const, id };
  const decisionId = await recordDecision(context, 'policyAdoption', subject, meeting);
  await queries
    .insertAdoption(context.db, {
      ...{ policyId: id, documentNumber, legalityReview, fairCompetitionReview, consultation },
      ...{ decisionId, effectiveOn, recordedBy: context.actor.accountId!, recordedAt: context.now },
    })
    .catch((error) => onConstraint(error, { policy_adoption_pkey: adoptedAlready }));
  await record(context, 'policy.adopted', subject, {
    ...{ kind, name, version, documentNumber, effectiveOn, minutes: meeting.minutesNumber },
  });
  return { id, documentNumber, effectiveOn };
}

/** However a version came about: what cannot be proved is not published, and every fault is named. */
function assertProved(policy: queries.Policy): void {
  const faults = proofOf(policy).faults.map(({ message }) => message);
  if (faults.length === 0) return;
  throw new Refusal('conflict', `这一版还有 ${faults.length} 处问题，不能公布施行：${faults.join('；')}。`);
}

const adoptedAlready = () =>
  new Refusal('conflict', '这一版已经公布施行，不能再次公布；需要改动的，另立新版。');
