/**
 * 送达: a notice is served when its recipient opens it or signs for it on paper; or, by analogy with what the law lets
 * electronic service rest on, on the nth working day after both the notice stood in the portal and a mail to the
 * confirmed address had left without failure. Whichever comes first; every window runs from that day.
 */
import {
  addDays,
  addWorkingDays,
  dayOf,
  endOfDay,
  type Calendar,
  type Day,
  type Instant,
} from './calendar.ts';

export interface ServiceFacts {
  /** From then on it stood in the portal. */
  readonly sentAt: Instant;
  /** When the mail left without failure, to an address confirmed for it; null: no such mail, and nothing is deemed. */
  readonly mailedAt: Instant | null;
  /** When the recipient opened it, or as of when it was signed for on paper. */
  readonly receivedAt: Instant | null;
  readonly receivedHow: 'opened' | 'paper' | null;
  /** Working days after which it is deemed to be served, by the periods of the day it was sent. */
  readonly days: number;
}

export interface Service {
  readonly servedAt: Instant;
  readonly servedOn: Day;
  readonly how: 'opened' | 'paper' | 'deemed';
}

/** The service as it stands on a day; null: not served yet. */
export function serviceOf(facts: ServiceFacts, calendar: Calendar, today: Day): Service | null {
  const { receivedAt, receivedHow } = facts;
  const deemed = deemedDay(facts, calendar);
  const received =
    receivedAt !== null && receivedHow !== null
      ? { servedAt: receivedAt, servedOn: dayOf(receivedAt), how: receivedHow }
      : null;
  if (received && (deemed === null || received.servedOn <= deemed)) return received;
  if (deemed === null || deemed > today) return null;
  return { servedAt: endOfDay(addDays(deemed, -1)), servedOn: deemed, how: 'deemed' };
}

/** The day on which it is deemed to be served, if nobody opens or signs for it before; null without a mail. */
export function deemedDay(
  { sentAt, mailedAt, days }: Pick<ServiceFacts, 'sentAt' | 'mailedAt' | 'days'>,
  calendar: Calendar,
): Day | null {
  if (mailedAt === null) return null;
  return addWorkingDays(calendar, dayOf(mailedAt > sentAt ? mailedAt : sentAt), days).day;
}

/** What was mailed on this day or later is not deemed to be served today; all that was mailed before is. */
export function firstDayNotDeemed(calendar: Calendar, days: number, today: Day): Day {
  let day = today;
  while (addWorkingDays(calendar, addDays(day, -1), days).day > today) day = addDays(day, -1);
  return day;
}
