import { expect, it } from 'vitest';
import {
  defaultPeriods as days,
  periodClaims,
  periodGroups,
  provePeriods,
  type PeriodKey,
} from '../../scoring/periods.ts';

it('holds of the defaults, whose numbers are those of the bureau’s list', () => {
  expect(provePeriods(days)).toEqual({ faults: [], proved: Object.values(periodClaims) });
  expect(days).toMatchObject({ call: 5, invitation: 5, planDue: 20, draftDue: 30, finalDue: 10 });
  expect(days).toMatchObject({ reviewRequest: 7, queryRaise: 7, queryAnswer: 7, factChange: 30 });
});

it('groups every period once', () => {
  const grouped = periodGroups.flatMap(({ keys }) => keys);
  expect(grouped.toSorted()).toEqual(Object.keys(days).toSorted());
});

/** The value, and a piece of what is said; null where it holds. */
it.each<[PeriodKey, number, RegExp | null]>([
  ['invitation', 0, /「答复邀请」须为 1 至 250 个工作日的整数/],
  ['invitation', 1, null],
  ['invitation', 1.5, /须为 1 至 250/],
  ['invitation', 250, null],
  ['invitation', 251, /须为 1 至 250/],
  ['paymentCalendarDays', 366, null],
  ['paymentCalendarDays', 367, /1 至 366 日（自然日）/],
  ['withdrawMinutes', 0, null],
  ['withdrawMinutes', 1441, /0 至 1440 分钟/],
  ['factChange', 29, /须为 30 个工作日：财监〔2021〕4号第八条/],
  ['factChange', 30, null],
  ['factChange', 31, /须为 30 个工作日：财监〔2021〕4号第八条/],
  ['queryRaise', 6, /不得少于 7 个工作日：《政府采购法》第五十二条/],
  ['queryRaise', 8, null],
  ['queryAnswer', 7, null],
  ['queryAnswer', 8, /不得超过 7 个工作日：《政府采购法》第五十三条/],
  ['rectificationMeasuresCalendarDays', 60, null],
  ['rectificationMeasuresCalendarDays', 61, /不得超过 60 日.*河南省/],
  ['assessmentFinal', 10, /须多于启动考核的 10 个工作日/],
  ['assessmentFinal', 11, null],
  ['amber', 9, null],
  ['amber', 10, /须少于 10 个工作日/],
  ['expiryWarningSecondCalendarDays', 59, null],
  ['expiryWarningSecondCalendarDays', 60, /须少于「到期首次提醒」的 60 日/],
  ['expiryWarningLastCalendarDays', 29, null],
  ['expiryWarningLastCalendarDays', 30, /须少于「到期再次提醒」的 30 日/],
])('%s of %d', (key, value, said) => {
  const { faults } = provePeriods({ ...days, [key]: value });
  expect(faults.map(({ path }) => path)).toEqual(said ? [key] : []);
  if (said) expect(faults[0]!.message).toMatch(said);
});

it('says of a period that an old version does not hold that it is missing', () => {
  const { amber: _amber, ...older } = days;
  const { faults } = provePeriods(older as typeof days);
  expect(faults.map(({ path, claim }) => [claim, path])).toEqual([['whole', 'amber']]);
});
