/** What eligibility is decided on: a commission's frozen conditions and one agency's facts, as plain data. */
import type { Day } from './calendar.ts';
import type { CreditRating } from './scale.ts';

export interface Window {
  readonly from: Day;
  /** null: until acceptance, whenever that is. */
  readonly to: Day | null;
}

export interface CommissionConditions {
  readonly commissionId: string;
  readonly window: Window;
  /** 1, or the number of projects of a package. */
  readonly projects: number;
  readonly leadEvaluatorsNeeded: number;
  /** 本次委托所需资料, as the dossier's sections are named. */
  readonly neededSections: readonly string[];
  /** Empty while the bureau has not recorded its own. */
  readonly clientUscc: string;
  readonly evaluateeUsccs: readonly string[];
  readonly projectIds: readonly string[];
  /** The unit evaluated, its department and its second-level units. */
  readonly unitIds: readonly string[];
  /** Below the threshold the bureau selects itself; above it the statutory method does. */
  readonly basis: 'own' | 'statutory';
  /** The procurement documents made credit a condition. */
  readonly creditInDocuments: boolean;
  readonly specialNeeds: readonly SpecialNeed[];
}

export type SpecialNeed =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'specialBond'; readonly projects: number }
  | { readonly kind: 'secrecy'; readonly scope: string };

export interface AgencyFacts {
  readonly agencyId: string;
  readonly uscc: string;
  readonly dossier: DossierFacts | null;
  /** It is no more from that day on: absent where nothing ended it. */
  readonly ended?: AgencyEnding;
  /** In post and passing the six conditions of 4号 art. 7. */
  readonly leadEvaluators: readonly LeadEvaluatorLoad[];
  /** 处理决定; one `excludes` when its text says so. */
  readonly decisions: readonly ExcludingDecision[];
  readonly credit: CreditStanding;
  readonly integrity: IntegrityFacts;
  readonly recusal: RecusalFacts;
  /** Commissions not yet accepted; null: not known. */
  readonly running: readonly RunningCommission[] | null;
  readonly special: SpecialFacts;
  readonly exceptions: readonly RuleException[];
}

/** 合并、分立 or 注销, as it is printed: 「吸收合并」, and who succeeds. */
export interface AgencyEnding {
  readonly on: Day;
  readonly how: string;
  readonly decision: string;
  readonly successors: readonly string[];
}

/** The latest checked version. */
export interface DossierFacts {
  readonly version: number;
  readonly checkedOn: Day;
  readonly checkedSections: readonly string[];
  /** Last yearly confirmation, or the check itself. */
  readonly confirmedOn: Day;
  /** Last day before the dossier lapses; null: no end. */
  readonly validUntil: Day | null;
}

export interface LeadEvaluatorLoad {
  readonly personId: string;
  readonly name: string;
  readonly leading: readonly (Window & { readonly commissionId: string; readonly projects: number })[];
}

export interface ExcludingDecision {
  readonly factId: string;
  readonly title: string;
  readonly from: Day;
  readonly until: Day | null;
  readonly repairedOn: Day | null;
  readonly excludes: boolean;
  /** First day of a 信用修复; absent: it cannot be repaired. */
  readonly repairableFrom?: Day;
}

export interface CreditStanding {
  /** In force at the freeze; null: 未评级 */
  readonly rating: CreditRating | null;
  readonly restriction: { readonly from: Day; readonly until: Day } | null;
  readonly undecidedProposal: { readonly proposedOn: Day; readonly cause: string } | null;
}

export interface IntegrityFacts {
  /** The dossier's explicit answer; null: not given. */
  readonly declaresNone: boolean | null;
  /** As they were recorded, one after the other. */
  readonly queries: readonly IntegrityQuery[];
  readonly violations: readonly SeriousViolation[];
}

/** A look-up recorded by an officer, with its file. */
export interface IntegrityQuery {
  readonly site: string;
  readonly on: Day;
  readonly result: 'clear' | 'found';
  readonly fileId: string;
}

/** 重大违法记录 of any authority. A ban counts until it ends; anything else for the policy's months. */
export interface SeriousViolation {
  readonly title: string;
  readonly decidedOn: Day;
  readonly bannedUntil: Day | null;
}

export interface RecusalFacts {
  readonly declared: boolean;
  readonly relations: readonly Relation[];
  readonly personInCharge: string | null;
  /** USCCs and person ids with a direct holding or management relation. */
  readonly holders: readonly string[];
  /** Other candidates under one person in charge or holding: see `controlPeers`. */
  readonly peers: readonly string[];
}

export const projectRoles = ['申报', '自评代编', '事前评估', '设计', '监理', '审计', '代理记账'] as const;
export type ProjectRole = (typeof projectRoles)[number];

export type Relation =
  | { readonly kind: 'tookPart'; readonly projectId: string; readonly role: ProjectRole }
  | ({
      readonly kind: 'paidWork';
      readonly unitId: string;
      readonly unitName: string;
      readonly commissionedBy: 'unit' | 'finance';
      readonly settlement: Settlement | null;
    } & Window)
  | {
      readonly kind: 'kin' | 'formerEmployment';
      readonly text: string;
      readonly settlement: Settlement | null;
    };

/** A named person's finding, with a proof, whether the relation stands in the way. */
export interface Settlement {
  readonly by: string;
  readonly on: Day;
  readonly proof: string;
  readonly cleared: boolean;
}

/** Stands for all that other clients have commissioned: only the agency can say how many projects. */
export const elsewhere = '其他委托方';

export interface RunningCommission {
  readonly commissionId: string;
  readonly projects: number;
}

/** null: not filed. */
export interface SpecialFacts {
  readonly fields: readonly string[] | null;
  readonly specialBondProjects: number | null;
  readonly secrecyScopes: readonly string[] | null;
}

export const ruleIds = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const;
export type RuleId = (typeof ruleIds)[number];

/** Roles that may ask for and approve an exception, rising. */
export const exceptionRoles = ['officer', 'reviewer', 'leader'] as const;
export type ExceptionRole = (typeof exceptionRoles)[number];

/** 例外审批 */
export interface RuleException {
  readonly ruleId: RuleId;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAs: ExceptionRole;
  readonly approvedBy: string;
  readonly approvedAs: ExceptionRole;
  readonly collectiveDecision: string;
  readonly approvedOn: Day;
}
