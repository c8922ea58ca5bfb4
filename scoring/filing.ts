/** 信用档案: the windows of a filing, how long a checked one holds, and what a second look may raise. */
import { addDays, addMonths, type Day, type Instant } from './calendar.ts';
import { canonicalJson, type Canonical } from './digest.ts';

export const sections = ['basic', 'people', 'trackRecord', 'honoursPenalties'] as const;
export type Section = (typeof sections)[number];

export const sectionTitles: Readonly<Record<Section, string>> = {
  basic: '基本信息',
  people: '专业团队',
  trackRecord: '业绩记录',
  honoursPenalties: '奖惩情况',
};

export const filingDays = {
  /** Months for which a check or a confirmation holds. */
  confirmationMonths: 12,
  /** Calendar days before the end from which the yearly confirmation is asked for. */
  confirmationNotice: 60,
} as const;

/**
 * The first instant at which a submission can no longer be taken back: from then on it is the bureau's. It is reckoned
 * once, by the minutes in force on the day of the submission, and kept with it.
 */
export const withdrawalEndsAt = (submittedAt: Instant, minutes: number): Instant =>
  new Date(Date.parse(submittedAt) + minutes * 60_000).toISOString();

export const isWithdrawable = (endsAt: Instant, now: Instant): boolean => now < endsAt;

/** The last day on which a dossier checked or confirmed on that day is current. */
export const validUntil = (confirmedOn: Day): Day =>
  addDays(addMonths(confirmedOn, filingDays.confirmationMonths), -1);

export type Validity = 'valid' | 'expiring' | 'lapsed';

export function validityOn(confirmedOn: Day, today: Day): Validity {
  const last = validUntil(confirmedOn);
  if (today > last) return 'lapsed';
  return addDays(today, filingDays.confirmationNotice) > last ? 'expiring' : 'valid';
}

/** What the last look at a section ended with: the returned submission, or the checked version that is being changed. */
export interface EarlierLook {
  readonly content: Canonical;
  readonly verdict: 'passed' | 'needsCorrection';
}

export const isSame = (one: Canonical, other: Canonical): boolean =>
  canonicalJson(one) === canonicalJson(other);

/** 一次性告知: what was looked at before and has not changed since cannot be raised a second time. */
export const mayRaise = (content: Canonical, earlier: EarlierLook | null): boolean =>
  earlier === null || !isSame(content, earlier.content);

/** A section that passed and has not changed needs no second look. */
export const isCarriedOver = (content: Canonical, earlier: EarlierLook | null): boolean =>
  earlier !== null && earlier.verdict === 'passed' && isSame(content, earlier.content);
