import {
  addWorkingDays,
  workingDaysBetween,
  workingDaysLeft,
  type Calendar,
  type ClockStop,
  type Day,
} from '#scoring/calendar.ts';
import { loadCalendar } from '../calendar/queries.ts';
import { listClockStops, type StoredClockStop } from '../clock-stops/queries.ts';
import type { Context } from '../context.ts';
import type { Db } from '../database.ts';
import { newId } from '../ids.ts';
import { getDays } from '../policies/queries.ts';
import { milestoneKeys, milestoneTitles, type MilestoneKey } from './schema.ts';

export interface Milestone {
  key: MilestoneKey;
  title: string;
  /** As first counted; null until the node it runs from is reached. */
  originalDueOn: Day | null;
  /** As moved by hand, if it was; without the days on which the clock stood still. */
  dueOn: Day | null;
  /** The day that holds: `dueOn` prolonged by every granted stop of the clock. */
  effectiveDueOn: Day | null;
  runsFrom: Day | null;
  deliveredOn: Day | null;
  approvedOn: Day | null;
  movedReason: string | null;
  /** Working days left, negative when late; null when it no longer or not yet runs. */
  left: number | null;
  state: 'upcoming' | 'dueSoon' | 'overdue' | 'done' | 'doneLate';
}

/** The nodes of a commission as they stand today. */
export async function listMilestones(context: Context, commissionId: string): Promise<Milestone[]> {
  const { db, today } = context;
  const [rows, calendar, days, stops] = await Promise.all([
    db
      .selectFrom('milestone')
      .selectAll()
      .where('commissionId', '=', commissionId)
      .orderBy('position')
      .execute(),
    loadCalendar(db),
    getDays(db, today),
    listClockStops(context, commissionId),
  ]);
  return rows.map(({ key, originalDueOn, dueOn, runsFrom, deliveredOn, approvedOn, movedReason }) => {
    const effectiveDueOn = prolonged(calendar, runsFrom, dueOn, stopsOf(stops, key, today));
    const isRunning = effectiveDueOn !== null && deliveredOn === null;
    const left = isRunning ? workingDaysLeft(calendar, today, effectiveDueOn) : null;
    const title = milestoneTitles[key];
    const state = stateOf(deliveredOn, effectiveDueOn, left, days.amber);
    return {
      key,
      title,
      originalDueOn,
      dueOn,
      effectiveDueOn,
      runsFrom,
      deliveredOn,
      approvedOn,
      movedReason,
      left,
      state,
    };
  });
}

/** What counts as a stop for one node; a stop that still lasts has lasted up to today. */
export const stopsOf = (stops: readonly StoredClockStop[], key: string, today: Day): ClockStop[] =>
  stops
    .filter((stop) => stop.milestoneKey === key && stop.state === 'granted')
    .map(({ fromDay, untilDay, reason }) => ({ from: fromDay, to: untilDay ?? today, reason }));

function prolonged(
  calendar: Calendar,
  runsFrom: Day | null,
  dueOn: Day | null,
  stops: readonly ClockStop[],
): Day | null {
  if (runsFrom === null || dueOn === null || dueOn <= runsFrom) return dueOn;
  return addWorkingDays(calendar, runsFrom, workingDaysBetween(calendar, runsFrom, dueOn), stops).day;
}

function stateOf(deliveredOn: Day | null, dueOn: Day | null, left: number | null, amber: number) {
  if (deliveredOn !== null) return dueOn !== null && deliveredOn > dueOn ? 'doneLate' : 'done';
  if (left === null || left > amber) return 'upcoming';
  return left < 0 ? 'overdue' : 'dueSoon';
}

export const insertMilestones = (db: Db, commissionId: string, now: string) =>
  db
    .insertInto('milestone')
    .values(milestoneKeys.map((key, index) => ({ id: newId(now), commissionId, key, position: index + 1 })))
    .execute();

export const lockMilestone = (db: Db, commissionId: string, key: MilestoneKey) =>
  db
    .selectFrom('milestone')
    .selectAll()
    .where('commissionId', '=', commissionId)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst();

export const updateMilestone = (
  db: Db,
  id: string,
  row: {
    originalDueOn?: Day;
    dueOn?: Day;
    runsFrom?: Day;
    deliveredOn?: Day;
    approvedOn?: Day;
    movedReason?: string;
  },
) => db.updateTable('milestone').set(row).where('id', '=', id).execute();
