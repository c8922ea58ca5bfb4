import type { z } from 'zod';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record, type Subject } from '../journal.ts';
import { invalidField } from '../refusal.ts';
import { insertDecision } from './queries.ts';
import type { collectiveDecision, DecisionKind } from './schema.ts';

/** Keeps the record of the meeting that decided, inside the command that it allows. Returns its id. */
export async function recordDecision(
  context: Context,
  kind: DecisionKind,
  subject: Subject,
  input: z.output<typeof collectiveDecision>,
): Promise<string> {
  if (input.heldOn > context.today) throw invalidField('heldOn', '会议日期不得晚于今天。');
  const id = newId(context.now);
  await insertDecision(context.db, {
    ...input,
    id,
    kind,
    recordedBy: context.actor.accountId!,
    recordedAt: context.now,
  });
  const { meeting, heldOn, minutesNumber } = input;
  await record(context, 'collectiveDecision.recorded', subject, {
    decision: id,
    kind,
    meeting,
    heldOn,
    minutesNumber,
  });
  return id;
}
