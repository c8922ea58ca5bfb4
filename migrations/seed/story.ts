/**
 * How the example district's history is told: commission by commission, in the order of time, so that a rating given in
 * 2024 stands when an agency is drawn in 2025. Each noun's file exports one step that takes a story as far as its noun
 * goes, by commands; migrations/seed.ts plays the steps and stops where the story says.
 *
 * openCommission (commissions.ts) → selectAgency (selections.ts) → evaluate (evaluations.ts) → assessWork
 * (assessments.ts) → publish (disclosures.ts)
 */
import type { Day } from '#scoring/calendar.ts';
import type { EvaluationGrade } from '#scoring/scale.ts';

export const stages = [
  'created',
  'conditioned',
  'screening',
  'frozen',
  'drawn',
  'inviting',
  'contracted',
  'planSubmitted',
  'planApproved',
  'draftSubmitted',
  'consultation',
  'final',
  'accepted',
  'scored',
  'feedback',
  'assessed',
  'published',
] as const;

export type Stage = (typeof stages)[number];

export interface Story {
  title: string;
  /** The 示例 evaluatee's name; its unit is the evaluatee's. */
  evaluatee: string;
  division: string;
  /** 分 */
  feeCap: number;
  /** The first day; every later step follows by working days from it. */
  opensOn: Day;
  /**
   * Whom it went to. A statutory procurement or a 比选 names its winner (an agency of the dossiers' seed, by name);
   * a draw takes what the lots say.
   */
  selection:
    | { method: 'statutory'; winner: string }
    | { method: 'comparison'; winner: string }
    | { method: 'weightedDraw' };
  /** Where the story stands when the example district opens. */
  until: Stage;
  /** 评价等级 the report came to, roughly: the seed enters marks that lead there. */
  grade: EvaluationGrade;
  /** How many working days late the draft came. */
  draftLate: number;
  /** 考核 points out of 100 that the scorer's judged marks lead to, roughly. */
  quality: 'excellent' | 'good' | 'fair' | 'poor';
  /** What the steps made, each for the next. */
  made: {
    commissionId?: string;
    code?: string;
    agencyId?: string;
    contractId?: string;
    assessmentId?: string;
  };
}

/** True when the story goes at least as far as the stage. */
export const reaches = (story: Story, stage: Stage): boolean =>
  stages.indexOf(story.until) >= stages.indexOf(stage);
