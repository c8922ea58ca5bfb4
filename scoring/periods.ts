/** 办理时限: every period of the bureau's work, what it is called, counted in, and how short or long the law lets it be. */
import { isWholeWithin, proofBy, type PlacedFault, type Proof } from './proof.ts';

/** By itself, and after a number. */
export const periodUnits = {
  workingDays: { name: '工作日', counted: '个工作日' },
  calendarDays: { name: '自然日', counted: '日（自然日）' },
  minutes: { name: '分钟', counted: '分钟' },
} as const;

export type PeriodUnit = keyof typeof periodUnits;

/** In each unit: the shortest that is one, and a year (of minutes: a day). */
const withinUnit: Readonly<Record<PeriodUnit, readonly [least: number, most: number]>> = {
  workingDays: [1, 250],
  calendarDays: [1, 366],
  minutes: [0, 1440],
};

export interface Period {
  readonly title: string;
  readonly unit: PeriodUnit;
  /** 默认值（待财政局确认） */
  readonly usual: number;
  /** Why a change of it has no effect yet. */
  readonly idle?: string;
  /** What a rule above the bureau's says. */
  readonly law?: { readonly least?: number; readonly most?: number; readonly says: string };
}

const workingDays = (title: string, usual: number, law?: Period['law']): Period => ({
  ...{ title, unit: 'workingDays', usual },
  ...(law ? { law } : {}),
});
const calendarDays = (title: string, usual: number, law?: Period['law']): Period => ({
  ...workingDays(title, usual, law),
  unit: 'calendarDays',
});

/** Of what the system does not do yet: there is nothing for it to bound. */
const notYet = (period: Period): Period => ({ ...period, idle: '系统尚未办理此事项，改动暂不产生效果' });

export const periods = {
  dossierCheck: workingDays('档案审核', 5),
  dossierSecondLook: workingDays('补正后再次审核', 3),
  withdrawMinutes: { title: '提交后可撤回', unit: 'minutes', usual: 10 },
  factChange: workingDays('信息变更后更新档案', 30, {
    least: 30,
    most: 30,
    says: '财监〔2021〕4号第八条规定，信息变更的，自变更之日起 30 个工作日内更新',
  }),
  dossierConfirmationGrace: workingDays('年度确认宽限', 20),
  doubleRegistration: workingDays('答复重复登记核实', 5),
  call: workingDays('公开征集不少于', 5),
  invitation: workingDays('答复邀请', 5),
  planDue: workingDays('签订合同后提交评价实施方案', 20),
  planApproval: workingDays('审核评价实施方案', 5),
  draftDue: workingDays('方案确定后提交初稿', 30),
  comments: workingDays('征求意见', 5),
  answers: workingDays('回应意见', 5),
  finalDue: workingDays('意见收齐或期满后提交定稿', 10),
  acceptance: workingDays('验收', 5),
  paymentCalendarDays: notYet(calendarDays('验收后付款', 30)),
  assessmentOpen: workingDays('验收后启动考核', 10),
  assessmentFinal: workingDays('验收后确定考核等级', 40),
  feedback: workingDays('机构反馈、陈述申辩', 5),
  reviewRequest: notYet(workingDays('告知后申请复核', 7)),
  reviewAdmission: notYet(workingDays('复核申请受理答复', 3)),
  reviewDecision: notYet(workingDays('复核决定', 7)),
  inspectionAnswer: workingDays('答复检查意见', 10),
  rectificationMeasuresCalendarDays: calendarDays('报送整改措施', 60, {
    most: 60,
    says: '河南省绩效评价结果应用的规定要求在收到评价结果之日起 60 日内报送',
  }),
  queryRaise: notYet(
    workingDays('提出质疑', 7, {
      least: 7,
      says: '《政府采购法》第五十二条规定供应商可以在 7 个工作日内提出质疑',
    }),
  ),
  queryAnswer: notYet(
    workingDays('答复质疑', 7, {
      most: 7,
      says: '《政府采购法》第五十三条规定在收到质疑后 7 个工作日内答复',
    }),
  ),
  complaintAcceptance: notYet(workingDays('受理投诉举报', 5)),
  complaintResult: notYet(workingDays('办结投诉举报', 30)),
  service: workingDays('发出后视为送达', 3),
  reminder: notYet(workingDays('答复催办', 3)),
  amber: workingDays('到期前标为黄色', 5),
  expiryWarningFirstCalendarDays: calendarDays('到期首次提醒', 60),
  expiryWarningSecondCalendarDays: calendarDays('到期再次提醒', 30),
  expiryWarningLastCalendarDays: calendarDays('到期末次提醒', 7),
} as const satisfies Record<string, Period>;

export type PeriodKey = keyof typeof periods;
export type Periods = Readonly<Record<PeriodKey, number>>;

/** As a form and a page group them; every period stands in one group. */
export const periodGroups: readonly { readonly title: string; readonly keys: readonly PeriodKey[] }[] = [
  {
    title: '机构档案',
    keys: [
      ...(['dossierCheck', 'dossierSecondLook', 'withdrawMinutes', 'factChange'] as const),
      ...(['dossierConfirmationGrace', 'doubleRegistration'] as const),
    ],
  },
  {
    title: '征集、邀请和评价',
    keys: [
      ...(['call', 'invitation', 'planDue', 'planApproval', 'draftDue', 'comments', 'answers'] as const),
      ...(['finalDue', 'acceptance', 'paymentCalendarDays'] as const),
    ],
  },
  {
    title: '考核、复核和检查',
    keys: [
      ...(['assessmentOpen', 'assessmentFinal', 'feedback', 'reviewRequest', 'reviewAdmission'] as const),
      ...(['reviewDecision', 'inspectionAnswer', 'rectificationMeasuresCalendarDays'] as const),
    ],
  },
  { title: '质疑和投诉', keys: ['queryRaise', 'queryAnswer', 'complaintAcceptance', 'complaintResult'] },
  {
    title: '送达和提醒',
    keys: [
      ...(['service', 'reminder', 'amber', 'expiryWarningFirstCalendarDays'] as const),
      ...(['expiryWarningSecondCalendarDays', 'expiryWarningLastCalendarDays'] as const),
    ],
  },
];

export const periodOf = (key: PeriodKey): Period => periods[key];

const keys = Object.keys(periods) as PeriodKey[];

/** 默认值（待财政局确认） */
export const defaultPeriods = Object.fromEntries(keys.map((key) => [key, periods[key].usual])) as Periods;

/** The claims in the order in which a page shows them. */
export const periodClaims = {
  whole: '各项时限都是整数，工作日不超过 250 个，自然日不超过 366 日',
  law: '上位规定明确的时限与规定一致',
  assessment: '确定考核等级在启动考核之后',
  amber: '标为黄色的天数短于报送方案、初稿和定稿的时限',
  warnings: '到期提醒由早到晚',
} as const;

type Claim = keyof typeof periodClaims;
type Fault = PlacedFault<Claim>;

export const provePeriods = (days: Periods): Proof<Claim> =>
  proofBy(periodClaims, [
    ...keys.flatMap((key) => ownFaults(key, days[key])),
    ...assessmentFaults(days),
    ...amberFaults(days),
    ...warningFaults(days),
  ]);

function ownFaults(key: PeriodKey, value: number): Fault[] {
  const { title, unit, law } = periodOf(key);
  const [least, most] = withinUnit[unit];
  const { counted } = periodUnits[unit];
  if (!isWholeWithin(value, least, most))
    return [fault('whole', key, `「${title}」须为 ${least} 至 ${most} ${counted}的整数`)];
  const bounded = law ? boundText(law.least, law.most) : '';
  if (!law || isWholeWithin(value, law.least ?? least, law.most ?? most)) return [];
  return [fault('law', key, `「${title}」${bounded} ${counted}：${law.says}`)];
}

/** 须为 30, 不得少于 7, 不得超过 60 */
const boundText = (least: number | undefined, most: number | undefined): string => {
  if (least === most) return `须为 ${least}`;
  return least === undefined ? `不得超过 ${most}` : `不得少于 ${least}`;
};

const assessmentFaults = ({ assessmentOpen, assessmentFinal }: Periods): Fault[] =>
  assessmentFinal <= assessmentOpen
    ? [
        fault(
          'assessment',
          'assessmentFinal',
          `两项都自验收起算，「验收后确定考核等级」须多于启动考核的 ${assessmentOpen} 个工作日`,
        ),
      ]
    : [];

/** A node that starts amber tells nothing. */
function amberFaults(days: Periods): Fault[] {
  const shortest = Math.min(days.planDue, days.draftDue, days.finalDue);
  if (!(days.amber >= shortest)) return [];
  return [
    fault(
      'amber',
      'amber',
      `「到期前标为黄色」须少于 ${shortest} 个工作日（报送方案、初稿和定稿中最短的时限），否则一开始就是黄色`,
    ),
  ];
}

function warningFaults(days: Periods): Fault[] {
  const steps = [
    ['expiryWarningSecondCalendarDays', 'expiryWarningFirstCalendarDays'],
    ['expiryWarningLastCalendarDays', 'expiryWarningSecondCalendarDays'],
  ] as const;
  return steps.flatMap(([key, before]) =>
    days[key] >= days[before]
      ? [
          fault(
            'warnings',
            key,
            `「${periods[key].title}」须少于「${periods[before].title}」的 ${days[before]} 日，提醒才会由早到晚`,
          ),
        ]
      : [],
  );
}

const fault = (claim: Claim, path: PeriodKey, message: string): Fault => ({ claim, path, message });
