/**
 * 信用等级的运用: what a rating leads to in the bureau's own direct selections, switch by switch. The weights of a draw
 * stand in its own policy; that D is never drawn is a rule of the draw and no switch.
 */
import { addWorkingDays, type Calendar, type Day } from './calendar.ts';
import { places, type Place } from './migration.ts';
import { isWholeWithin, proofBy, type PlacedFault, type Proof } from './proof.ts';

export interface Consequences {
  /** 名单中列前 */
  readonly namedFirst: boolean;
  /** 工作提醒谈话, in working days from the decision; null: none. */
  readonly talkWithinDays: number | null;
  /** At least one inspection in the next job. */
  readonly inspectionNextJob: boolean;
  /** The list is frozen only when a higher role agrees to the agency. */
  readonly approvalBeforeFreezing: boolean;
  /** 受限建议: heard and decided by itself. */
  readonly restrictionProposal: boolean;
}

/** Why a switch does nothing yet but change the words of a rating's consequence. */
export const idleSwitches: Readonly<Partial<Record<keyof Consequences, string>>> = {
  inspectionNextJob: '系统尚未办理对委托的检查，本开关目前只改变文字说明，不产生待办或限制',
};

export interface ConsequencePolicy {
  readonly version: number;
  readonly tiers: Readonly<Record<Place, Consequences>>;
}

const none: Consequences = {
  namedFirst: false,
  talkWithinDays: null,
  inspectionNextJob: false,
  approvalBeforeFreezing: false,
  restrictionProposal: false,
};

/** 默认值（待财政局确认） */
export const defaultConsequencePolicy: ConsequencePolicy = {
  version: 1,
  tiers: {
    A: { ...none, namedFirst: true },
    B: none,
    C: { ...none, talkWithinDays: 10, inspectionNextJob: true, approvalBeforeFreezing: true },
    D: { ...none, inspectionNextJob: true, restrictionProposal: true },
    未评级: none,
  },
};

/** Longer than this a talk no longer reminds of anything. */
const longestTalk = 60;

/** Each pair: the first must not be treated worse than the second. 未评级 stands between A and C, beside B. */
const ranked: readonly (readonly [Place, Place])[] = [
  ['A', 'B'],
  ['B', 'C'],
  ['C', 'D'],
  ['A', '未评级'],
  ['未评级', 'C'],
];

/** The claims in the order in which a page shows them. */
export const consequenceClaims = {
  talk: `谈话期限为 1 至 ${longestTalk} 个工作日`,
  restriction: '只对信用等级 D 提出受限建议',
  order: '等级较好的，处理不严于等级较差的；未评级介于 A 和 C 之间',
} as const;

type Claim = keyof typeof consequenceClaims;
type Fault = PlacedFault<Claim>;
type Switch = keyof Consequences;

/** What must hold of the policy alone before it is published. */
export const proveConsequences = ({ tiers }: ConsequencePolicy): Proof<Claim> =>
  proofBy(consequenceClaims, [
    ...places.flatMap((place) => ownFaults(place, tiers[place])),
    ...ranked.flatMap(([better, worse]) => orderFaults(tiers, better, worse)),
  ]);

export const needsApproval = ({ tiers }: ConsequencePolicy, place: Place): boolean =>
  tiers[place].approvalBeforeFreezing;

/** The last day of the talk, counted from the day of the decision; null: the rating asks for none. */
export function talkDueOn(
  { tiers }: ConsequencePolicy,
  place: Place,
  calendar: Calendar,
  decidedOn: Day,
): Day | null {
  const days = tiers[place].talkWithinDays;
  return days === null ? null : addWorkingDays(calendar, decidedOn, days).day;
}

/** In one sentence, as it is shown before a decision is final. */
export function consequenceText({ tiers }: ConsequencePolicy, place: Place): string {
  const { restrictionProposal, namedFirst, ...switches } = tiers[place];
  const said = [
    ...(namedFirst ? ['名单中列前'] : []),
    ...(place === '未评级' ? ['不因没有考核结果而受限'] : []),
    ...(place === 'D' ? ['不参加抽取'] : []),
    ...(restrictionProposal ? ['提出受限建议，由财政局决定是否受限'] : []),
    ...(switches.talkWithinDays === null ? [] : [`${switches.talkWithinDays} 个工作日内开展工作提醒谈话`]),
    ...(switches.inspectionNextJob
      ? [place === 'D' ? '在办委托在检查下继续完成' : '下一项委托至少检查一次']
      : []),
    ...(switches.approvalBeforeFreezing ? ['冻结名单前须经审批'] : []),
  ];
  return `${placeText(place)}：${said.length > 0 ? said.join('，') : '按常规参加遴选'}。`;
}

/** 「信用等级 C」, 「未评级」: with its scale, as every label is printed. */
export const placeText = (place: Place): string => (place === '未评级' ? place : `信用等级 ${place}`);

function ownFaults(place: Place, { talkWithinDays: days, restrictionProposal }: Consequences): Fault[] {
  const talk = `${placeText(place)}的谈话期限须为 1 至 ${longestTalk} 个工作日的整数，不谈话的留空`;
  const restriction = `${placeText(place)}不能提出受限建议：受限的事由只有信用等级 D 和否决事项，请改为「否」`;
  return [
    ...(days === null || isWholeWithin(days, 1, longestTalk)
      ? []
      : [fault('talk', place, 'talkWithinDays', talk)]),
    ...(restrictionProposal && place !== 'D'
      ? [fault('restriction', place, 'restrictionProposal', restriction)]
      : []),
  ];
}

/** What each switch is called where it is at fault. */
const switchWords: Readonly<Record<Switch, string>> = {
  namedFirst: '名单中列前',
  talkWithinDays: '工作提醒谈话',
  inspectionNextJob: '下一项委托检查',
  approvalBeforeFreezing: '冻结名单前审批',
  restrictionProposal: '受限建议',
};

const orderFaults = (tiers: ConsequencePolicy['tiers'], better: Place, worse: Place): Fault[] =>
  harsherIn(tiers[better], tiers[worse]).map((key) =>
    fault(
      'order',
      better,
      key,
      `${switchWords[key]}：对${placeText(better)}的处理不得严于${placeText(worse)}，请放宽前者或者改严后者`,
    ),
  );

const fault = (claim: Claim, place: Place, key: Switch, message: string): Fault => ({
  ...{ claim, message },
  path: `tiers.${place}.${key}`,
});

/**
 * In what the better is treated worse. A 受限 proposal brings its own hearing and decision: who is proposed for one
 * needs no talk and no approval beside it.
 */
function harsherIn(better: Consequences, worse: Consequences): Switch[] {
  const found: Switch[] = [];
  if (worse.namedFirst && !better.namedFirst) found.push('namedFirst');
  if (better.inspectionNextJob && !worse.inspectionNextJob) found.push('inspectionNextJob');
  if (worse.restrictionProposal) return found;
  if (isSoonerThan(better.talkWithinDays, worse.talkWithinDays)) found.push('talkWithinDays');
  if (better.approvalBeforeFreezing && !worse.approvalBeforeFreezing) found.push('approvalBeforeFreezing');
  return found;
}

const isSoonerThan = (one: number | null, other: number | null): boolean =>
  one !== null && (other === null || one < other);
