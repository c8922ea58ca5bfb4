/** One interface per table of migrations/. Instants, days and ids are strings; the database sees to their form. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { PaperKind } from '#scoring/papers.ts';
import type { SubjectType } from './journal.ts';

/** jsonb: read as what was stored, written as JSON text. */
export type Json<T = unknown> = ColumnType<T, string, string>;
export type NullableJson<T = unknown> = ColumnType<T | null, string | null, string | null>;

export interface Database {
  installation: InstallationTable;
  setting: SettingTable;
  counter: CounterTable;
  agency: AgencyTable;
  unit: UnitTable;
  account: AccountTable;
  accountHat: AccountHatTable;
  recoveryCode: RecoveryCodeTable;
  session: SessionTable;
  oneTimeLink: OneTimeLinkTable;
  journalEntry: JournalEntryTable;
  idempotencyKey: IdempotencyKeyTable;
  file: FileTable;
  fileCheck: FileCheckTable;
  personalNumber: PersonalNumberTable;
  dossierImport: DossierImportTable;
  dossierImportSource: DossierImportSourceTable;
  importMapping: ImportMappingTable;
  notice: NoticeTable;
  serviceAddress: ServiceAddressTable;
  mail: MailTable;
  collectiveDecision: CollectiveDecisionTable;
  policyVersion: PolicyVersionTable;
  policyAdoption: PolicyAdoptionTable;
  policyDraft: PolicyDraftTable;
  calendarYear: CalendarYearTable;
  calendarDay: CalendarDayTable;
  document: DocumentTable;
  dossier: DossierTable;
  dossierSection: DossierSectionTable;
  dossierPoint: DossierPointTable;
  dossierSubmission: DossierSubmissionTable;
  dossierVerdict: DossierVerdictTable;
  dossierEntry: DossierEntryTable;
  dossierReopening: DossierReopeningTable;
  dossierVersion: DossierVersionTable;
  nationalRecord: NationalRecordTable;
  dossierConfirmation: DossierConfirmationTable;
  evaluatee: EvaluateeTable;
  plan: PlanTable;
  planItem: PlanItemTable;
  planChange: PlanChangeTable;
  commission: CommissionTable;
  procurementBasis: ProcurementBasisTable;
  commissionConditions: CommissionConditionsTable;
  screening: ScreeningTable;
  integrityQuery: IntegrityQueryTable;
  screeningSettlement: ScreeningSettlementTable;
  screeningException: ScreeningExceptionTable;
  tierApproval: TierApprovalTable;
  recusalDeclaration: RecusalDeclarationTable;
  candidate: CandidateTable;
  selection: SelectionTable;
  offer: OfferTable;
  invitation: InvitationTable;
  contract: ContractTable;
  milestone: MilestoneTable;
  clockStop: ClockStopTable;
  teamChange: TeamChangeTable;
  workPlan: WorkPlanTable;
  indicatorSystem: IndicatorSystemTable;
  offSiteRequest: OffSiteRequestTable;
  fieldwork: FieldworkTable;
  report: ReportTable;
  reportWorkingCopy: ReportWorkingCopyTable;
  consultation: ConsultationTable;
  comment: CommentTable;
  acceptance: AcceptanceTable;
  agencyRename: AgencyRenameTable;
  identityChange: IdentityChangeTable;
  identityChangeParty: IdentityChangePartyTable;
  doubleRegistration: DoubleRegistrationTable;
  doubleRegistrationSide: DoubleRegistrationSideTable;
  doubleRegistrationProposal: DoubleRegistrationProposalTable;
  paper: PaperTable;
  sealScan: SealScanTable;
  sealPlace: SealPlaceTable;
  rectification: RectificationTable;
  rectificationRound: RectificationRoundTable;
  archiveItem: ArchiveItemTable;
  inspectionFinding: InspectionFindingTable;
  assessment: AssessmentTable;
  assessmentSheet: AssessmentSheetTable;
  assessmentFeedback: AssessmentFeedbackTable;
  assessmentResult: AssessmentResultTable;
  ratingDecision: RatingDecisionTable;
  whatIfRun: WhatIfRunTable;
  whatIfJob: WhatIfJobTable;
  sanctionProposal: SanctionProposalTable;
  sanction: SanctionTable;
  restriction: RestrictionTable;
  honour: HonourTable;
  disclosure: DisclosureTable;
  disclosureProposal: DisclosureProposalTable;
}

export interface InstallationTable {
  onlyRow: Generated<boolean>;
  kind: 'example' | 'real';
  createdAt: string;
  clockBase: string | null;
  clockAnchor: string | null;
}

export interface SettingTable {
  key: string;
  value: Json;
  version: Generated<number>;
  updatedAt: string;
}

export interface CounterTable {
  series: string;
  year: number;
  last: number;
}

export interface AgencyTable {
  id: string;
  code: string;
  name: string;
  uscc: string;
  openedAt: string;
  adminConfirmedAt: string | null;
  adminConfirmedBy: string | null;
  letterFileId: string | null;
  /** For the search; written by the database alone. */
  namePieces: GeneratedAlways<string[]>;
  version: Generated<number>;
}

export interface AgencyRenameTable {
  id: string;
  agencyId: string;
  number: number;
  oldName: string;
  newName: string;
  effectiveOn: string;
  fileId: string;
  versionId: string;
  filedBy: string;
  filedAt: string;
  checkedBy: string;
  checkedAt: string;
}

export interface IdentityChangeTable {
  id: string;
  code: string;
  kind: 'absorption' | 'consolidation' | 'dissolution' | 'spinOff' | 'cancellation';
  state: 'requested' | 'proposed' | 'returned' | 'withdrawn' | 'decided';
  effectiveOn: string;
  facts: string;
  fileId: string;
  requestedBy: string | null;
  requestedAt: string | null;
  proposedBy: string | null;
  proposedAt: string | null;
  note: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  version: Generated<number>;
}

export interface IdentityChangePartyTable {
  changeId: string;
  agencyId: string;
  side: 'predecessor' | 'successor';
  position: number;
  recordTo: string | null;
  reason: string | null;
}

export interface UnitTable {
  id: string;
  code: string;
  name: string | null;
  classified: Generated<boolean>;
  level: 1 | 2;
  parentId: string | null;
  division: string;
  uscc: string | null;
  version: Generated<number>;
}

export interface AccountTable {
  id: string;
  username: string;
  name: string;
  passwordHash: string | null;
  agencyId: string | null;
  unitId: string | null;
  division: string | null;
  personId: string | null;
  totpSecret: string | null;
  totpConfirmedAt: string | null;
  totpLastStep: number | null;
  failedAttempts: Generated<number>;
  lockedUntil: string | null;
  createdAt: string;
  disabledAt: string | null;
  version: Generated<number>;
}

export interface AccountHatTable {
  accountId: string;
  hat:
    | 'agencyAdmin'
    | 'agencyStaff'
    | 'leadEvaluator'
    | 'bureauOfficer'
    | 'bureauReviewer'
    | 'bureauLeader'
    | 'divisionOfficer'
    | 'supervisor'
    | 'unitOfficer'
    | 'auditor'
    | 'systemAdmin';
  grantedAt: string;
}

export interface RecoveryCodeTable {
  accountId: string;
  codeHash: string;
  usedAt: string | null;
}

export interface SessionTable {
  id: string;
  tokenHash: string;
  accountId: string;
  hat: string;
  openedAt: string;
  seenAt: string;
  endsAt: string;
  secondFactorAt: string | null;
  revokedAt: string | null;
}

export interface OneTimeLinkTable {
  id: string;
  tokenHash: string;
  purpose: 'firstAdmin' | 'invitation' | 'passwordReset';
  accountId: string | null;
  createdBy: string | null;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
}

export interface JournalEntryTable {
  id: string;
  at: string;
  accountId: string | null;
  actorName: string;
  hat: string;
  event: string;
  subjectType: SubjectType;
  subjectId: string;
  subjectCode: string | null;
  agencyId: string | null;
  unitId: string | null;
  detail: Json;
}

export interface IdempotencyKeyTable {
  accountId: string;
  key: string;
  digest: string;
  answer: NullableJson;
  createdAt: string;
}

export interface FileTable {
  id: string;
  sha256: string;
  name: string;
  type: 'pdf' | 'docx' | 'xlsx' | 'jpg' | 'png';
  size: number;
  agencyId: string | null;
  unitId: string | null;
  /** The name of the key; null for one that was stored before files were sealed. */
  sealedBy: string | null;
  uploadedBy: string;
  uploadedAt: string;
}

export interface FileCheckTable {
  id: string;
  checkedAt: string;
  registered: number;
  removed: number;
  unclaimed: number;
  missing: number;
  missingIds: Json<string[]>;
}

export interface DossierImportTable {
  id: string;
  agencyId: string;
  dossierId: string;
  kind: 'people' | 'trackRecord';
  fileName: string;
  rows: string | null;
  uploadedBy: string;
  uploadedAt: string;
  committedBy: string | null;
  committedAt: string | null;
  changes: unknown;
  undoneAt: string | null;
  version: Generated<number>;
}

export interface DossierImportSourceTable {
  importId: string;
  content: string;
}

export interface ImportMappingTable {
  agencyId: string;
  kind: 'people' | 'trackRecord';
  signature: string;
  targets: unknown;
  fixed: unknown;
  chosenBy: string;
  chosenAt: string;
}

export interface PersonalNumberTable {
  id: string;
  agencyId: string;
  sealed: string;
  lookup: string;
  recordedBy: string;
  recordedAt: string;
}

/** A change is a new row. */
export interface ServiceAddressTable {
  id: string;
  agencyId: string;
  number: number;
  way: 'electronic' | 'paper';
  recipient: string;
  postalAddress: string;
  email: string;
  phone: string;
  confirmedBy: string;
  confirmedAt: string;
}

export interface NoticeTable {
  id: string;
  agencyId: string | null;
  unitId: string | null;
  kind: string;
  title: string;
  body: string;
  subjectType: SubjectType;
  subjectId: string;
  path: string;
  sentBy: string | null;
  sentAt: string;
  /** From then on, or from the day its mail made it so: `scoring/service.ts`. */
  receivedAt: string | null;
  receivedHow: 'opened' | 'paper' | null;
  receivedRecordedBy: string | null;
  receivedNote: string | null;
  receiptFileId: string | null;
  mailedAt: string | null;
  serviceDays: number;
  serviceAddressId: string | null;
}

export type MailState = 'waiting' | 'sending' | 'sent' | 'failed';

export interface MailTable {
  id: string;
  noticeId: string;
  address: string;
  subject: string;
  path: string;
  state: Generated<MailState>;
  attempts: Generated<number>;
  createdAt: string;
  nextAt: string;
  claimedAt: string | null;
  settledAt: string | null;
  lastError: string | null;
}

export interface CollectiveDecisionTable {
  id: string;
  kind: string;
  meeting: string;
  heldOn: string;
  minutesNumber: string;
  attendees: string;
  withdrew: Generated<string>;
  dissent: Generated<string>;
  fileId: string | null;
  recordedBy: string;
  recordedAt: string;
}

export interface PolicyVersionTable {
  id: string;
  kind:
    'rubric' | 'rating' | 'consequence' | 'eligibility' | 'selection' | 'framework' | 'procurement' | 'days';
  name: string;
  version: number;
  content: Json;
  basis: string;
  isDefault: boolean;
  inForceFrom: string;
  recordedAt: string;
}

export interface PolicyAdoptionTable {
  policyId: string;
  documentNumber: string;
  legalityReview: string;
  fairCompetitionReview: string;
  consultation: string;
  decisionId: string;
  effectiveOn: string;
  recordedBy: string;
  recordedAt: string;
}

export interface PolicyDraftTable {
  id: string;
  kind: PolicyVersionTable['kind'];
  name: string;
  /** The version it was copied from. */
  basedOn: string;
  content: Json;
  basis: string;
  note: Generated<string>;
  state: Generated<'draft' | 'checked' | 'withdrawn'>;
  openedBy: string;
  openedAt: string;
  savedAt: string;
  /** Everyone who opened or saved it: none of them checks it. */
  drafters: string[];
  closedBy: string | null;
  closedAt: string | null;
  /** The version that the check made of it. */
  policyId: string | null;
  version: Generated<number>;
}

export interface CalendarYearTable {
  year: number;
  document: string;
}

export interface CalendarDayTable {
  day: string;
  kind: 'holiday' | 'makeUp';
  name: string;
}

export interface DocumentTable {
  id: string;
  number: string;
  title: string;
  note: Generated<string>;
}

export interface DossierTable {
  id: string;
  agencyId: string;
  number: number;
  state: 'draft' | 'submitted' | 'inReview' | 'returned' | 'checked';
  openedAt: string;
  basedOn: string | null;
  changedOn: string | null;
  reviewerId: string | null;
  reviewOpenedAt: string | null;
  version: Generated<number>;
}

export interface DossierSectionTable {
  dossierId: string;
  section: 'basic' | 'people' | 'trackRecord' | 'honoursPenalties';
  content: Json;
  completedAt: string | null;
  updatedAt: string;
  updatedBy: string;
  version: Generated<number>;
}

export interface DossierPointTable {
  id: string;
  dossierId: string;
  section: 'basic' | 'people' | 'trackRecord' | 'honoursPenalties';
  version: number;
  content: Json;
  savedBy: string;
  savedAt: string;
}

export interface DossierSubmissionTable {
  id: string;
  dossierId: string;
  number: number;
  content: Json;
  digest: string;
  declaredName: string;
  submittedBy: string;
  submittedAt: string;
  withdrawalEndsAt: string;
  dueOn: string;
  withdrawnAt: string | null;
  outcome: 'returned' | 'checked' | null;
  decidedAt: string | null;
  decidedBy: string | null;
}

export interface DossierVerdictTable {
  submissionId: string;
  section: 'basic' | 'people' | 'trackRecord' | 'honoursPenalties';
  verdict: 'passed' | 'needsCorrection';
  reasonCode: 'missing' | 'mismatch' | 'illegible' | 'expired' | 'unproved' | 'other' | null;
  note: Generated<string>;
  judgedBy: string;
  judgedAt: string;
}

export interface DossierEntryTable {
  id: string;
  dossierId: string;
  agencyId: string;
  state: 'entering' | 'waiting' | 'confirmed' | 'declined' | 'withdrawn';
  reason: string;
  fileId: string;
  enteredBy: string;
  openedAt: string;
  handedOverAt: string | null;
  note: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
  version: Generated<number>;
}

export interface DossierReopeningTable {
  id: string;
  submissionId: string;
  section: 'basic' | 'people' | 'trackRecord' | 'honoursPenalties';
  state: 'asked' | 'agreed' | 'declined' | 'withdrawn';
  reason: string;
  askedBy: string;
  askedAt: string;
  note: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface DossierVersionTable {
  id: string;
  agencyId: string;
  number: number;
  submissionId: string;
  content: Json;
  digest: string;
  checkedBy: string;
  effectiveOn: string;
  recordedAt: string;
  supersedes: string | null;
}

export interface NationalRecordTable {
  id: string;
  agencyId: string;
  queriedOn: string;
  registered: boolean;
  recordNumber: string | null;
  shown: Json | null;
  filed: Json | null;
  versionId: string | null;
  note: Generated<string>;
  fileId: string;
  queriedBy: string;
  recordedAt: string;
}

export interface DossierConfirmationTable {
  id: string;
  agencyId: string;
  confirmedOn: string;
  confirmedBy: string;
  recordedAt: string;
}

export interface EvaluateeTable {
  id: string;
  unitId: string | null;
  kind: 'project' | 'department' | 'policy' | 'bondProject';
  name: string;
  year: number;
  budgeted: number | null;
  adjusted: number | null;
  spent: number | null;
  note: Generated<string>;
  version: Generated<number>;
}

export interface PlanTable {
  id: string;
  year: number;
  state: 'draft' | 'decided' | 'amended';
  openedBy: string | null;
  openedAt: string;
  decisionId: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  version: Generated<number>;
}

export interface PlanItemTable {
  id: string;
  planId: string;
  evaluateeId: string;
  reason: string;
  addedAt: string;
  addedBy: string | null;
  removedAt: string | null;
  removedBy: string | null;
  removedReason: string | null;
  recordedOutcome: 'reportFinal' | null;
}

export interface PlanChangeTable {
  id: string;
  planId: string;
  kind: 'add' | 'remove';
  evaluateeId: string;
  reason: string;
  proposedBy: string | null;
  proposedAt: string;
  withdrawnAt: string | null;
  decisionId: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface CommissionTable {
  id: string;
  code: string;
  evaluateeId: string;
  planId: string | null;
  title: string;
  state:
    | 'created'
    | 'conditioned'
    | 'screening'
    | 'frozen'
    | 'selecting'
    | 'inviting'
    | 'contracted'
    | 'running'
    | 'accepted'
    | 'archived'
    | 'terminated';
  division: string;
  organiser: 'thirdParty' | 'bureau' | 'experts';
  scope: string;
  method: string;
  plannedFrom: string;
  plannedUntil: string;
  leadEvaluatorsRequired: Generated<number>;
  feeCap: number;
  specialNeeds: Json;
  createdBy: string;
  createdAt: string;
  terminatedAt: string | null;
  terminatedReason: string | null;
  version: Generated<number>;
}

export interface ProcurementBasisTable {
  commissionId: string;
  estimatedAmount: number;
  yearlyTotal: number;
  thresholdPolicyId: string;
  thresholdAmount: number;
  openTenderAmount: number;
  aboveThreshold: boolean;
  splitSuspected: boolean;
  method:
    | 'openTender'
    | 'invitedTender'
    | 'negotiation'
    | 'consultation'
    | 'singleSource'
    | 'framework'
    | 'comparison'
    | 'weightedDraw'
    | 'rotation';
  internalRuleNumber: string | null;
  procurementNumber: string | null;
  noticeLink: string | null;
  resultLink: string | null;
  resultOn: string | null;
  decisionId: string | null;
  recordedBy: string;
  recordedAt: string;
  version: Generated<number>;
}

export interface CommissionConditionsTable {
  id: string;
  commissionId: string;
  number: number;
  policyId: string;
  content: Json;
  digest: string;
  callUntil: string;
  callExtendedAt: string | null;
  frozenBy: string;
  frozenAt: string;
  withdrawnAt: string | null;
  withdrawnReason: string | null;
}

export interface ScreeningTable {
  id: string;
  commissionId: string;
  conditionsId: string;
  number: number;
  asOf: string;
  facts: Json;
  decisions: Json;
  /** As they were known; null of what was screened before they were kept. */
  rules: NullableJson;
  calendar: NullableJson;
  digest: string;
  madeBy: string;
  frozenAt: string | null;
  frozenBy: string | null;
  withdrawnAt: string | null;
}

export interface IntegrityQueryTable {
  id: string;
  agencyId: string;
  site: 'creditChina' | 'governmentProcurement' | 'nationalPlatform';
  queriedOn: string;
  result: 'clear' | 'found';
  note: Generated<string>;
  violationTitle: string | null;
  violationDecidedOn: string | null;
  banUntil: string | null;
  fileId: string | null;
  queriedBy: string;
  recordedAt: string;
}

export interface ScreeningSettlementTable {
  id: string;
  commissionId: string;
  agencyId: string;
  ruleId: string;
  outcome: 'pass' | 'fail';
  note: string;
  fileId: string | null;
  settledBy: string;
  settledAt: string;
  withdrawnAt: string | null;
}

export interface ScreeningExceptionTable {
  id: string;
  commissionId: string;
  agencyId: string;
  ruleId: string;
  reason: string;
  proposedBy: string;
  proposedAs: 'officer' | 'reviewer' | 'leader';
  proposedAt: string;
  approvedBy: string | null;
  approvedAs: 'officer' | 'reviewer' | 'leader' | null;
  approvedAt: string | null;
  decisionId: string | null;
}

export interface TierApprovalTable {
  id: string;
  commissionId: string;
  screeningId: string;
  agencyIds: Json;
  reason: string;
  approvedBy: string;
  approvedAt: string;
}

export interface RecusalDeclarationTable {
  id: string;
  commissionId: string;
  side: 'agency' | 'bureau';
  agencyId: string | null;
  accountId: string;
  content: Json;
  declaredName: string;
  declaredAt: string;
}

export interface CandidateTable {
  commissionId: string;
  agencyId: string;
  position: number;
  tier: 'A' | 'B' | 'C' | 'D' | null;
  running: number;
  cap: number;
  weightNumerator: number;
  weightDenominator: number;
  struckAt: string | null;
  struckReason: string | null;
  place: number | null;
}

export interface SelectionTable {
  commissionId: string;
  method: 'weightedDraw' | 'comparison' | 'rotation' | 'statutory';
  reason: string;
  chosenBy: string;
  chosenAt: string;
  commitment: string | null;
  secret: string | null;
  publicValueSource: string | null;
  publicValueAt: string | null;
  publicValue: string | null;
  seed: string | null;
  listDigest: string | null;
  result: NullableJson;
  drawnBy: string | null;
  witnessId: string | null;
  drawnAt: string | null;
  voidedAt: string | null;
  voidedReason: string | null;
  version: Generated<number>;
  id: string;
  number: number;
  policyId: string | null;
  list: Json;
  drawUntil: string | null;
  witnessedAt: string | null;
  openingAt: string | null;
  openedAt: string | null;
  endedAt: string | null;
}

export interface OfferTable {
  id: string;
  commissionId: string;
  agencyId: string;
  price: number;
  priceExplanation: Generated<string>;
  content: Json;
  submittedBy: string;
  submittedAt: string;
  openedAt: string | null;
  scores: NullableJson;
  selectionId: string;
  version: Generated<number>;
}

export interface InvitationTable {
  id: string;
  commissionId: string;
  agencyId: string;
  place: number;
  state: 'pending' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn';
  noticeId: string;
  sentBy: string;
  sentAt: string;
  answeredBy: string | null;
  answeredAt: string | null;
  reason: string | null;
  statement: NullableJson;
  version: Generated<number>;
  selectionId: string;
}

export interface ContractTable {
  id: string;
  number: string;
  commissionId: string;
  agencyId: string;
  parties: string;
  subject: string;
  periodFrom: string;
  periodUntil: string;
  fee: number;
  payment: string;
  rightsAndDuties: string;
  archivingDuty: string;
  breach: string;
  disputes: string;
  signedOn: string;
  rubricId: string;
  leadEvaluatorId: string;
  team: Json;
  recordedBy: string;
  recordedAt: string;
  version: Generated<number>;
}

export interface MilestoneTable {
  id: string;
  commissionId: string;
  key: 'workPlan' | 'workPlanApproval' | 'draft' | 'comments' | 'final' | 'acceptance';
  position: number;
  originalDueOn: string | null;
  dueOn: string | null;
  deliveredOn: string | null;
  approvedOn: string | null;
  movedReason: string | null;
  runsFrom: string | null;
}

export interface ClockStopTable {
  id: string;
  commissionId: string;
  milestoneKey: string;
  fromDay: string;
  untilDay: string | null;
  heldBy: 'bureau' | 'unit';
  reason: string;
  claimedBy: string;
  claimedAt: string;
  grantedBy: string | null;
  grantedAt: string | null;
  refusedAt: string | null;
  proof: string;
  refusedBy: string | null;
  answerReason: string | null;
}

export interface TeamChangeTable {
  id: string;
  commissionId: string;
  personOut: string;
  personIn: string | null;
  isLead: boolean;
  changedOn: string;
  reportedAt: string | null;
  consentBy: string | null;
  consentAt: string | null;
  reason: string;
  recordedBy: string;
  recordedAt: string;
}

export interface WorkPlanTable {
  id: string;
  commissionId: string;
  number: number;
  state: 'draft' | 'submitted' | 'returned' | 'approved';
  elements: Json;
  plannedFunds: number | null;
  missing: NullableJson;
  gate: 'expertPanel' | 'clientApproval' | null;
  gateNote: string | null;
  submittedBy: string | null;
  submittedAt: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  returnCause: 'agency' | 'bureau' | 'unit' | null;
  returnReason: string | null;
  version: Generated<number>;
}

export interface IndicatorSystemTable {
  id: string;
  commissionId: string;
  number: number;
  state: 'draft' | 'submitted' | 'returned' | 'approved';
  frameworkId: string;
  indicators: Json;
  warningReason: string | null;
  submittedBy: string | null;
  submittedAt: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  returnReason: string | null;
  version: Generated<number>;
}

export interface OffSiteRequestTable {
  id: string;
  commissionId: string;
  reason: string;
  requestedBy: string;
  requestedAt: string;
  consented: boolean | null;
  decisionNote: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface FieldworkTable {
  id: string;
  commissionId: string;
  visitedOn: string;
  place: string;
  people: string;
  fundsCovered: number;
  isOffSite: boolean;
  offSiteConsentBy: string | null;
  note: string;
  recordedBy: string;
  recordedAt: string;
}

export interface ReportTable {
  id: string;
  commissionId: string;
  kind: 'draft' | 'final';
  number: number;
  fileId: string;
  summary: string;
  problems: string;
  advice: string;
  indicatorSystemId: string | null;
  marks: Json;
  score: number | null;
  grade: '优' | '良' | '中' | '差' | null;
  submittedBy: string;
  submittedAt: string;
  reviewedByName: string | null;
  signedBy: string | null;
  signedPersonId: string | null;
  signedAt: string | null;
  sealNote: string | null;
}

export interface ReportWorkingCopyTable {
  commissionId: string;
  kind: 'draft' | 'final';
  content: Json;
  savedBy: string;
  savedAt: string;
  signedBy: string | null;
  signedPersonId: string | null;
  signedAt: string | null;
  version: Generated<number>;
}

export interface ConsultationTable {
  id: string;
  commissionId: string;
  reportId: string;
  noticeId: string | null;
  openedBy: string;
  openedAt: string;
  days: number;
  unitAnsweredAt: string | null;
  unitHasNoComment: Generated<boolean>;
  unitAnsweredOnPaper: Generated<boolean>;
  bureauAnsweredAt: string | null;
  bureauHasNoComment: Generated<boolean>;
}

export interface CommentTable {
  id: string;
  consultationId: string;
  number: number;
  origin: 'unit' | 'bureau';
  page: Generated<string>;
  body: string;
  madeBy: string;
  madeAt: string;
  onPaper: Generated<boolean>;
  answer: 'adopted' | 'partlyAdopted' | 'notAdopted' | null;
  answerReason: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
}

export interface AcceptanceTable {
  id: string;
  commissionId: string;
  reportId: string;
  outcome: 'accepted' | 'returned';
  cause: 'agency' | 'bureau' | 'unit' | null;
  note: string;
  decidedBy: string;
  decidedAt: string;
}

export interface DoubleRegistrationTable {
  id: string;
  code: string;
  state: 'open' | 'proposed' | 'settled';
  days: number;
  openedBy: string;
  openedAt: string;
  version: Generated<number>;
}

export interface DoubleRegistrationSideTable {
  caseId: string;
  agencyId: string;
  numberId: string;
  versionId: string;
  personName: string;
  noticeId: string;
  answer: 'stays' | 'left' | null;
  leftOn: string | null;
  proofFileId: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
}

export interface DoubleRegistrationProposalTable {
  caseId: string;
  number: number;
  belongsTo: string | null;
  effectiveOn: string;
  reason: string;
  proposedBy: string;
  proposedAt: string;
  verdict: 'settled' | 'returned' | null;
  note: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface PaperTable {
  id: string;
  number: string;
  kind: PaperKind;
  submissionId: string;
  agencyId: string;
  record: Json;
  fingerprint: string;
  code: string;
  madeAt: string;
}

export interface SealScanTable {
  paperId: string;
  number: number;
  fileId: string;
  returnedBy: string;
  returnedAt: string;
}

export interface SealPlaceTable {
  paperId: string;
  number: number;
  place: string;
  receivedOn: string;
  recordedBy: string;
  recordedAt: string;
}

export interface RectificationTable {
  id: string;
  code: string;
  commissionId: string;
  unitId: string;
  problem: string;
  noticeId: string | null;
  days: number;
  state: 'open' | 'measured' | 'closed' | 'rejected';
  openedBy: string;
  openedAt: string;
  version: Generated<number>;
}

export interface RectificationRoundTable {
  rectificationId: string;
  number: number;
  measure: string;
  proofFileId: string | null;
  measuredBy: string;
  measuredAt: string;
  outcome: 'closed' | 'rejected' | null;
  decisionNote: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface ArchiveItemTable {
  id: string;
  commissionId: string;
  class: 'initiating' | 'evidence' | 'conclusion';
  title: string;
  fileId: string | null;
  filedBy: string;
  filedAt: string;
}

export interface InspectionFindingTable {
  id: string;
  agencyId: string;
  commissionId: string | null;
  gravity: 'major' | 'minor';
  facts: string;
  answeredOn: string | null;
  effectiveOn: string;
  recordedBy: string;
  recordedAt: string;
  supersedes: string | null;
}

export interface AssessmentTable {
  id: string;
  code: string;
  commissionId: string;
  agencyId: string;
  rubricId: string;
  state: 'open' | 'scoring' | 'scored' | 'feedback' | 'review' | 'final';
  openedAt: string;
  scoredAt: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  feedbackNoticeId: string | null;
  feedbackClosedAt: string | null;
  version: Generated<number>;
  openedBy: string | null;
  approved: NullableJson;
}

export interface AssessmentSheetTable {
  id: string;
  assessmentId: string;
  scorerId: string;
  declaredAt: string;
  marks: Json;
  submittedAt: string | null;
  version: Generated<number>;
  typed: Generated<Json>;
  facts: NullableJson;
  returnedReason: string | null;
}

export interface AssessmentFeedbackTable {
  id: string;
  assessmentId: string;
  itemCode: string;
  agrees: boolean;
  statement: Generated<string>;
  fileId: string | null;
  madeBy: string;
  madeAt: string;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
  changes: Generated<boolean>;
}

export interface AssessmentResultTable {
  id: string;
  assessmentId: string;
  agencyId: string;
  contractId: string;
  points: number;
  tier: '优' | '良' | '一般' | '差';
  vetoed: Generated<boolean>;
  explanation: Json;
  digest: string;
  reason: string;
  effectiveOn: string;
  recordedBy: string;
  recordedAt: string;
  supersedes: string | null;
}

export interface RatingDecisionTable {
  id: string;
  agencyId: string;
  policyId: string;
  rating: 'A' | 'B' | 'C' | 'D' | null;
  points: number | null;
  occasion: 'yearly' | 'event';
  cause: string;
  causeType: string;
  causeId: string | null;
  asOf: string;
  result: Json;
  /** Canonical JSON of policy, record and day. */
  inputs: string;
  digest: string;
  decisionId: string | null;
  effectiveOn: string;
  recordedBy: string | null;
  recordedAt: string;
  supersedes: string | null;
}

export interface WhatIfRunTable {
  id: string;
  policyId: string;
  beforeId: string;
  ratingPolicyId: string;
  asOf: string;
  inputsDigest: string;
  secret: string;
  result: string;
  resultDigest: string;
  summary: string;
  codeNames: string | null;
  madeBy: string;
  madeAt: string;
}

export interface WhatIfJobTable {
  id: string;
  policyId: string;
  beforeId: string;
  ratingPolicyId: string;
  asOf: string;
  begunBy: string;
  begunAt: string;
  done: Generated<number>;
  total: number | null;
  beatAt: string;
  reason: string | null;
}

export interface SanctionProposalTable {
  id: string;
  code: string;
  agencyId: string;
  commissionId: string | null;
  kind: 'sanction' | 'restriction';
  class: 'minor' | 'general' | 'serious' | null;
  facts: string;
  clause: string;
  fileId: string;
  excludes: Generated<boolean>;
  fromDay: string;
  untilDay: string;
  state: 'proposed' | 'heard' | 'decided' | 'withdrawn';
  noticeId: string | null;
  statement: string | null;
  statedAt: string | null;
  hearingClosedAt: string | null;
  proposedBy: string;
  proposedAt: string;
  version: Generated<number>;
  causeId: string | null;
  hearingWaived: Generated<boolean>;
  hearingNote: string | null;
  heardBy: string | null;
  withdrawnReason: string | null;
  statementBy: string | null;
}

export interface SanctionTable {
  id: string;
  code: string;
  proposalId: string;
  agencyId: string;
  class: 'minor' | 'general' | 'serious';
  facts: string;
  clause: string;
  excludes: boolean;
  fromDay: string;
  untilDay: string;
  endedHow: 'repaired' | 'revoked' | null;
  endedOn: string | null;
  effectiveOn: string;
  recordedBy: string;
  recordedAt: string;
  supersedes: string | null;
  decisionId: string | null;
  endReason: string | null;
}

export interface RestrictionTable {
  id: string;
  code: string;
  proposalId: string;
  agencyId: string;
  cause: string;
  basis: string;
  fromDay: string;
  untilDay: string;
  effectiveOn: string;
  recordedBy: string;
  recordedAt: string;
  supersedes: string | null;
  causeId: string | null;
  decisionId: string | null;
  endedHow: 'revoked' | null;
  endedOn: string | null;
  endReason: string | null;
}

export interface HonourTable {
  id: string;
  agencyId: string;
  title: string;
  grantedBy: string;
  effectiveOn: string;
  recordedBy: string;
  recordedAt: string;
  supersedes: string | null;
}

export interface DisclosureTable {
  id: string;
  kind: 'rating' | 'assessment' | 'evaluation' | 'sanction';
  subjectId: string;
  agencyId: string | null;
  publishedBy: string;
  publishedAt: string;
  untilDay: string | null;
  withdrawnAt: string | null;
  withdrawnReason: string | null;
  proposalId: string;
  withdrawnBy: string | null;
}

export interface DisclosureProposalTable {
  id: string;
  code: string;
  kind: 'rating' | 'assessment' | 'evaluation' | 'sanction';
  subjectId: string;
  agencyId: string | null;
  title: string;
  state: 'proposed' | 'published' | 'returned' | 'withdrawn';
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  returnedReason: string | null;
  version: Generated<number>;
}
