import { sql } from 'kysely';
import type { z } from 'zod';
import {
  addDays,
  addWorkingDays,
  weekdayOf,
  workingDaysBetween,
  type Calendar,
  type Day,
  type SkippedDay,
} from '#scoring/calendar.ts';
import { compareLights, lightOf, type Light, type SupervisedNode } from '#scoring/supervision.ts';
import type { Periods } from '#scoring/periods.ts';
import { loadCalendar } from '../calendar/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { dayOrNull, loadProgress, type Progress } from '../evaluations/queries.ts';
import { milestoneTitles } from '../milestones/schema.ts';
import { getDays } from '../policies/queries.ts';
import { stages, type supervisionSearch, type SupervisionStage } from './schema.ts';

export interface SupervisedRow {
  code: string;
  title: string;
  division: string;
  agencyName: string | null;
  unitName: string | null;
  stage: SupervisionStage;
  stageTitle: string;
  /** Who has to act now. */
  holder: string;
  light: Light;
  /** How the next due day was counted. */
  counted: { rule: string; skipped: readonly SkippedDay[] } | null;
  lastActAt: string | null;
}

/** Every commission on its way, red first, then by what is due first. */
export async function listSupervised(context: Context): Promise<SupervisedRow[]> {
  const { db, today } = context;
  const rows = await listUnderWay(db);
  if (rows.length === 0) return [];
  const [calendar, days] = await Promise.all([loadCalendar(db), getDays(db, today)]);
  const ids = rows.map(({ id }) => id);
  const [nodes, progress] = await Promise.all([
    listNodes(db, ids, calendar, today),
    loadProgress(context, ids),
  ]);
  return rows
    .map((row) => rowOf(row, nodes.get(row.id) ?? [], progress.get(row.id)!, { calendar, days, today }))
    .sort((a, b) => compareLights(a.light, b.light) || (a.code < b.code ? -1 : 1));
}

export function matches(row: SupervisedRow, search: z.output<typeof supervisionSearch>, today: Day): boolean {
  if (search.rag && row.light.rag !== search.rag) return false;
  if (search.stage && row.stage !== search.stage) return false;
  if (search.division && row.division !== search.division) return false;
  if (search.due === 'week' && !isDueThisWeek(row, today)) return false;
  if (search.due === 'overdue' && !(row.light.next && row.light.next.due < today)) return false;
  const text = `${row.code} ${row.title} ${row.agencyName ?? ''} ${row.unitName ?? ''}`.toLowerCase();
  return text.includes(search.q.toLowerCase());
}

/** From today up to this week's Sunday. */
export function isDueThisWeek({ light }: SupervisedRow, today: Day): boolean {
  const sunday = addDays(today, (7 - weekdayOf(today)) % 7);
  return light.next !== null && light.next.due >= today && light.next.due <= sunday;
}

interface Node extends SupervisedNode {
  from: Day | null;
  skipped: readonly SkippedDay[];
}

interface Present {
  calendar: Calendar;
  days: Periods;
  today: Day;
}

type UnderWay = Awaited<ReturnType<typeof listUnderWay>>[number];

function rowOf(row: UnderWay, stored: readonly Node[], progress: Progress, present: Present): SupervisedRow {
  const stage = stageOf(row, progress);
  const nodes = derived(stored, progress, present);
  const started = row.state === 'contracted' || row.state === 'running';
  const light = lightOf({ started, nodes }, present.calendar, present.today, present.days.amber);
  const next = nodes.find(({ key }) => key === light.next?.key);
  return {
    code: row.code,
    title: row.title,
    division: row.division,
    agencyName: row.agencyName,
    unitName: row.unitName,
    stage,
    stageTitle: stages[stage],
    holder: holderOf(row, stage, progress),
    light,
    counted: next?.from && next.due ? countedOf(next, present.calendar) : null,
    lastActAt: row.lastActAt,
  };
}

function stageOf({ state }: UnderWay, { workPlan, reportState }: Progress): SupervisionStage {
  if (state === 'contracted' || workPlan !== 'approved') return state === 'contracted' ? 'plan' : 'preparing';
  if (reportState === 'draft') return 'fieldwork';
  if (reportState === 'submitted') return 'draft';
  if (reportState === 'accepted') return 'final';
  return reportState;
}

function holderOf(row: UnderWay, stage: SupervisionStage, { workPlan, windows }: Progress): string {
  const agency = row.agencyName ?? '承接机构';
  if (stage === 'preparing') return '财政局';
  if (stage === 'plan') return workPlan === 'submitted' ? row.division : agency;
  if (stage === 'draft' || stage === 'final') return row.division;
  if (stage !== 'consultation') return agency;
  const waiting = [
    ...(windows?.unit && ['open', 'unserved'].includes(windows.unit.state)
      ? [row.unitName ?? '预算单位']
      : []),
    ...(windows?.bureau.state === 'open' ? [row.division] : []),
  ];
  return waiting.join('、');
}

/** The stored nodes with what only today's date tells: windows that run from service, and silence. */
function derived(stored: readonly Node[], progress: Progress, { calendar, days }: Present): Node[] {
  const { windows, outcome, finals } = progress;
  const nodes = stored.map((node): Node => {
    if (node.delivered !== null) return node;
    if (node.key === 'comments' && windows) {
      const ends = [windows.unit, windows.bureau]
        .filter((window) => window !== null)
        .map(({ until }) => until);
      const due = ends.some((until) => until === null)
        ? null
        : ends
            .map((until) => until!.day)
            .sort()
            .at(-1)!;
      return { ...node, due, delivered: windows.overOn };
    }
    if (node.key === 'final' && windows?.overOn && finals === null) {
      const { day, skipped } = addWorkingDays(calendar, windows.overOn, days.finalDue);
      return { ...node, due: day, from: windows.overOn, skipped };
    }
    // What the agency is mending is not overdue with the bureau.
    if (node.key === 'acceptance' && outcome === 'returned') return { ...node, due: null };
    return node;
  });
  const returnedOn = outcome === 'returned' ? dayOrNull(progress.decidedAt) : null;
  if (returnedOn === null) return nodes;
  const { day, skipped } = addWorkingDays(calendar, returnedOn, days.finalDue);
  return [
    ...nodes,
    { key: 'rework', title: '退回后重报定稿', due: day, delivered: null, from: returnedOn, skipped },
  ];
}

function countedOf({ from, due, skipped }: Node, calendar: Calendar) {
  const count = workingDaysBetween(calendar, from!, due!);
  return { rule: `自 ${from} 次日起 ${count} 个工作日（国务院放假安排，含调休上班日）`, skipped };
}

/** The due days as they hold: moved by hand, prolonged by granted stops of the clock. */
async function listNodes(
  db: Db,
  ids: readonly string[],
  calendar: Calendar,
  today: Day,
): Promise<Map<string, Node[]>> {
  if (ids.length === 0) return new Map();
  const [rows, stops] = await Promise.all([
    db
      .selectFrom('milestone')
      .selectAll()
      .where('commissionId', 'in', [...ids])
      .orderBy('position')
      .execute(),
    db
      .selectFrom('clockStop')
      .selectAll()
      .where('commissionId', 'in', [...ids])
      .where('grantedAt', 'is not', null)
      .execute(),
  ]);
  const nodes = new Map<string, Node[]>();
  for (const { commissionId, key, runsFrom, dueOn, deliveredOn } of rows) {
    const own = stops
      .filter((stop) => stop.commissionId === commissionId && stop.milestoneKey === key)
      .map(({ fromDay, untilDay, reason }) => ({ from: fromDay, to: untilDay ?? today, reason }));
    const counts = runsFrom !== null && dueOn !== null && dueOn > runsFrom;
    const deadline = counts
      ? addWorkingDays(calendar, runsFrom, workingDaysBetween(calendar, runsFrom, dueOn), own)
      : null;
    const node: Node = {
      key,
      title: milestoneTitles[key],
      due: own.length > 0 && deadline ? deadline.day : dueOn,
      delivered: deliveredOn,
      from: runsFrom,
      skipped: deadline?.skipped ?? [],
    };
    nodes.set(commissionId, [...(nodes.get(commissionId) ?? []), node]);
  }
  return nodes;
}

const listUnderWay = (db: Db) =>
  db
    .selectFrom('commission')
    .innerJoin('evaluatee', 'evaluatee.id', 'commission.evaluateeId')
    .leftJoin('unit', 'unit.id', 'evaluatee.unitId')
    .leftJoin('contract', 'contract.commissionId', 'commission.id')
    .leftJoin('agency', 'agency.id', 'contract.agencyId')
    .select([
      'commission.id',
      'commission.code',
      'commission.title',
      'commission.state',
      'commission.division',
      'agency.name as agencyName',
      'unit.name as unitName',
      sql<string | null>`(select max(j.at) from journal_entry j where j.subject_id = commission.id)`.as(
        'lastActAt',
      ),
    ])
    .where('commission.state', 'not in', ['accepted', 'archived', 'terminated'])
    .orderBy('commission.code')
    .execute();
