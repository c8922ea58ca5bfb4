/** The bureau's rating policy as data: versioned, editable, never edited once used. */
import type { Day } from './calendar.ts';
import { proveRatingPolicy } from './rating-policy-proof.ts';
import { creditBands, type Band, type CreditRating } from './scale.ts';
import type { Points } from './points.ts';

export interface RatingPolicy {
  readonly version: number;
  readonly inForceFrom: Day;
  /** Without the papers of its adoption a policy serves for 试评 only: nothing excluded, nothing published. */
  readonly adoption: Adoption | null;
  readonly bands: readonly Band<CreditRating>[];
  /** Rising by months; an assessment takes the weight of the first window that holds it. */
  readonly weights: readonly { readonly months: number; readonly weight: number }[];
  /** 未评级 when the last assessment is older. */
  readonly staleAfterMonths: number;
  /** What a vetoed assessment counts at most. */
  readonly vetoedAtMost: Points;
  readonly upkeep: UpkeepPolicy;
  readonly conduct: ConductPolicy;
  readonly caps: readonly Cap[];
}

export interface Adoption {
  readonly documentNumber: string;
  readonly legalityReview: string;
  readonly fairCompetitionReview: string;
  readonly consultation: string;
  readonly collectiveDecision: string;
}

export const upkeepFaultKinds = ['lateChange', 'confirmationMissing', 'falseFiling'] as const;
export type UpkeepFaultKind = (typeof upkeepFaultKinds)[number];

/** 档案维护 (U). */
export interface UpkeepPolicy {
  readonly months: number;
  readonly atMost: Points;
  /** How many tiers upkeep alone may lower the rating. */
  readonly tiersAtMost: number;
  readonly points: Readonly<Record<UpkeepFaultKind, Points>>;
}

/** Classes of a 处理决定. */
export const decisionClasses = ['轻微', '一般', '严重'] as const;
export type DecisionClass = (typeof decisionClasses)[number];

/** 执业行为 (C). */
export interface ConductPolicy {
  readonly atMost: Points;
  /** A major finding: `open` until answered; after an answer in time `answered`, after a late one still `open`, for `months`. */
  readonly major: { readonly open: Points; readonly answered: Points; readonly months: number };
  /** A minor finding: `open` until answered. */
  readonly minor: { readonly open: Points };
  /** `months` null: while in force. */
  readonly decisions: Readonly<
    Record<DecisionClass, { readonly points: Points; readonly months: number | null }>
  >;
}

/** The rating is `atMost` when the rule applies; several apply at once and the lowest holds. */
export type Cap = { readonly atMost: CreditRating } & (
  | { readonly kind: 'fewAssessments'; readonly fewerThan: number }
  | { readonly kind: 'assessmentBelow'; readonly below: Points; readonly months: number }
  | { readonly kind: 'poorNotRecovered'; readonly months: number; readonly recoveredFrom: Points }
  | { readonly kind: 'repeatedPoor'; readonly count: number; readonly months: number }
  | { readonly kind: 'veto'; readonly months: number }
  | { readonly kind: 'decisionInForce'; readonly class: DecisionClass }
);

/** The words of the cases in which a rating is capped. */
export const capKinds = {
  fewAssessments: '考核次数少',
  assessmentBelow: '有考核低于某一分数',
  poorNotRecovered: '考核等级为差且其后没有恢复',
  repeatedPoor: '多次考核等级为差',
  veto: '有否决事项',
  decisionInForce: '有生效中的处理决定',
} as const satisfies Record<Cap['kind'], string>;

/** 默认值（待财政局确认） */
export const defaultRatingPolicy: RatingPolicy = {
  version: 1,
  inForceFrom: '2026-01-01',
  adoption: null,
  bands: creditBands,
  weights: [
    { months: 12, weight: 10 },
    { months: 24, weight: 6 },
    { months: 36, weight: 3 },
  ],
  staleAfterMonths: 24,
  vetoedAtMost: 5000,
  upkeep: {
    months: 24,
    atMost: 1000,
    tiersAtMost: 1,
    points: { lateChange: 200, confirmationMissing: 300, falseFiling: 500 },
  },
  conduct: {
    atMost: 2000,
    major: { open: 300, answered: 100, months: 12 },
    minor: { open: 100 },
    decisions: {
      轻微: { points: 200, months: 6 },
      一般: { points: 800, months: null },
      严重: { points: 2000, months: null },
    },
  },
  caps: [
    { kind: 'fewAssessments', fewerThan: 2, atMost: 'B' },
    { kind: 'assessmentBelow', below: 8000, months: 24, atMost: 'B' },
    { kind: 'poorNotRecovered', months: 12, recoveredFrom: 8000, atMost: 'C' },
    { kind: 'repeatedPoor', count: 2, months: 24, atMost: 'D' },
    { kind: 'veto', months: 12, atMost: 'D' },
    { kind: 'decisionInForce', class: '严重', atMost: 'D' },
  ],
};

/** Every fault that keeps a policy from being used; empty when there is none. */
export const policyFaults = (policy: RatingPolicy): string[] =>
  proveRatingPolicy(policy).faults.map(({ message }) => message);
