/** What the platform itself knows of an agency's work on one commission, read from the rows of other nouns. */
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { dayOf, workingDaysBetween, type Calendar, type Day } from '#scoring/calendar.ts';
import {
  archiveClasses,
  type AssessmentFacts,
  type FieldWork,
  type Known,
  type LeadEvaluatorAbsence,
  type Milestone,
  type PlanElement,
} from '#scoring/facts.ts';
import { listClockStops } from '../clock-stops/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { listMilestones, stopsOf } from '../milestones/queries.ts';

/**
 * The facts of a commission. What no row can say (working papers, faults of the report, verified breaches) is null with
 * the reason, for the scorer to enter.
 */
export async function gatherFacts(
  context: Context,
  commission: { id: string; state: string },
  calendar: Calendar,
): Promise<AssessmentFacts> {
  const [rows, milestones, stops] = await Promise.all([
    findWorkRows(context.db, commission.id),
    listMilestones(context, commission.id),
    listClockStops(context, commission.id),
  ]);
  const node = (key: 'workPlan' | 'draft' | 'final'): Known<Milestone> => {
    const row = milestones.find((one) => one.key === key);
    if (!row || row.effectiveDueOn === null) return missing('这一节点的期限尚未起算');
    if (row.deliveredOn === null) return missing(`「${row.title}」尚未报送`);
    const held = stopsOf(stops, key, context.today);
    const late = workingDaysBetween(calendar, row.effectiveDueOn, row.deliveredOn, held);
    return {
      value: {
        id: `milestone:${commission.id}:${key}`,
        evidence: `节点「${row.title}」`,
        due: row.effectiveDueOn,
        submitted: row.deliveredOn,
        workingDaysLate: Math.max(0, late),
      },
    };
  };
  return {
    leadEvaluatorAbsences: { value: absencesOf(rows.teamChanges, calendar, context.today) },
    staffChanges: {
      value: rows.teamChanges.map((row) => ({
        id: `teamChange:${row.id}`,
        evidence: '人员变动记录',
        on: row.changedOn,
        person: row.personName ?? '（姓名未填）',
        isLeadEvaluator: row.isLead,
        reported: row.reportedAt !== null,
        consented: row.consentAt !== null,
      })),
    },
    planFiling: planFilingOf(rows.workPlans),
    planReturns: {
      value: rows.workPlans
        .filter((row) => row.returnCause !== null)
        .map((row) => ({
          id: `workPlan:${row.id}`,
          evidence: `评价实施方案第 ${row.number} 次报送`,
          on: dayOf(new Date(row.decidedAt ?? context.now).toISOString()),
          cause: row.returnCause!,
          reason: row.returnReason ?? '',
        })),
    },
    fieldWork: fieldWorkOf(rows, commission.id),
    workingPapers: missing('抽查底稿的情况由评分人填写'),
    reportFaults: missing('报告差错的核查情况由评分人填写'),
    comments:
      rows.consultations === 0
        ? missing('没有征求意见的记录')
        : {
            value: rows.comments.map((row) => ({
              id: `comment:${row.id}`,
              evidence: `意见第 ${row.number} 条`,
              text: row.body,
              answered: row.answer !== null,
            })),
          },
    plan: node('workPlan'),
    draft: node('draft'),
    final: node('final'),
    secrecyBreaches: missing('保密与资料管理的核实情况由评分人填写'),
    undeclaredRelations: missing('利害关系的核实情况由评分人填写'),
    archive: archiveOf(rows.archived, commission),
  };
}

const missing = (reason: string): { value: null; reason: string } => ({ value: null, reason });

type WorkRows = Awaited<ReturnType<typeof findWorkRows>>;

/** Everything that hangs on the commission, in one query. */
const findWorkRows = async (db: Db, commissionId: string) => {
  const row = await db
    .selectFrom('commission')
    .innerJoin('evaluatee', 'evaluatee.id', 'commission.evaluateeId')
    .select((eb) => [
      'evaluatee.adjusted',
      'evaluatee.budgeted',
      eb
        .selectFrom('consultation')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('consultation.commissionId', '=', 'commission.id')
        .as('consultations'),
      jsonArrayFrom(
        eb
          .selectFrom('teamChange')
          .select([
            'teamChange.id',
            'isLead',
            'personIn',
            'changedOn',
            'reportedAt',
            'consentAt',
            sql<string | null>`(select jsonb_path_query_first(v.content, '$.** ? (@.id == $id)',
              jsonb_build_object('id', team_change.person_out)) ->> 'name'
              from dossier_version v join contract k on k.agency_id = v.agency_id
              where k.commission_id = team_change.commission_id order by v.number desc limit 1)`.as(
              'personName',
            ),
          ])
          .whereRef('teamChange.commissionId', '=', 'commission.id')
          .orderBy('changedOn'),
      ).as('teamChanges'),
      jsonArrayFrom(
        eb
          .selectFrom('workPlan')
          .select([
            'workPlan.id',
            'number',
            'workPlan.state',
            'returnCause',
            'returnReason',
            'decidedAt',
            'submittedAt',
            // Columns that say what a filing left out and planned; null in a filing older than them.
            sql<string[] | null>`to_jsonb(work_plan) -> 'missing'`.as('missing'),
            sql<number | null>`(to_jsonb(work_plan) ->> 'planned_funds')::bigint`.as('plannedFunds'),
          ])
          .whereRef('workPlan.commissionId', '=', 'commission.id')
          .where('submittedAt', 'is not', null)
          .orderBy('number'),
      ).as('workPlans'),
      jsonArrayFrom(
        eb
          .selectFrom('fieldwork')
          .select(['fieldwork.id', 'fundsCovered', 'isOffSite', 'offSiteConsentBy'])
          .whereRef('fieldwork.commissionId', '=', 'commission.id'),
      ).as('visits'),
      jsonArrayFrom(
        eb
          .selectFrom('comment')
          .innerJoin('consultation', 'consultation.id', 'comment.consultationId')
          .select(['comment.id', 'comment.number', 'comment.body', 'comment.answer'])
          .whereRef('consultation.commissionId', '=', 'commission.id')
          .orderBy('comment.number'),
      ).as('comments'),
      jsonArrayFrom(
        eb
          .selectFrom('archiveItem')
          .select('title')
          .whereRef('archiveItem.commissionId', '=', 'commission.id'),
      ).as('archived'),
    ])
    .where('commission.id', '=', commissionId)
    .executeTakeFirstOrThrow();
  return { ...row, consultations: Number(row.consultations) };
};

/** From the day a lead evaluator left without a successor until the next one came. */
function absencesOf(
  changes: WorkRows['teamChanges'],
  calendar: Calendar,
  today: Day,
): LeadEvaluatorAbsence[] {
  return changes
    .filter((row) => row.isLead && row.personIn === null)
    .map((row) => {
      const successor = changes.find(
        (later) => later.isLead && later.personIn !== null && later.changedOn >= row.changedOn,
      );
      const to = successor?.changedOn ?? today;
      return {
        id: `leadAbsence:${row.id}`,
        evidence: '人员变动记录',
        from: row.changedOn,
        to,
        workingDays: workingDaysBetween(calendar, row.changedOn, to),
      };
    });
}

function planFilingOf(plans: WorkRows['workPlans']): AssessmentFacts['planFiling'] {
  const [first] = plans;
  if (!first) return missing('没有报送评价实施方案的记录');
  if (first.missing === null) return missing('首次报送的方案没有逐项要素的记录');
  return {
    value: {
      id: `planFiling:${first.id}`,
      evidence: '评价实施方案首次报送',
      missing: first.missing as PlanElement[],
    },
  };
}

function fieldWorkOf(rows: WorkRows, commissionId: string): Known<FieldWork> {
  const planned = rows.workPlans.findLast(({ state }) => state === 'approved')?.plannedFunds ?? null;
  const funds = rows.adjusted ?? rows.budgeted;
  if (planned === null) return missing('方案没有填写计划现场核查的资金额');
  if (funds === null) return missing('被评价对象没有填写资金额');
  const onSite = rows.visits.filter(({ isOffSite }) => !isOffSite);
  const offSite = rows.visits.filter(({ isOffSite }) => isOffSite);
  const consented = offSite.every(({ offSiteConsentBy }) => offSiteConsentBy !== null);
  return {
    value: {
      id: `fieldwork:${commissionId}`,
      evidence: `现场调研记录 ${rows.visits.length} 条`,
      done: onSite.reduce((sum, { fundsCovered }) => sum + Number(fundsCovered), 0),
      planned: Number(planned),
      funds: Number(funds),
      offSite: offSite.length === 0 || (consented && onSite.length > 0) ? null : { consented },
    },
  };
}

function archiveOf(
  archived: readonly { title: string }[],
  commission: { id: string; state: string },
): AssessmentFacts['archive'] {
  if (archived.length === 0 && commission.state !== 'archived')
    return missing('归档尚未完成，缺项由评分人填写');
  const titles = new Set(archived.map(({ title }) => title));
  const items = archiveClasses.flatMap((one) => [...one.items] as string[]);
  return {
    value: {
      id: `archive:${commission.id}`,
      evidence: '归档目录',
      missing: items.filter((item) => !titles.has(item)),
    },
  };
}
