import {
  addDays,
  addMonths,
  addWorkingDays,
  calendarOf,
  dayOf,
  daysBetween,
  endOfDay,
  isDay,
  isInTime,
  isProvisional,
  isWorkingDay,
  weekdayName,
  weekdayOf,
  workingDaysBetween,
  workingDaysLeft,
  type Calendar,
} from '#scoring/calendar.ts';
import { consultationWindows, mayStillComment, type ConsultationSide } from '#scoring/consultation.ts';
import { isWithin } from '#scoring/credit-record.ts';
import { stateCalendar } from '#scoring/data/state-calendar.ts';
import type { Canonical } from '#scoring/digest.ts';
import {
  filingDays,
  isCarriedOver,
  isSame,
  isWithdrawable,
  mayRaise,
  validUntil,
  validityOn,
  withdrawalEndsAt,
  type EarlierLook,
} from '#scoring/filing.ts';
import { serviceOf, type ServiceFacts } from '#scoring/service.ts';
import { compareLights, lightOf, type Rag } from '#scoring/supervision.ts';
import { answering, type Runners } from './runner.ts';

/** The State Council's documents as a file of vectors states them. */
export interface Years {
  readonly years: Readonly<
    Record<string, { readonly holidays: [from: string, to: string][]; readonly makeUpDays: string[] }>
  >;
}

interface Stop {
  readonly from: string;
  readonly to: string | null;
}

interface Node {
  readonly due: string | null;
  readonly delivered: string | null;
}

export const calendarIn = ({ years }: Years): Calendar =>
  calendarOf(
    Object.values(years).flatMap(({ holidays }) => holidays.map(([from, to]) => [from, to, '节日'] as const)),
    Object.values(years).flatMap(({ makeUpDays }) => makeUpDays.map((day) => [day, '调休'] as const)),
  );

const reasoned = (stops: readonly Stop[]) => stops.map((stop) => ({ ...stop, reason: '等待材料' }));

export const days: Runners = {
  served: answering(({ notice, today }: { notice: ServiceFacts; today: string }, given: Years) => {
    const service = serviceOf(notice, calendarIn(given), today);
    return service && [service.servedOn, service.how];
  }),
  'is-day': answering((text: string) => isDay(text)),
  'add-days': answering(({ day, days: count }: { day: string; days: number }) => addDays(day, count)),
  'days-between': answering(([from, to]: [string, string]) => daysBetween(from, to)),
  'add-months': answering(({ day, months }: { day: string; months: number }) => addMonths(day, months)),
  weekdays: answering((day: string) => [weekdayOf(day), weekdayName(day)]),
  instants: answering((one: { do: 'dayOf'; instant: string } | { do: 'endOfDay'; day: string }) =>
    one.do === 'dayOf' ? dayOf(one.instant) : endOfDay(one.day),
  ),
  'in-time': answering(({ instant, due }: { instant: string; due: string }) => isInTime(instant, due)),
  'state-calendar': answering((month: string) =>
    Array.from({ length: 31 }, (_, index) => String(index + 1).padStart(2, '0'))
      .filter((date) => isDay(`${month}-${date}`) && !isWorkingDay(stateCalendar, `${month}-${date}`))
      .join(' '),
  ),
  'add-working-days': answering(
    ({ from, count, stops }: { from: string; count: number; stops: Stop[] }, given: Years) => {
      const { day, provisional } = addWorkingDays(calendarIn(given), from, count, reasoned(stops));
      return { day, provisional };
    },
  ),
  'working-days-between': answering(
    ({ from, to, stops }: { from: string; to: string; stops: Stop[] }, given: Years) => {
      const calendar = calendarIn(given);
      const counted = workingDaysBetween(calendar, from, to, reasoned(stops));
      const left = workingDaysLeft(calendar, from, to, reasoned(stops));
      return counted === left ? counted : { counted, left };
    },
  ),
  'is-provisional': answering((day: string, given: Years) => isProvisional(calendarIn(given), day)),
  'rate-windows': answering(({ day, months, asOf }: { day: string; months: number; asOf: string }) =>
    isWithin(day, months, asOf),
  ),
  'default-filing-days': answering(() => filingDays),
  validity: answering(({ confirmedOn, today }: { confirmedOn: string; today: string }) => ({
    validUntil: validUntil(confirmedOn),
    state: validityOn(confirmedOn, today),
  })),
  withdrawable: answering(
    ({ submittedAt, minutes, now }: { submittedAt: string; minutes: number; now: string }) =>
      isWithdrawable(withdrawalEndsAt(submittedAt, minutes), now),
  ),
  consultation: answering(
    (
      one: { days: number; unit: ConsultationSide | null; bureau: ConsultationSide; today: string },
      given: Years,
    ) => {
      const { unit, bureau, overOn } = consultationWindows(one, calendarIn(given), one.today);
      const shown = (window: NonNullable<typeof unit>) => {
        if (mayStillComment(window) !== (window.state === 'open')) throw new Error('a window half open');
        return { state: window.state, until: window.until?.day ?? null, endedOn: window.endedOn };
      };
      return { unit: unit && shown(unit), bureau: shown(bureau), overOn };
    },
  ),
  lights: answering(
    (
      { started, nodes, today }: { started: boolean; nodes: Node[]; today: string },
      given: Years & { amberDays: number },
    ) => {
      const named = nodes.map((node, index) => ({ ...node, key: `n-${index}`, title: '节点' }));
      return lightOf({ started, nodes: named }, calendarIn(given), today, given.amberDays).rag;
    },
  ),
  'light-order': answering((lights: { rag: Rag; due: string | null }[]) => {
    const next = (due: string) => ({ key: 'n', title: '节点', due, left: 0, provisional: false });
    return lights
      .map(({ rag, due }) => ({ rag, reason: '', next: due === null ? null : next(due) }))
      .sort(compareLights)
      .map(({ rag, next: one }) => ({ rag, due: one?.due ?? null }));
  }),
  'second-look': answering(({ content, earlier }: { content: Canonical; earlier: EarlierLook | null }) => {
    if (earlier && isSame(content, earlier.content) === mayRaise(content, earlier))
      throw new Error('what is the same may not be raised');
    return { mayRaise: mayRaise(content, earlier), carriedOver: isCarriedOver(content, earlier) };
  }),
};
