/** What the example agencies typed. Every name is 示例. */
import type { Day } from '#scoring/calendar.ts';
import type { NewAgency } from './agencies.ts';

export interface ExampleDossier extends NewAgency {
  opensOn: Day;
  /** Where the first filing stands; `unconfirmed` may draft and not submit. */
  until: 'draft' | 'unconfirmed' | 'submitted' | 'returned' | 'checked';
  confirmsOn: readonly Day[];
  /** The day from which a change of the first lead evaluator is filed. */
  changesOn?: Day;
  /** What it was called until the day of its registration document. */
  renamed?: { from: string; on: Day };
  typed(files: Files): Typed;
}

interface Files {
  diploma: string;
  contract: string;
  rules: string;
}

interface Typed {
  basic: Record<string, unknown>;
  people: Record<string, unknown>[];
  trackRecord: Record<string, unknown>;
  honoursPenalties: Record<string, unknown>;
}

const everyYear = ['2024-01-16', '2025-01-14'] as const;

const row = (
  mark: string,
  username: string,
  kind: string,
  suffix: string,
  opensOn: Day,
  more: Partial<ExampleDossier> & {
    team: (files: Files) => Record<string, unknown>[];
    honours?: () => object;
    projects?: object[];
  },
): ExampleDossier => {
  const { team, honours, projects, ...rest } = more;
  const prefix =
    kind === 'lawFirm' ? '31' : kind === 'university' || kind === 'researchInstitute' ? '12' : '91';
  return {
    username,
    name: `示例${mark}${suffix}`,
    prefix,
    adminName: `示例${mark}管理员`,
    opensOn,
    until: 'checked',
    confirmsOn: everyYear,
    typed: (files) => ({
      basic: basic(mark, kind, files),
      people: team(files),
      trackRecord: { hasProjects: 'yes', projects: projects ?? track(mark) },
      honoursPenalties: { ...clean, ...honours?.() },
    }),
    ...rest,
  };
};

const lead =
  (name: string, since: string, more: Record<string, unknown> = {}) =>
  (files: Files) => ({
    name: `示例主评人${name}`,
    role: 'leadEvaluator',
    education: 'master',
    diplomaFileId: files.diploma,
    title: 'associateSenior',
    titleName: '高级会计师',
    qualifications: [
      { kind: 'certifiedPublicAccountant', number: `示例证书${name}`, expiresOn: '', recognisedBy: '' },
    ],
    startedWorkOn: `${since}-07-01`,
    startedEvaluationOn: `${Number(since) + 4}-03-01`,
    labourContract: 'yes',
    labourContractFileId: files.contract,
    obeysLaw: 'yes',
    badRecord: 'no',
    skilled: 'yes',
    criminalRecord: 'none',
    ...more,
  });

const evaluator = (name: string) => (files: Files) => ({
  name: `示例评价人员${name}`,
  role: 'evaluator',
  education: 'bachelor',
  diplomaFileId: files.diploma,
  title: 'junior',
  titleName: '助理会计师',
  startedWorkOn: '2019-07-01',
  startedEvaluationOn: '2020-07-01',
  labourContract: 'yes',
  labourContractFileId: files.contract,
});

const expert = (name: string) => () => ({
  name: `示例专家${name}`,
  role: 'expert',
  employer: '示例大学',
  title: 'senior',
  titleName: '教授',
});

const team =
  (...members: ((files: Files) => Record<string, unknown>)[]) =>
  (files: Files) =>
    members.map((member) => member(files));

export const exampleDossiers: readonly ExampleDossier[] = [
  row('甲', 'agency.jia', 'accountingFirm', '会计师事务所', '2023-02-06', {
    team: team(
      lead('甲一', '2005'),
      lead('甲二', '2008'),
      lead('甲三', '2011'),
      evaluator('甲四'),
      evaluator('甲五'),
      expert('甲六'),
    ),
    honours: () => ({
      hasHonours: 'yes',
      honours: [{ name: '示例先进集体', grantedBy: '示例协会', grantedOn: '2022-12-20' }],
    }),
    changesOn: '2024-05-06',
  }),
  row('乙', 'agency.yi', 'consultingFirm', '咨询有限公司', '2023-02-08', {
    team: team(
      lead('乙一', '2006'),
      lead('乙二', '2009'),
      lead('乙三', '2012'),
      evaluator('乙四'),
      expert('乙五'),
    ),
  }),
  row('丙', 'agency.bing', 'appraisalFirm', '资产评估有限公司', '2023-02-13', {
    team: team(lead('丙一', '2010'), evaluator('丙二'), evaluator('丙三')),
  }),
  row('丁', 'agency.ding', 'lawFirm', '律师事务所', '2024-09-02', {
    team: team(lead('丁一', '2007', lawyer()), lead('丁二', '2013', lawyer()), evaluator('丙三')),
    confirmsOn: [],
    projects: track('丁').slice(0, 1),
  }),
  row('戊', 'agency.wu', 'consultingFirm', '管理咨询有限公司', '2023-03-06', {
    team: team(lead('戊一', '2009'), lead('戊二', '2014'), evaluator('戊三')),
    honours: () => ({ hasPenalties: 'yes', penalties: [examplePenalty] }),
  }),
  row('己', 'agency.ji', 'accountingFirm', '会计师事务所', '2025-11-12', {
    team: team(lead('己一', '2008'), evaluator('戊三')),
    until: 'submitted',
  }),
  row('庚', 'agency.geng', 'researchInstitute', '评价研究院', '2025-11-03', {
    team: team(lead('庚一', '2008'), lead('庚二', '2011')),
    until: 'returned',
  }),
  row('辛', 'agency.xin', 'consultingFirm', '工程咨询有限公司', '2025-11-10', {
    team: team(lead('辛一', '2020')),
    until: 'draft',
  }),
  row('壬', 'agency.ren', 'university', '大学评价中心', '2023-03-13', {
    team: team(lead('壬一', '2004'), lead('壬二', '2010', unrecognised()), evaluator('壬三'), expert('壬四')),
    projects: [
      {
        name: '示例壬评价项目',
        client: '示例单位',
        year: '2022',
        role: 'joint',
        field: '',
        specialBond: '',
        amount: '',
      },
    ],
  }),
  row('癸', 'agency.gui', 'consultingFirm', '咨询服务有限公司', '2023-03-20', {
    team: team(lead('癸一', '2009'), lead('癸二', '2012'), evaluator('癸三')),
    renamed: { from: '示例癸咨询事务所', on: '2023-04-10' },
  }),
];

const clean = {
  hasHonours: 'no',
  honours: [],
  hasPenalties: 'no',
  penalties: [],
  seriousViolation: 'no',
  note: '',
};

const examplePenalty = {
  authority: '示例主管部门',
  documentNumber: '示例〔2022〕3号',
  decidedOn: '2022-06-10',
  content: '报告程序瑕疵，予以书面告诫。',
  serious: 'no',
  bannedUntil: '',
};

function basic(mark: string, kind: string, files: Files) {
  const rule = { established: 'yes', fileId: files.rules };
  return {
    kind,
    premises: `河南省新乡市牧野区示例路 ${mark} 号院`,
    mailingAddress: `河南省新乡市牧野区示例路 ${mark} 号院`,
    headRole: kind === 'accountingFirm' || kind === 'lawFirm' ? 'chiefPartner' : 'legalRepresentative',
    headName: `示例${mark}负责人`,
    contactName: `示例${mark}联系人`,
    contactPhone: '0373-0000000',
    hasBranches: 'no',
    branches: [],
    rules: { qualityControl: rule, accounting: rule, assets: rule, confidentiality: rule, training: rule },
  };
}

function track(mark: string) {
  return [
    {
      name: `示例${mark}教育项目评价`,
      client: '示例教育部门',
      year: '2021',
      role: 'sole',
      field: 'education',
      specialBond: 'no',
      amount: '12.8',
    },
    {
      name: `示例${mark}专项债券项目评价`,
      client: '示例财政部门',
      year: '2022',
      role: 'sole',
      field: 'construction',
      specialBond: 'yes',
      amount: '18',
    },
  ];
}

function lawyer() {
  const licence = { kind: 'lawyer', number: '示例执业证', expiresOn: '', recognisedBy: '' };
  return { title: 'none', titleName: '', qualifications: [licence] };
}

/** 待核实: a qualification that the article does not name, without the document that recognises it. */
function unrecognised() {
  const other = { kind: 'otherRecognised', number: '示例资格', expiresOn: '', recognisedBy: '' };
  return { title: 'none', titleName: '', qualifications: [other] };
}
