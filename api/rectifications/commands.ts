import type { z } from 'zod';
import { rectification as machine } from '#scoring/lifecycle.ts';
import { assertCurrent, type Context } from '../context.ts';
import { assertOwnFile, stepOf } from '../evaluations/commands.ts';
import { record, type Subject } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { notFound, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { rectificationDecision, rectificationMeasure } from './schema.ts';

/** Measures and proof; after 核查不通过 they are reported again and both stay on record. */
export async function reportMeasures(
  context: Context,
  code: string,
  input: z.output<typeof rectificationMeasure>,
) {
  const row = await lock(context, code);
  authorize(context.actor, 'rectification.measure', { unitId: row.unitId });
  stepOf(machine, row.state, 'reportMeasures');
  assertCurrent(context, row);
  if (row.servedAt === null)
    throw new Refusal('conflict', '整改通知尚未签收，请先打开并签收通知，再报送整改措施。');
  if (input.proofFileId) await assertOwnFile(context, input.proofFileId, 'proofFileId');
  const number = (await queries.listRounds(context.db, row.id)).length + 1;
  await queries.insertRound(context.db, {
    rectificationId: row.id,
    number,
    measure: input.measure,
    proofFileId: input.proofFileId || null,
    measuredBy: context.actor.accountId!,
    measuredAt: context.now,
  });
  const version = await queries.markRectification(context.db, row.id, 'measured');
  const due = queries.dueOf(row);
  const isLate = due !== null && context.today > due;
  await record(context, 'rectification.measured', subjectOf(row), { number, late: isLate });
  return { code, number, version };
}

export const closeRectification = (
  context: Context,
  code: string,
  input: z.output<typeof rectificationDecision>,
) => decide(context, code, input.note, { act: 'close', outcome: 'closed' });

export const rejectRectification = (
  context: Context,
  code: string,
  input: z.output<typeof rectificationDecision>,
) => decide(context, code, input.note, { act: 'reject', outcome: 'rejected' });

async function decide(
  context: Context,
  code: string,
  note: string,
  { act, outcome }: { act: 'close' | 'reject'; outcome: 'closed' | 'rejected' },
) {
  const row = await lock(context, code);
  authorize(context.actor, 'rectification.decide', { unitId: row.unitId });
  stepOf(machine, row.state, act);
  assertCurrent(context, row);
  const [round] = await queries.listRounds(context.db, row.id);
  await queries.markRoundDecided(context.db, row.id, round!.number, {
    outcome,
    decisionNote: note,
    decidedBy: context.actor.accountId,
    decidedAt: context.now,
  });
  const version = await queries.markRectification(context.db, row.id, outcome);
  await record(context, `rectification.${outcome}`, subjectOf(row), { number: round!.number, note });
  return { code, version };
}

async function lock({ db, actor }: Context, code: string) {
  const row = await queries.lockRectification(db, actor, code);
  if (!row) throw notFound();
  return row;
}

const subjectOf = ({ id, code, unitId }: queries.Rectification): Subject => ({
  type: 'rectification',
  id,
  code,
  unitId,
});
