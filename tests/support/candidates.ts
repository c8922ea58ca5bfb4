import type { AgencyFacts, CommissionConditions } from '../../scoring/eligibility-facts.ts';

export const screeningDay = '2026-06-15';

/** A plain commission that asks for nothing special. */
export const commissionOf = (more: Partial<CommissionConditions> = {}): CommissionConditions => ({
  commissionId: 'WT-1',
  window: { from: '2026-07-01', to: '2026-10-31' },
  projects: 1,
  leadEvaluatorsNeeded: 1,
  neededSections: ['基本信息', '专业团队'],
  clientUscc: 'USCC-CLIENT',
  evaluateeUsccs: ['USCC-EVALUATEE'],
  projectIds: ['project'],
  unitIds: ['unit', 'department', 'second-level'],
  basis: 'own',
  creditInDocuments: false,
  specialNeeds: [],
  ...more,
});

/** An agency that passes all eight rules for `commissionOf()` on `screeningDay`. */
export const agencyOf = (more: Partial<AgencyFacts> = {}): AgencyFacts => ({
  agencyId: 'JG-1',
  uscc: 'USCC-1',
  dossier: {
    version: 2,
    checkedOn: '2026-03-01',
    checkedSections: ['基本信息', '专业团队', '业绩'],
    confirmedOn: '2026-03-01',
    validUntil: null,
  },
  leadEvaluators: [{ personId: 'p1', name: '某甲', leading: [] }],
  decisions: [],
  credit: { rating: 'B', restriction: null, undecidedProposal: null },
  integrity: {
    declaresNone: true,
    queries: ['信用中国', '中国政府采购网', '预算绩效评价第三方机构信用管理平台'].map((site) => ({
      site,
      on: '2026-06-10',
      result: 'clear' as const,
      fileId: `file-${site}`,
    })),
    violations: [],
  },
  recusal: { declared: true, relations: [], personInCharge: '负责人甲', holders: [], peers: [] },
  running: [],
  special: { fields: null, specialBondProjects: null, secrecyScopes: null },
  exceptions: [],
  ...more,
});
