/** What is on record of a result, as the receipt that anyone can compute again. */
import { sql } from 'kysely';
import type { Assessment } from '#scoring/assessment.ts';
import { dayOf, type Calendar, type Instant } from '#scoring/calendar.ts';
import { digestOf, type Canonical } from '#scoring/digest.ts';
import type { CommissionConditions } from '#scoring/eligibility-facts.ts';
import type { EligibilityRules } from '#scoring/eligibility-rules.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import type { RatingResult } from '#scoring/rating.ts';
import { receiptFaults, recordedReceipt, type Receipt, type ReceiptInputs } from '#scoring/receipt.ts';
import type { Rubric } from '#scoring/rubric.ts';
import { nameAt } from '../agency-names/queries.ts';
import { findAssessment } from '../assessments/queries.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { findCommission } from '../commissions/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { isId } from '../ids.ts';
import type { Actor } from '../permissions.ts';
import { getPolicy } from '../policies/queries.ts';
import { Refusal } from '../refusal.ts';
import type { KeptFacts, ScreenedRow } from '../screenings/schema.ts';

export interface FoundReceipt {
  title: string;
  /** The page of the object. */
  path: string;
  recordedAt: Instant;
  /** The rules that were applied. */
  rules: { id: string; title: string };
  receipt: Receipt;
  faults: string[];
}

/** Of a final assessment that the actor may see. */
export async function findAssessmentReceipt(
  context: Pick<Context, 'db' | 'actor' | 'today'>,
  code: string,
): Promise<FoundReceipt | undefined> {
  const { db } = context;
  const row = await findAssessment(context, code);
  if (!row?.resultId) return undefined;
  const kept = await db
    .selectFrom('assessmentResult')
    .select(['digest', 'recordedAt', sql<KeptAssessment>`explanation`.as('explanation')])
    .where('id', '=', row.resultId)
    .executeTakeFirstOrThrow();
  const policy = await getPolicy<Rubric>(db, row.rubricId);
  const judgement = written(() => {
    const { rubric: _, facts, marks, feedback: __, ...result } = kept.explanation;
    const given = { rubric: policy.content, facts, marks, vetoes: result.vetoes };
    const receipt = recordedReceipt('assessment', given, result);
    return judged(receipt, kept.digest, digestOf(canonical(kept.explanation)));
  });
  return {
    title: `${row.agencyName} 在「${row.commissionTitle}」中的考核`,
    path: `/assessments/${code}`,
    recordedAt: kept.recordedAt,
    rules: { id: policy.id, title: `考核评分标准第 ${policy.version} 版` },
    ...judgement,
  };
}

type KeptAssessment = Assessment & {
  rubric: unknown;
  facts: AssessmentFacts;
  marks: Marks;
  feedback: unknown;
};

/** Of a rating decision; an agency finds its own. */
export async function findRatingReceipt(db: Db, actor: Actor, id: string): Promise<FoundReceipt | undefined> {
  if (!isId(id)) return undefined;
  let select = db
    .selectFrom('ratingDecision as decision')
    .innerJoin('agency', 'agency.id', 'decision.agencyId')
    .innerJoin('policyVersion as policy', 'policy.id', 'decision.policyId')
    .select(['decision.inputs', 'decision.digest', 'decision.recordedAt', 'decision.effectiveOn'])
    .select(nameAt('decision.recordedAt').as('name'))
    .select(['agency.code', 'policy.id as policyId', 'policy.version'])
    .select(sql<RatingResult>`decision.result`.as('result'))
    .where('decision.id', '=', id);
  if (actor.agencyId) select = select.where('decision.agencyId', '=', actor.agencyId);
  const row = await select.executeTakeFirst();
  if (!row) return undefined;
  const judgement = written(() => {
    const receipt = recordedReceipt('rating', JSON.parse(row.inputs) as ReceiptInputs['rating'], row.result);
    return judged(receipt, row.digest, receipt.inputsDigest);
  });
  return {
    title: `${row.name}自 ${row.effectiveOn} 起的信用等级`,
    path: `/ratings/${row.code}`,
    recordedAt: row.recordedAt,
    rules: { id: row.policyId, title: `信用等级办法第 ${row.version} 版` },
    ...judgement,
  };
}

/** Of one agency's row in the standing screening of a commission; an agency finds its own. */
export async function findScreeningReceipt(
  db: Db,
  actor: Actor,
  { code, agency: agencyCode }: { code: string; agency: string },
): Promise<FoundReceipt | undefined> {
  const commission = await findCommission(db, actor, code);
  const kept = commission && (await findKeptScreening(db, commission.id));
  if (!kept) return undefined;
  const row = written(() => kept.decisions.find((one) => one.code === agencyCode));
  if (!row || (actor.agencyId && row.agencyId !== actor.agencyId)) return undefined;
  const policy = await getPolicy<EligibilityRules>(db, kept.policyId);
  const calendar = kept.calendar ?? (await loadCalendar(db));
  const rules = kept.rules ?? policy.content;
  return {
    title: `${row.name}参加「${commission!.title}」的资格`,
    path: `/commissions/${code}/screening`,
    recordedAt: kept.asOf,
    rules: { id: policy.id, title: `资格条件第 ${policy.version} 版` },
    ...written(() => judgedScreening(kept, row, rules, calendar)),
  };
}

type KeptScreening = NonNullable<Awaited<ReturnType<typeof findKeptScreening>>>;

function judgedScreening(kept: KeptScreening, row: ScreenedRow, rules: EligibilityRules, calendar: Calendar) {
  const { facts, settlements } = kept.facts.find(({ agencyId }) => agencyId === row.agencyId)!;
  const given = { rules, conditions: kept.conditions, facts, settlements, asOf: dayOf(kept.asOf), calendar };
  const receipt = recordedReceipt('eligibility', given, { outcome: row.outcome, decisions: row.decisions });
  const whole = {
    ...{ conditions: kept.conditionsDigest, asOf: kept.asOf, facts: kept.facts, rows: kept.decisions },
  };
  return judged(receipt, kept.digest, digestOf(canonical(whole)));
}

const findKeptScreening = (db: Db, commissionId: string) =>
  db
    .selectFrom('screening')
    .innerJoin('commissionConditions as conditions', 'conditions.id', 'screening.conditionsId')
    .select(['screening.asOf', 'screening.digest', 'conditions.policyId'])
    .select('conditions.digest as conditionsDigest')
    .select([
      sql<CommissionConditions>`conditions.content`.as('conditions'),
      sql<KeptFacts[]>`screening.facts`.as('facts'),
      sql<ScreenedRow[]>`screening.decisions`.as('decisions'),
      sql<EligibilityRules | null>`screening.rules`.as('rules'),
      sql<Calendar | null>`screening.calendar`.as('calendar'),
    ])
    .where('screening.commissionId', '=', commissionId)
    .where('screening.withdrawnAt', 'is', null)
    .orderBy('screening.number', 'desc')
    .executeTakeFirst();

/** What was altered may be anything: where not even a receipt can be written of it, that is the answer. */
function written<Result>(write: () => Result): Result {
  try {
    return write();
  } catch {
    throw new Refusal(
      'conflict',
      '凭据与存档不符：登记的内容已被改动或者残缺，不能出具计算凭据。请提请审计人员核查存档。',
    );
  }
}

/** Computed again, and what is on record held against the fingerprint taken when it was recorded. */
function judged(receipt: Receipt, recorded: string, found: string): Pick<FoundReceipt, 'receipt' | 'faults'> {
  const altered = recorded === found ? [] : ['登记的内容与登记时的指纹不一致，内容已被改动'];
  return { receipt, faults: [...receiptFaults(receipt), ...altered] };
}

const canonical = (value: unknown): Canonical => value as Canonical;
