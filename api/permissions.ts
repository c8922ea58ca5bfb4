/**
 * Every action, who may do it, and under which condition on the loaded row. The same table opens a route, guards a
 * command and draws a button.
 */
import { notFound, Refusal } from './refusal.ts';

export const hats = {
  agencyAdmin: '机构管理员',
  agencyStaff: '机构经办人',
  leadEvaluator: '主评人',
  bureauOfficer: '财政局经办人',
  bureauReviewer: '财政局复核人',
  bureauLeader: '财政局审批人',
  divisionOfficer: '业务科室',
  supervisor: '督导人员',
  unitOfficer: '预算单位',
  auditor: '审计人员',
  systemAdmin: '系统管理员',
} as const;

export type Hat = keyof typeof hats;
/** Who asks without having signed in. */
export type AnyHat = Hat | 'public';

export interface Actor {
  /** Null for the public. */
  accountId: string | null;
  sessionId: string | null;
  name: string;
  hat: AnyHat;
  /** All hats of the person; one is worn at a time. */
  hats: Hat[];
  agencyId: string | null;
  unitId: string | null;
  division: string | null;
  /** The person of the dossier that a lead evaluator's account is bound to. */
  personId: string | null;
}

/** What of a row decides who may act on it. */
export interface Ownership {
  agencyId?: string | null;
  unitId?: string | null;
  /** Accounts that may not take this step because they took another one on the same object. */
  handledBy?: readonly (string | null)[];
}

export interface Permission {
  hats: readonly AnyHat[];
  /** The row must belong to the actor's own agency or unit, when the actor comes from one. */
  own?: boolean;
  /** The step needs someone who did not take an earlier step (`handledBy`). */
  another?: boolean;
}

const agency = ['agencyAdmin', 'agencyStaff', 'leadEvaluator'] as const;
/** Who may file and sign for the agency. */
const filers = ['agencyAdmin', 'agencyStaff'] as const;
const bureau = ['bureauOfficer', 'bureauReviewer', 'bureauLeader', 'divisionOfficer'] as const;
const oversight = ['supervisor', 'auditor'] as const;
const staff = [...bureau, ...oversight, 'systemAdmin'] as const;
const everyone = [...agency, ...staff, 'unitOfficer'] as const;
const anyone = ['public', ...everyone] as const;

export const permissions = {
  // sessions
  'session.open': { hats: anyone },
  'session.read': { hats: anyone },
  'session.confirm': { hats: anyone },
  'session.wearHat': { hats: everyone },
  'session.close': { hats: everyone },
  'secondFactor.enrol': { hats: anyone },
  // accounts
  'account.read': { hats: ['systemAdmin', 'auditor'] },
  'account.create': { hats: ['systemAdmin'] },
  'account.change': { hats: ['systemAdmin'] },
  'colleague.read': { hats: ['agencyAdmin'] },
  'colleague.invite': { hats: ['agencyAdmin'] },
  'link.read': { hats: anyone },
  'link.use': { hats: anyone },
  'password.change': { hats: everyone },
  // clock
  'clock.move': { hats: ['systemAdmin'] },
  // journal
  'journal.read': { hats: ['auditor'] },
  'timeline.read': { hats: everyone },
  // home
  'home.read': { hats: everyone },
  // health
  'health.read': { hats: anyone },
  // agencies
  'agency.open': { hats: anyone },
  'agency.read': { hats: [...agency, ...bureau, ...oversight] },
  'agency.readOwn': { hats: agency, own: true },
  'agency.attachLetter': { hats: ['agencyAdmin'], own: true },
  'agency.confirmAdmin': { hats: ['bureauOfficer'] },
  'agency.returnLetter': { hats: ['bureauOfficer'] },

  // identity changes
  'identityChange.read': { hats: [...agency, ...bureau, ...oversight] },
  'identityChange.request': { hats: filers, own: true },
  'identityChange.withdraw': { hats: filers, own: true },
  'identityChange.propose': { hats: ['bureauOfficer'] },
  'identityChange.return': { hats: ['bureauOfficer', 'bureauLeader'] },
  'identityChange.decide': { hats: ['bureauLeader'], another: true },

  // service addresses
  'serviceAddress.read': { hats: [...agency, ...bureau, ...oversight] },
  'serviceAddress.confirm': { hats: ['agencyAdmin'], own: true },

  // files
  'file.store': { hats: [...agency, 'unitOfficer', ...bureau, 'supervisor'] },
  'file.read': { hats: [...agency, 'unitOfficer', ...bureau, ...oversight], own: true },
  'fileCheck.read': { hats: ['systemAdmin', 'auditor'] },

  // dossiers
  // An officer reads and writes the filing that is entered on behalf, and none else.
  'dossier.read': { hats: [...agency, 'bureauOfficer'], own: true },
  'dossier.open': { hats: filers, own: true },
  'dossier.write': { hats: [...filers, 'bureauOfficer'], own: true },
  'dossier.submit': { hats: filers, own: true },
  'dossier.withdraw': { hats: filers, own: true },
  'dossier.confirm': { hats: filers, own: true },
  'personalNumber.disclose': { hats: [...filers, 'bureauOfficer', 'bureauReviewer'], own: true },
  'dossierReview.read': { hats: [...bureau, ...oversight] },
  'dossierReview.open': { hats: ['bureauOfficer', 'bureauReviewer'], another: true },
  'dossierReview.judge': { hats: ['bureauOfficer', 'bureauReviewer'], another: true },
  'dossierReview.decide': { hats: ['bureauOfficer', 'bureauReviewer'], another: true },
  'dossierEntry.read': { hats: [...filers, ...bureau, ...oversight] },
  'dossierEntry.enter': { hats: ['bureauOfficer'] },
  'dossierEntry.answer': { hats: filers, own: true },
  'dossierReopening.ask': { hats: ['bureauOfficer', 'bureauReviewer'] },
  'dossierReopening.decide': { hats: ['bureauLeader'], another: true },
  'dossierExport.make': { hats: [...agency, ...bureau, 'auditor'], own: true },
  'dossierVersion.read': { hats: anyone },
  'dossierVersion.compare': { hats: [...agency, ...bureau, ...oversight] },

  // double registrations
  'doubleRegistration.read': { hats: [...agency, ...bureau, ...oversight] },
  'doubleRegistration.answer': { hats: filers, own: true },
  'doubleRegistration.propose': { hats: ['bureauOfficer'] },
  'doubleRegistration.settle': { hats: ['bureauReviewer', 'bureauLeader'], another: true },

  // papers
  'paper.read': { hats: [...agency, ...bureau, ...oversight], own: true },

  // seals
  'seal.read': { hats: [...agency, ...bureau, ...oversight] },
  'seal.return': { hats: filers, own: true },
  'seal.keep': { hats: ['bureauOfficer'] },

  // units
  'unit.read': { hats: [...staff, 'unitOfficer'] },
  'unit.create': { hats: ['bureauOfficer', 'systemAdmin'] },
  'unit.change': { hats: ['bureauOfficer', 'systemAdmin'] },

  // evaluatees
  'evaluatee.read': { hats: [...staff, 'unitOfficer'] },
  'evaluatee.create': { hats: ['bureauOfficer'] },
  'evaluatee.change': { hats: ['bureauOfficer'] },

  // plans
  'plan.read': { hats: staff },
  'plan.open': { hats: ['bureauOfficer'] },
  'plan.draft': { hats: ['bureauOfficer'] },
  'plan.decide': { hats: ['bureauLeader'], another: true },
  'plan.proposeChange': { hats: ['bureauOfficer'] },
  'plan.amend': { hats: ['bureauLeader'], another: true },
  'collectiveDecision.read': { hats: staff },

  // policies
  'policy.read': { hats: anyone },
  'policy.adopt': { hats: ['bureauLeader'] },
  'whatIf.read': { hats: ['bureauOfficer', 'bureauReviewer', 'bureauLeader', 'auditor'] },
  'whatIf.make': { hats: ['bureauOfficer', 'bureauReviewer', 'bureauLeader'] },
  // policy drafts
  'policyDraft.read': { hats: [...bureau, ...oversight] },
  'policyDraft.open': { hats: ['bureauOfficer'] },
  'policyDraft.save': { hats: ['bureauOfficer'] },
  'policyDraft.withdraw': { hats: ['bureauOfficer'] },
  'policyDraft.check': { hats: ['bureauReviewer', 'bureauLeader'], another: true },
  'calendar.read': { hats: anyone },
  'document.read': { hats: everyone },
  'document.add': { hats: ['bureauOfficer'] },

  // notices
  'notice.read': { hats: [...agency, 'unitOfficer', ...bureau, ...oversight] },
  'notice.open': { hats: [...agency, 'unitOfficer'], own: true },
  'notice.recordReceipt': { hats: ['bureauOfficer'] },

  // commissions
  'commission.read': { hats: [...agency, ...bureau, ...oversight, 'unitOfficer'] },
  'commission.create': { hats: ['bureauOfficer'] },
  'commission.terminate': { hats: ['bureauLeader'] },
  'procurementBasis.read': { hats: [...bureau, ...oversight] },
  'procurementBasis.record': { hats: ['bureauOfficer'] },
  'conditions.read': { hats: [...agency, ...bureau, ...oversight] },
  'conditions.freeze': { hats: ['bureauOfficer'] },
  'conditions.change': { hats: ['bureauOfficer'] },
  'call.extend': { hats: ['bureauOfficer'] },

  // screenings
  'screening.read': { hats: [...agency, ...bureau, ...oversight] },
  'wayBack.read': { hats: [...agency, ...bureau, ...oversight] },
  'screening.make': { hats: ['bureauOfficer'] },
  'screening.settle': { hats: ['bureauOfficer', 'bureauReviewer'] },
  'screeningException.propose': { hats: ['bureauOfficer', 'bureauReviewer'] },
  'screeningException.approve': { hats: ['bureauReviewer', 'bureauLeader'], another: true },
  'tierApproval.give': { hats: ['bureauReviewer', 'bureauLeader'] },
  'shortlist.freeze': { hats: ['bureauReviewer', 'bureauLeader'] },
  // integrity queries
  'integrityQuery.read': { hats: [...agency, ...bureau, ...oversight] },
  'integrityQuery.record': { hats: ['bureauOfficer', 'bureauReviewer'] },
  // national records
  'nationalRecord.read': { hats: [...agency, ...bureau, ...oversight] },
  'nationalRecord.record': { hats: ['bureauOfficer'] },
  // recusal declarations
  'recusalDeclaration.read': { hats: [...agency, ...bureau, ...oversight] },
  'recusalDeclaration.make': { hats: ['agencyAdmin', 'agencyStaff'], own: true },
  'officerDeclaration.make': { hats: bureau },

  // selections
  'selection.read': { hats: [...agency, ...bureau, ...oversight] },
  'selection.choose': { hats: ['bureauOfficer'] },
  'selection.witness': { hats: [...bureau, ...oversight] },
  'selection.draw': { hats: ['bureauOfficer'], another: true },
  'selection.void': { hats: ['bureauOfficer'] },
  'selection.callAgain': { hats: ['bureauOfficer'] },
  'candidate.strike': { hats: ['bureauReviewer', 'bureauLeader'] },
  'draw.read': { hats: anyone },
  // offers
  'offer.read': { hats: [...agency, ...bureau, ...oversight] },
  'offer.submit': { hats: [...agency], own: true },
  'offer.open': { hats: ['bureauOfficer'], another: true },
  'offer.score': { hats: ['bureauOfficer'] },

  // invitations
  'invitation.read': { hats: [...agency, ...bureau, ...oversight] },
  'invitation.send': { hats: ['bureauOfficer'] },
  'invitation.withdraw': { hats: ['bureauOfficer'] },
  'invitation.answer': { hats: [...agency], own: true },

  // contracts
  'contract.read': { hats: [...agency, ...bureau, ...oversight, 'unitOfficer'] },
  'contract.record': { hats: ['bureauOfficer'] },
  'milestone.move': { hats: ['bureauOfficer'] },
  'clockStop.claim': { hats: [...agency], own: true },
  'clockStop.answer': { hats: ['bureauOfficer', 'bureauReviewer'] },

  // evaluations
  'evaluation.read': { hats: [...agency, ...bureau, ...oversight, 'unitOfficer'] },
  // work plans
  'workPlan.read': { hats: [...agency, ...bureau, ...oversight] },
  'workPlan.write': { hats: agency, own: true },
  'workPlan.decide': { hats: ['bureauOfficer', 'bureauReviewer', 'divisionOfficer'] },
  // indicator systems
  'indicatorSystem.read': { hats: [...agency, ...bureau, ...oversight] },
  'indicatorSystem.write': { hats: agency, own: true },
  'indicatorSystem.decide': { hats: ['bureauOfficer', 'bureauReviewer', 'divisionOfficer'] },
  // fieldwork
  'fieldwork.read': { hats: [...agency, ...bureau, ...oversight] },
  'fieldwork.record': { hats: agency, own: true },
  'fieldwork.consent': { hats: ['bureauOfficer', 'bureauReviewer', 'divisionOfficer'] },
  // reports
  'report.read': { hats: [...agency, ...bureau, ...oversight, 'unitOfficer'] },
  'report.write': { hats: agency, own: true },
  'report.sign': { hats: ['leadEvaluator'], own: true },
  'report.decide': { hats: ['bureauOfficer', 'bureauReviewer', 'divisionOfficer'] },
  // consultations
  'consultation.read': { hats: [...agency, ...bureau, ...oversight, 'unitOfficer'] },
  'consultation.open': { hats: ['bureauOfficer', 'divisionOfficer'] },
  'consultation.answer': {
    hats: ['unitOfficer', 'bureauOfficer', 'bureauReviewer', 'divisionOfficer'],
    own: true,
  },
  'consultation.enterPaper': { hats: ['bureauOfficer'] },
  'comment.answer': { hats: agency, own: true },
  // acceptances
  'acceptance.read': { hats: [...agency, ...bureau, ...oversight] },
  // rectifications
  'rectification.read': { hats: [...agency, ...bureau, ...oversight, 'unitOfficer'] },
  'rectification.measure': { hats: ['unitOfficer'], own: true },
  'rectification.decide': { hats: ['bureauOfficer', 'supervisor'] },
  // archive items
  'archiveItem.read': { hats: [...agency, ...bureau, ...oversight] },
  'archiveItem.file': { hats: [...agency, 'bureauOfficer'], own: true },
  'commission.archive': { hats: ['bureauOfficer'] },
  // supervision
  'supervision.read': { hats: [...bureau, ...oversight] },

  // assessments
  'assessment.read': { hats: [...agency, ...bureau, ...oversight] },
  'assessment.open': { hats: ['bureauOfficer'] },
  'assessment.score': { hats: ['bureauOfficer', 'divisionOfficer'], another: true },
  'assessment.confirmNotApplicable': { hats: [...bureau], another: true },
  'assessment.approve': { hats: ['bureauReviewer'], another: true },
  'assessment.return': { hats: ['bureauReviewer'], another: true },
  'assessment.respond': { hats: ['agencyAdmin', 'agencyStaff'], own: true },
  'assessment.answer': { hats: ['bureauOfficer', 'divisionOfficer'] },
  'assessment.finalise': { hats: ['bureauLeader'], another: true },

  // ratings
  'rating.read': { hats: [...agency, ...bureau, ...oversight] },
  'rating.readYearly': { hats: [...bureau, ...oversight] },
  'rating.decideYearly': { hats: ['bureauLeader'] },
  // receipts
  'receipt.read': { hats: [...agency, ...bureau, ...oversight] },

  // sanctions
  'sanction.read': { hats: [...agency, ...bureau, ...oversight] },
  'sanction.propose': { hats: ['bureauOfficer'] },
  'sanction.state': { hats: ['agencyAdmin', 'agencyStaff'], own: true },
  'sanction.hear': { hats: ['bureauOfficer'] },
  'sanction.impose': { hats: ['bureauLeader'], another: true },
  'sanction.withdraw': { hats: ['bureauLeader'] },
  'sanction.repair': { hats: ['bureauLeader'], another: true },
  'sanction.revoke': { hats: ['bureauLeader'] },

  // disclosures
  'disclosure.read': { hats: [...bureau, ...oversight] },
  'disclosure.propose': { hats: ['bureauOfficer'] },
  'disclosure.publish': { hats: ['bureauLeader'], another: true },
  'disclosure.return': { hats: ['bureauLeader'] },
  'disclosure.withdraw': { hats: ['bureauLeader'] },
  // settings
  'setting.read': { hats: ['systemAdmin', 'bureauLeader', 'auditor'] },
  'setting.change': { hats: ['systemAdmin', 'bureauLeader'] },
  // what anyone may read
  'public.read': { hats: anyone },
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof permissions;

/** What a page needs to draw a button: pressed or explained. */
export interface ActionState {
  key: string;
  label: string;
  enabled: boolean;
  reason?: string;
  /** A path of the portal where the reason can be mended. */
  fix?: string;
}

/** The hats that may, in words: 「财政局经办人、财政局复核人」. */
export function whoMay(action: Action): string {
  const permission: Permission = permissions[action];
  return permission.hats.flatMap((hat) => (hat === 'public' ? [] : [hats[hat]])).join('、');
}

/** Null when the actor may; else why not. A row of another agency or unit is not even named: `'hidden'`. */
export function mayNot(actor: Actor, action: Action, row: Ownership = {}): 'hidden' | string | null {
  const permission: Permission = permissions[action];
  if (isStranger(actor, row)) return 'hidden';
  if (!permission.hats.includes(actor.hat)) return `这一步由${whoMay(action)}办理。`;
  if (permission.own && !owns(actor, row)) return 'hidden';
  if (permission.another && row.handledBy?.includes(actor.accountId)) {
    return '经办过前一环节的人不得办理这一步，须由另一人办理。';
  }
  return null;
}

/** Throws unless the actor may act on the row. */
export function authorize(actor: Actor, action: Action, row: Ownership = {}): void {
  const reason = mayNot(actor, action, row);
  if (reason === 'hidden') throw notFound();
  if (reason) throw new Refusal('forbidden', reason, { who: whoMay(action) });
}

/** A button from the permission table and what the state machine says (`blocked`: why not now). */
export function actionState(
  actor: Actor,
  action: Action,
  label: string,
  row: Ownership,
  blocked: { reason: string; fix?: string } | null,
): ActionState | null {
  const reason = mayNot(actor, action, row);
  if (reason === 'hidden' || !(permissions[action].hats as readonly AnyHat[]).includes(actor.hat))
    return null;
  if (reason) return { key: action, label, enabled: false, reason };
  return { key: action, label, enabled: !blocked, ...blocked };
}

function isStranger(actor: Actor, row: Ownership): boolean {
  if (actor.agencyId && row.agencyId !== undefined) return row.agencyId !== actor.agencyId;
  if (actor.unitId && row.unitId !== undefined) return row.unitId !== actor.unitId;
  return false;
}

function owns(actor: Actor, row: Ownership): boolean {
  if (actor.agencyId) return row.agencyId === actor.agencyId;
  if (actor.unitId) return row.unitId === actor.unitId;
  return true;
}
