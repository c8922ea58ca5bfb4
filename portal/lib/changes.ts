/** The changes that lead back to eligibility: who makes them, in words, and on which page. */
import type { ChangeActor, ChangeKind } from '#scoring/eligibility-changes.ts';
import type { Reason } from '#scoring/way-back.ts';

export const actorWords: Readonly<Record<ChangeActor, string>> = {
  agency: '机构',
  bureau: '财政局',
  time: '等待',
};

/** What one and the same submission of the dossier can bring. */
export const inOneFiling: readonly ChangeKind[] = [
  'fileDossier',
  'declareIntegrity',
  'fileTrackRecord',
  'addLeadEvaluator',
];

export function holdWord(hold: Reason['hold']): string {
  if (hold === null) return '无法改变';
  if (hold === 'late') return '须等待，晚于计划开始日';
  return hold === 'time' ? '等待即可' : `由${actorWords[hold]}办理`;
}

type Places = Partial<Record<ChangeKind, string>>;

export const agencyPlaces = (commissionCode: string): Places => ({
  confirmDossier: '/dossier',
  fileDossier: '/dossier',
  declareRecusal: `/commissions/${commissionCode}/recusal`,
  declareIntegrity: '/dossier/honours-penalties',
  fileTrackRecord: '/dossier/track-record',
  addLeadEvaluator: '/dossier/people',
  finishProject: '/commissions',
  leaveToPeer: `/commissions/${commissionCode}/recusal`,
  repairDecision: '/sanctions',
  wait: '/sanctions',
});

/** `forms`: the anchors of the screening's own forms that the reader has. */
export const bureauPlaces = (agencyCode: string, forms: readonly string[]): Places => ({
  finishProject: '/supervision',
  lookUp: `/integrity-queries/${agencyCode}`,
  registerFinding: `/integrity-queries/${agencyCode}`,
  decideRestriction: '/sanctions',
  repairDecision: '/sanctions',
  wait: `/ratings/${agencyCode}`,
  ...(forms.includes('settle') ? { settleRecusal: '#settle', settle: '#settle' } : {}),
  ...(forms.includes('exception') ? { approveException: '#exception' } : {}),
});
