import { describe, expect, test } from 'vitest';
import {
  consultationWindows,
  mayStillComment,
  reportStateOf,
  type ConsultationSide,
} from '#scoring/consultation.ts';
import { stateCalendar } from '#scoring/data/state-calendar.ts';

const silent = (from: string | null): ConsultationSide => ({ from, answeredOn: null, hasNoComment: false });
const windows = (unitFrom: string | null, today: string, bureau = silent('2025-09-26')) =>
  consultationWindows({ days: 5, unit: silent(unitFrom), bureau }, stateCalendar, today);

describe('the window of five working days from service', () => {
  // 2025-09-26 + 5 working days, with 国庆 and the make-up Sunday, is 2025-10-10 (§8.4).
  test.each([
    ['2025-09-26', 'open', null],
    ['2025-10-10', 'open', null],
    ['2025-10-11', 'silent', '2025-10-10'],
  ] as const)('on %s is %s', (today, state, endedOn) => {
    const { unit, overOn } = windows('2025-09-26', today);
    expect(unit).toMatchObject({ state, endedOn, until: { day: '2025-10-10', provisional: false } });
    expect(mayStillComment(unit!)).toBe(state === 'open');
    expect(overOn).toBe(endedOn);
  });

  test('never ends before service', () =>
    expect(windows(null, '2026-03-02')).toMatchObject({
      unit: { state: 'unserved', until: null },
      overOn: null,
    }));

  test('is over on the day of the last answer', () => {
    const answered = { from: '2025-09-26', answeredOn: '2025-09-29', hasNoComment: true };
    const later = { from: '2025-09-26', answeredOn: '2025-09-30', hasNoComment: false };
    expect(
      consultationWindows({ days: 5, unit: answered, bureau: later }, stateCalendar, '2025-09-30'),
    ).toMatchObject({
      unit: { state: 'noComment' },
      bureau: { state: 'commented' },
      overOn: '2025-09-30',
    });
    expect(windows('2025-10-09', '2025-10-13', answered).overOn).toBeNull();
    const turned = { days: 5, unit: later, bureau: answered };
    expect(consultationWindows(turned, stateCalendar, '2025-09-30').overOn).toBe('2025-09-30');
  });

  test('asks the client alone where there is no unit', () =>
    expect(
      consultationWindows({ days: 5, unit: null, bureau: silent('2025-09-26') }, stateCalendar, '2025-10-11'),
    ).toMatchObject({ unit: null, overOn: '2025-10-10' }));
});

test.each([
  [{ hasDraft: false, consultation: null, hasFinal: false, outcome: null }, 'draft'],
  [{ hasDraft: true, consultation: null, hasFinal: false, outcome: null }, 'submitted'],
  [
    { hasDraft: true, consultation: windows(null, '2025-09-26'), hasFinal: false, outcome: null },
    'consultation',
  ],
  [
    { hasDraft: true, consultation: windows('2025-09-26', '2025-10-11'), hasFinal: false, outcome: null },
    'answering',
  ],
  [
    { hasDraft: true, consultation: windows('2025-09-26', '2025-10-11'), hasFinal: true, outcome: null },
    'final',
  ],
  [{ hasDraft: true, consultation: null, hasFinal: true, outcome: 'returned' }, 'returned'],
  [{ hasDraft: true, consultation: null, hasFinal: true, outcome: 'accepted' }, 'accepted'],
] as const)('the report stands where its filings say: %j', (filed, state) =>
  expect(reportStateOf(filed)).toBe(state),
);
