/** The Chinese words for hats and states, and how days, instants, points, money, sizes and shares are written. */
import type { Hat } from '#api/permissions.ts';
import { weekdayName } from '#scoring/calendar.ts';
import { machines, type StateOf } from '#scoring/lifecycle.ts';
import { formatPoints, type Points } from '#scoring/points.ts';

export type Tone = 'neutral' | 'info' | 'warn' | 'bad' | 'good';

export interface Word {
  readonly word: string;
  readonly tone: Tone;
}

/** Printed wherever a value is absent; 0 is never printed for what is not known. */
export const absent = {
  notFilled: '未填写',
  notApplicable: '不适用',
  notPublic: '不公开',
  none: '—',
} as const;

/** The short forms for the top bar and timelines; `api/permissions.ts` holds the full ones. */
export const hats: Readonly<Record<Hat, string>> = {
  agencyAdmin: '机构管理员',
  agencyStaff: '机构经办',
  leadEvaluator: '主评人',
  bureauOfficer: '经办',
  bureauReviewer: '复核',
  bureauLeader: '审批',
  divisionOfficer: '业务科室',
  supervisor: '督导',
  unitOfficer: '预算单位',
  auditor: '审计',
  systemAdmin: '系统管理员',
};

type Machines = typeof machines;

/** The words of these states are the state machines' own; here is only how loudly they are said. */
const tones: { readonly [N in keyof Machines]: Readonly<Record<StateOf<Machines[N]>, Tone>> } = {
  dossier: { draft: 'neutral', submitted: 'info', inReview: 'info', returned: 'bad', checked: 'good' },
  plan: { draft: 'neutral', decided: 'good', amended: 'info' },
  commission: {
    created: 'neutral',
    conditioned: 'info',
    screening: 'info',
    frozen: 'info',
    selecting: 'info',
    inviting: 'info',
    contracted: 'info',
    running: 'info',
    accepted: 'good',
    archived: 'neutral',
    terminated: 'bad',
  },
  invitation: {
    pending: 'info',
    accepted: 'good',
    declined: 'neutral',
    lapsed: 'warn',
    withdrawn: 'neutral',
  },
  workPlan: { draft: 'neutral', submitted: 'info', returned: 'bad', approved: 'good' },
  indicatorSystem: { draft: 'neutral', submitted: 'info', returned: 'bad', approved: 'good' },
  report: {
    draft: 'neutral',
    submitted: 'info',
    consultation: 'info',
    answering: 'info',
    final: 'info',
    accepted: 'good',
    returned: 'bad',
  },
  comment: { open: 'warn', answered: 'good' },
  doubleRegistration: { open: 'info', proposed: 'warn', settled: 'good' },
  dossierEntry: {
    entering: 'info',
    waiting: 'warn',
    confirmed: 'good',
    declined: 'bad',
    withdrawn: 'neutral',
  },
  dossierReopening: { asked: 'warn', agreed: 'good', declined: 'neutral', withdrawn: 'neutral' },
  rectification: { open: 'neutral', measured: 'info', closed: 'good', rejected: 'bad' },
  assessment: {
    open: 'neutral',
    scoring: 'info',
    scored: 'warn',
    feedback: 'info',
    review: 'warn',
    final: 'good',
  },
  ratingDecision: { proposed: 'neutral', decided: 'good' },
  sanction: {
    proposed: 'neutral',
    heard: 'neutral',
    inForce: 'bad',
    ended: 'neutral',
    repaired: 'good',
    revoked: 'neutral',
  },
  identityChange: {
    requested: 'info',
    proposed: 'warn',
    returned: 'bad',
    withdrawn: 'neutral',
    decided: 'good',
  },
  disclosure: { proposed: 'info', published: 'good', returned: 'warn', withdrawn: 'neutral' },
  policyDraft: { draft: 'info', checked: 'good', withdrawn: 'neutral' },
};

/** States that follow from dates or belong to no machine. */
const further = {
  dossierValidity: { valid: ['有效', 'good'], expiring: ['即将过期', 'warn'], lapsed: ['已过期', 'warn'] },
  dossierSection: {
    notStarted: ['未开始', 'neutral'],
    inProgress: ['填写中', 'info'],
    complete: ['已完成', 'good'],
    needsCorrection: ['需补正', 'bad'],
  },
  sheetPart: { pending: ['待处理', 'warn'], filled: ['已填', 'good'] },
  answer: {
    adopted: ['采纳', 'good'],
    partlyAdopted: ['部分采纳', 'info'],
    notAdopted: ['不采纳', 'neutral'],
  },
  appeal: {
    submitted: ['待受理', 'info'],
    admitted: ['已受理', 'info'],
    refused: ['不予受理', 'neutral'],
    upheld: ['维持', 'neutral'],
    partlyChanged: ['部分变更', 'warn'],
    changed: ['变更', 'warn'],
    withdrawn: ['已撤回', 'neutral'],
  },
  milestone: {
    upcoming: ['未到期', 'neutral'],
    dueSoon: ['即将到期', 'warn'],
    overdue: ['已逾期', 'bad'],
    done: ['已完成', 'good'],
    doneLate: ['逾期完成', 'warn'],
    moved: ['已调整', 'info'],
  },
  inspection: { open: ['检查中', 'info'], answered: ['已答复', 'info'], closed: ['已办结', 'good'] },
  job: {
    queued: ['排队中', 'neutral'],
    running: ['处理中', 'info'],
    done: ['已完成', 'good'],
    failed: ['未完成', 'bad'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly [string, Tone]>>>>;

export type Noun = keyof Machines | keyof typeof further;

/** The word and tone of a state. Asserts that the state has a word. */
export function stateWord(noun: Noun, state: string): Word {
  if (noun in machines) {
    const known = noun as keyof Machines;
    const words: Readonly<Record<string, string>> = machines[known].states;
    const toneOf: Readonly<Record<string, Tone>> = tones[known];
    return { word: words[state] ?? missing(noun, state), tone: toneOf[state] ?? 'neutral' };
  }
  const rows: Readonly<Record<string, readonly [string, Tone]>> = further[noun as keyof typeof further];
  const [word, tone] = rows[state] ?? missing(noun, state);
  return { word, tone };
}

function missing(noun: string, state: string): never {
  throw new Error(`no Chinese word for the state ${noun}.${state}`);
}

/** 示例甲所（至 2025-10-09） */
export const formerNamesText = (
  names: readonly { name: string; from: string | null; until: string }[],
): string =>
  names.map(({ name, from, until }) => `${name}（${from ? `${from} ` : ''}至 ${until}）`).join('、');

export const hatWord = (hat: string): string => (hats as Readonly<Record<string, string>>)[hat] ?? hat;

/** '2025-10-10' → '2025-10-10（周五）' */
export const dayText = (day: string): string => `${day}（${weekdayName(day)}）`;

/** An ISO instant in Asia/Shanghai: '2025-11-20T01:00:00.000Z' → '2025-11-20 09:00'. */
export function instantText(instant: string): string {
  const eightHours = 8 * 60 * 60 * 1000;
  return new Date(Date.parse(instant) + eightHours).toISOString().slice(0, 16).replace('T', ' ');
}

/** Working days left → '剩 5 个工作日', '今天到期', '逾期 3 个工作日'. */
export function workingDaysText(left: number): string {
  if (left === 0) return '今天到期';
  return left > 0 ? `剩 ${left} 个工作日` : `逾期 ${-left} 个工作日`;
}

/** 6500 → '65.00'; null → '—'. */
export const pointsText = (points: Points | null): string =>
  points === null ? absent.none : formatPoints(points);

/** 分 → 元 with thousands: 128000000 → '1,280,000.00'. */
export function yuanText(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new Error(`money must be an integer in 分, got ${fen}`);
  const size = Math.abs(fen);
  const whole = String(Math.trunc(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${String(size % 100).padStart(2, '0')}`;
}

/** 分 → 万元 with two decimals, rounded half up: 128000000 → '128.00'. */
export function wanYuanText(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new Error(`money must be an integer in 分, got ${fen}`);
  const hundredths = Math.floor((Math.abs(fen) + 5_000) / 10_000);
  return yuanText(fen < 0 && hundredths > 0 ? -hundredths : hundredths);
}

/** Bytes → '90 KB', '2.3 MB'. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  // From here on rounding would say 1024 KB.
  if (bytes < 1023.5 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** A share of a whole with one decimal: (1, 3) → '33.3%'; of nothing → '—'. */
export const percentText = (part: number, whole: number): string =>
  whole === 0 ? absent.none : `${((part / whole) * 100).toFixed(1)}%`;
