/**
 * 信用等级的运用: what a rating leads to in the bureau's own direct selections, switch by switch. The weights of a draw
 * stand in its own policy; that D is never drawn is a rule of the draw and no switch.
 */
import { addWorkingDays, type Calendar, type Day } from './calendar.ts';
import { places, type Place } from './migration.ts';

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

/** Why the policy cannot be published; words for who drafts it. */
export function consequenceFaults({ tiers }: ConsequencePolicy): string[] {
  const own = places.flatMap((place) => [
    ...talkFaults(place, tiers[place].talkWithinDays),
    ...(tiers[place].restrictionProposal && place !== 'D'
      ? [`${placeText(place)}不能提出受限建议：受限的事由只有信用等级 D 和否决事项`]
      : []),
  ]);
  const turned = ranked.flatMap(([better, worse]) =>
    harsherIn(tiers[better], tiers[worse]).map(
      (what) => `${what}：对${placeText(better)}的处理不得严于${placeText(worse)}`,
    ),
  );
  return [...own, ...turned];
}

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

function talkFaults(place: Place, days: number | null): string[] {
  if (days === null || (Number.isSafeInteger(days) && days >= 1 && days <= longestTalk)) return [];
  return [`${placeText(place)}的谈话期限须为 1 至 ${longestTalk} 个工作日的整数`];
}

/**
 * In what the better is treated worse. A 受限 proposal brings its own hearing and decision: who is proposed for one
 * needs no talk and no approval beside it.
 */
function harsherIn(better: Consequences, worse: Consequences): string[] {
  const found: string[] = [];
  if (worse.namedFirst && !better.namedFirst) found.push('名单中列前');
  if (better.inspectionNextJob && !worse.inspectionNextJob) found.push('下一项委托检查');
  if (worse.restrictionProposal) return found;
  if (isSoonerThan(better.talkWithinDays, worse.talkWithinDays)) found.push('工作提醒谈话');
  if (better.approvalBeforeFreezing && !worse.approvalBeforeFreezing) found.push('冻结名单前审批');
  return found;
}

const isSoonerThan = (one: number | null, other: number | null): boolean =>
  one !== null && (other === null || one < other);
