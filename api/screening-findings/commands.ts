import type { z } from 'zod';
import { needsApproval } from '#scoring/consequences.ts';
import { exceptionFaults } from '#scoring/eligibility.ts';
import type { ExceptionRole, RuleException, RuleId } from '#scoring/eligibility-facts.ts';
import { placeOf } from '#scoring/migration.ts';
import { settlementFault } from '#scoring/settlement.ts';
import { lockCommission, subjectOf } from '../commissions/commands.ts';
import type { CommissionRow } from '../commissions/queries.ts';
import type { Context } from '../context.ts';
import { isId, newId } from '../ids.ts';
import { assertFile } from '../integrity-queries/commands.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { recordDecisionOf } from '../procurement-bases/commands.ts';
import { findBasis } from '../procurement-bases/queries.ts';
import { consequencesOn } from '../consequences/queries.ts';
import { assertOfficerDeclared } from '../recusal-declarations/commands.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { screenNow } from '../screenings/commands.ts';
import { findScreening } from '../screenings/queries.ts';
import * as queries from './queries.ts';
import type { exceptionApproval, exceptionProposal, settlement, tierApproval } from './schema.ts';

/** Settles an unknown of the standing screening with a proof; the next screening reads it. */
export async function settleUnknown(context: Context, code: string, input: z.output<typeof settlement>) {
  const { commission, screening } = await lockScreened(context, code, 'screening.settle');
  const row = rowOf(screening, input.agency);
  const decision = row.decisions.find(({ ruleId }) => ruleId === input.ruleId);
  const fault = decision ? settlementFault(decision) : '没有这一项条件。';
  if (fault) throw invalidField('ruleId', fault);
  await assertFile(context, input.fileId, '上传核实的证明材料。');
  const id = newId(context.now);
  await queries.insertSettlement(context.db, {
    id,
    commissionId: commission.id,
    agencyId: row.agencyId,
    ruleId: input.ruleId,
    outcome: input.outcome,
    note: input.note,
    fileId: input.fileId,
    settledBy: context.actor.accountId!,
    settledAt: context.now,
  });
  const { ruleId, outcome, note } = input;
  const detail = { agency: row.code, ruleId, outcome, note };
  await record(context, 'screening.settled', subjectOf(commission, row), detail);
  return { id };
}

/** 例外审批, asked for: only of a rule that failed and that may be excepted at all. */
export async function proposeException(
  context: Context,
  code: string,
  input: z.output<typeof exceptionProposal>,
) {
  const { commission, screening } = await lockScreened(context, code, 'screeningException.propose');
  const row = rowOf(screening, input.agency);
  if (row.decisions.find(({ ruleId }) => ruleId === input.ruleId)?.outcome !== 'fail')
    throw invalidField('ruleId', '只有不符合的条件才需要例外审批。');
  // As if another person of the highest role had approved it today: what is left is the rule's own fault.
  const faults = await faultsOf(context, commission, row.agencyId, {
    ruleId: input.ruleId,
    reason: input.reason,
    requestedBy: context.actor.accountId!,
    requestedAs: 'officer',
    approvedBy: '',
    approvedAs: 'leader',
    collectiveDecision: '—',
    approvedOn: context.today,
  });
  if (faults.length > 0) throw invalidField('ruleId', `${faults.join('；')}。`);
  const id = newId(context.now);
  await queries.insertException(context.db, {
    id,
    commissionId: commission.id,
    agencyId: row.agencyId,
    ruleId: input.ruleId,
    reason: input.reason,
    proposedBy: context.actor.accountId!,
    proposedAs: roleOf(context),
    proposedAt: context.now,
  });
  const detail = { agency: row.code, ruleId: input.ruleId, reason: input.reason };
  await record(context, 'screeningException.proposed', subjectOf(commission), detail);
  return { id };
}

/** Approved by another person of a higher role, on a collective decision. */
export async function approveException(
  context: Context,
  code: string,
  id: string,
  input: z.output<typeof exceptionApproval>,
) {
  const { commission } = await lockScreened(context, code, null);
  const proposal = isId(id) ? await queries.lockException(context.db, commission.id, id) : undefined;
  if (!proposal) throw notFound();
  authorize(context.actor, 'screeningException.approve', { handledBy: [proposal.proposedBy] });
  await assertOfficerDeclared(context, commission);
  if (proposal.approvedAt) throw new Refusal('conflict', '这项例外已经批准，无须再办。');
  const faults = await faultsOf(context, commission, proposal.agencyId, {
    ruleId: proposal.ruleId as RuleId,
    reason: proposal.reason,
    requestedBy: proposal.proposedBy,
    requestedAs: proposal.proposedAs,
    approvedBy: context.actor.accountId!,
    approvedAs: roleOf(context),
    collectiveDecision: input.minutesNumber,
    approvedOn: context.today,
  });
  if (faults.length > 0) throw invalidField('minutesNumber', `${faults.join('；')}。`);
  const decisionId = await recordDecisionOf(context, 'screeningException', commission, input);
  await queries.markApproved(context.db, id, {
    approvedBy: context.actor.accountId!,
    approvedAs: roleOf(context),
    approvedAt: context.now,
    decisionId,
  });
  const detail = { ruleId: proposal.ruleId, minutesNumber: input.minutesNumber };
  await record(context, 'screeningException.approved', subjectOf(commission), detail);
  return { id };
}

/** Approves at once that the agencies of the standing screening whose rating asks for it may be candidates. */
export async function approveTiers(context: Context, code: string, input: z.output<typeof tierApproval>) {
  const { commission, screening } = await lockScreened(context, code, 'tierApproval.give');
  const agencies = await awaitingApproval(context, commission.id, screening);
  if (agencies.length === 0) throw new Refusal('conflict', '本次筛选没有信用等级须经审批的候选机构。');
  await queries.insertTierApproval(context.db, {
    id: newId(context.now),
    commissionId: commission.id,
    screeningId: screening.id,
    agencyIds: JSON.stringify(agencies.map(({ agencyId }) => agencyId)),
    reason: input.reason,
    approvedBy: context.actor.accountId!,
    approvedAt: context.now,
  });
  const detail = { agencies: agencies.map(({ code: one }) => one), reason: input.reason };
  await record(context, 'tierApproval.given', subjectOf(commission), detail);
  return detail;
}

/** Who may be a candidate only with an approval, with its place: in the bureau's own direct selections only. */
export async function awaitingApproval(
  { db, today }: Pick<Context, 'db' | 'today'>,
  commissionId: string,
  { facts, decisions }: Pick<Screening, 'facts' | 'decisions'>,
) {
  const [policy, basis] = await Promise.all([consequencesOn(db, today), findBasis(db, commissionId)]);
  if (basis?.aboveThreshold) return [];
  const placed = new Map(facts.map((one) => [one.agencyId, placeOf(one.facts.credit.rating)]));
  return decisions
    .filter(({ outcome }) => outcome !== 'ineligible')
    .map((row) => ({ ...row, place: placed.get(row.agencyId)! }))
    .filter(({ place }) => needsApproval(policy, place));
}

/** The commission with its standing screening, locked, for a person who may and has declared. */
async function lockScreened(
  context: Context,
  code: string,
  action: 'screening.settle' | 'screeningException.propose' | 'tierApproval.give' | null,
) {
  const commission = await lockCommission(context, code);
  if (action) authorize(context.actor, action);
  const screening = await findScreening(context.db, commission.id);
  if (commission.state !== 'screening' || !screening)
    throw new Refusal('conflict', '只有在资格筛选中、名单冻结前才能办理。');
  if (action) await assertOfficerDeclared(context, commission);
  return { commission, screening };
}

type Screening = NonNullable<Awaited<ReturnType<typeof findScreening>>>;

function rowOf(screening: Screening, agency: string) {
  const row = screening.decisions.find(({ code }) => code === agency);
  if (!row) throw invalidField('agency', '这家机构不在本次筛选之中。');
  return row;
}

async function faultsOf(
  context: Context,
  commission: CommissionRow,
  agencyId: string,
  exception: RuleException,
): Promise<string[]> {
  const now = await screenNow(context, commission);
  const facts = now.facts.find((one) => one.agencyId === agencyId)!.facts;
  return exceptionFaults(exception, now.rules, now.conditions.content, facts, context.today, now.calendar);
}

function roleOf({ actor }: Context): ExceptionRole {
  if (actor.hat === 'bureauLeader') return 'leader';
  return actor.hat === 'bureauReviewer' ? 'reviewer' : 'officer';
}
