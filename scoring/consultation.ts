/**
 * 征求意见 (4号 art 18): the unit and the client each have the same number of working days, the unit from the day of
 * service, the client from the day it asked. Who says nothing in time has no objection, from the day the window ended.
 */
import { addWorkingDays, type Calendar, type Day, type Deadline } from './calendar.ts';
import { report, type StateOf } from './lifecycle.ts';

export interface ConsultationSide {
  /** The day from which the window runs; null until the paper has been served. */
  readonly from: Day | null;
  readonly answeredOn: Day | null;
  readonly hasNoComment: boolean;
}

export interface Consultation {
  /** Working days. */
  readonly days: number;
  /** Null where the evaluated object has no unit in the platform. */
  readonly unit: ConsultationSide | null;
  readonly bureau: ConsultationSide;
}

export type ConsultationState = 'unserved' | 'open' | 'commented' | 'noComment' | 'silent';

export interface ConsultationWindow {
  readonly state: ConsultationState;
  readonly until: Deadline | null;
  /** The day of the answer, or the last day of the window once it has passed. */
  readonly endedOn: Day | null;
}

export interface ConsultationWindows {
  readonly unit: ConsultationWindow | null;
  readonly bureau: ConsultationWindow;
  /** The last comment is in or its window has ended, on that day; null while somebody may still speak. */
  readonly overOn: Day | null;
}

export const consultationStates: Readonly<Record<ConsultationState, string>> = {
  unserved: '尚未送达',
  open: '征求意见中',
  commented: '已提出意见',
  noComment: '已答复无意见',
  silent: '逾期未反馈，视为无异议',
};

export function consultationWindows(
  { days, unit, bureau }: Consultation,
  calendar: Calendar,
  today: Day,
): ConsultationWindows {
  const ofUnit = unit && windowOf(unit, days, calendar, today);
  const ofBureau = windowOf(bureau, days, calendar, today);
  const ends = [ofUnit, ofBureau].filter((window) => window !== null).map(({ endedOn }) => endedOn);
  const last = ends.reduce<Day | null>(
    (latest, day) => (latest === null || day === null ? null : day > latest ? day : latest),
    '',
  );
  return { unit: ofUnit, bureau: ofBureau, overOn: last };
}

/** True on the last day of the window, not on the next. */
export const mayStillComment = (window: ConsultationWindow): boolean => window.state === 'open';

export type ReportState = StateOf<typeof report>;

/** Where the report of an evaluation stands, from what has been filed; silence ends a consultation by date. */
export function reportStateOf(filed: {
  readonly hasDraft: boolean;
  readonly consultation: ConsultationWindows | null;
  readonly hasFinal: boolean;
  /** Of the newest final report. */
  readonly outcome: 'accepted' | 'returned' | null;
}): ReportState {
  if (filed.hasFinal) return filed.outcome ?? 'final';
  if (filed.consultation) return filed.consultation.overOn === null ? 'consultation' : 'answering';
  return filed.hasDraft ? 'submitted' : 'draft';
}

function windowOf(
  { from, answeredOn, hasNoComment }: ConsultationSide,
  days: number,
  calendar: Calendar,
  today: Day,
): ConsultationWindow {
  const until = from === null ? null : addWorkingDays(calendar, from, days);
  if (answeredOn !== null)
    return { state: hasNoComment ? 'noComment' : 'commented', until, endedOn: answeredOn };
  if (until === null) return { state: 'unserved', until, endedOn: null };
  return today > until.day
    ? { state: 'silent', until, endedOn: until.day }
    : { state: 'open', until, endedOn: null };
}
