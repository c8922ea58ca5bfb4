/** The sentences of a what-if: what was compared and what came out. */
import type { PolicyKind } from '#api/policies/schema.ts';
import type { Summary } from '#api/what-ifs/schema.ts';
import type { Direction, Place } from '#scoring/migration.ts';
import type { CreditRating } from '#scoring/scale.ts';
import { policyNames } from './policy-words.ts';

export interface RunHead {
  kind: PolicyKind;
  name: string;
  version: number;
  beforeVersion: number;
  asOf: string;
}

/** 信用等级办法第 2 版 */
export const versionTitle = ({ name, version }: Pick<RunHead, 'name' | 'version'>): string =>
  `${policyNames[name] ?? name}第 ${version} 版`;

/** What the version stands beside. */
export const besideTitle = ({ kind, beforeVersion }: RunHead): string =>
  kind === 'rubric'
    ? `各项考核签约时所适用的标准（现行第 ${beforeVersion} 版）`
    : `现行第 ${beforeVersion} 版`;

/** How far a run is. The agencies come after what is read before them and before what is put together after them. */
export function progressText({ done, total }: { done: number; total: number | null }): string {
  if (total === null) return '正在读取以往记录。';
  if (done === total) return `${total} 家机构已全部推演，正在整理名单和结果。`;
  return `已推演 ${done} 家机构，共 ${total} 家。`;
}

/** The whole outcome in a few sentences; what did not happen is said once and not listed. */
export function outcomeText(run: RunHead, summary: Summary): string {
  const moved = [
    [summary.down, '下降'],
    [summary.up, '上升'],
    [summary.unrated, '变为未评级'],
    [summary.rated, '由未评级变为有等级'],
  ] as const;
  const told = moved.flatMap(([count, word]) => (count > 0 ? [`${count} 家${word}`] : []));
  const computed = summary.agencies - summary.unknown;
  const ratings =
    told.length === 0
      ? `${computed} 家机构的信用等级没有变化`
      : `${computed} 家机构中，信用等级有 ${told.join('、')}，其余不变`;
  return [
    `以 ${run.asOf} 为准，${versionTitle(run)}与${besideTitle(run)}相比，${ratings}。`,
    ...(summary.unknown > 0 ? [`另有 ${summary.unknown} 家因所计入的考核无法重算，不能推演。`] : []),
    `${summary.unknown > 0 ? '能推演的机构中，' : ''}${eligibilityText(summary)}`,
    ...(run.kind === 'rubric' ? [commissionsText(summary)] : []),
    ...(summary.freezes > 0 ? [`${summary.freezes} 份冻结过的候选名单，名单上的等级或权重会不同。`] : []),
  ].join('');
}

function eligibilityText({ loses, gains }: Summary): string {
  if (loses + gains === 0) return '没有机构因此失去或恢复抽取资格。';
  const told = [
    ...(loses > 0 ? [`${loses} 家降为 D，不再参加抽取，须提出受限建议`] : []),
    ...(gains > 0 ? [`${gains} 家不再是 D，可以参加抽取`] : []),
  ];
  return `${told.join('；')}。`;
}

function commissionsText({ assessments, commissions, tiers, uncomputed }: Summary): string {
  if (assessments === 0) return '还没有考核结果可以重算。';
  if (uncomputed === assessments) return `以往 ${uncomputed} 项考核都无法重算，不作推测。`;
  const differ =
    commissions === 0
      ? '以往考核的得分没有变化'
      : `以往 ${commissions} 项考核的得分会不同，${tiers === 0 ? '考核等级都不变' : `其中 ${tiers} 项考核等级不同`}`;
  return uncomputed > 0 ? `${differ}；另有 ${uncomputed} 项无法重算，不作推测。` : `${differ}。`;
}

export const directionWords: Readonly<Record<Direction, string>> = {
  up: '上升',
  down: '下降',
  unrated: '变为未评级',
  rated: '有了等级',
};

export const ratingAt = (place: Place): CreditRating | null => (place === '未评级' ? null : place);

/** A candidate whose rating would have been another; lists on which it would have changed in the same way are one line. */
export interface ListLine {
  agency: Named;
  atFreeze: Place;
  change: string;
  weights: string;
  commissions: Named[];
}

interface Named {
  name: string;
  code: string | null;
}

interface Candidacy {
  place: Place;
  weight: string;
}

interface Freeze {
  commission: Named;
  isDrawn: boolean;
  candidates: readonly {
    agency: Named;
    atFreeze: Place;
    before: Candidacy | null;
    after: Candidacy | null;
  }[];
}

export function listLines(freezes: readonly Freeze[]): ListLine[] {
  const lines = new Map<string, ListLine>();
  for (const { commission, isDrawn, candidates } of freezes)
    for (const { agency, atFreeze, before, after } of candidates) {
      if (!before || !after) continue;
      const change = `${before.place} → ${after.place}`;
      const weights = isDrawn ? `${weightText(before.weight)} → ${weightText(after.weight)}` : '未采用抽取';
      const key = [agency.name, atFreeze, change, weights].join('|');
      const line = lines.get(key) ?? { agency, atFreeze, change, weights, commissions: [] };
      line.commissions.push(commission);
      lines.set(key, line);
    }
  return [...lines.values()].sort((a, b) => (a.agency.name < b.agency.name ? -1 : 1));
}

/** Lists with a candidate that cannot be rated again. */
export const unknownLists = (freezes: readonly Freeze[]): number =>
  freezes.filter(({ candidates }) => candidates.some(({ before, after }) => !before || !after)).length;

/** '2/1' → '2', '0/1' → '0（不抽取）' */
export function weightText(weight: string): string {
  if (weight === '0/1') return '0（不抽取）';
  return weight.endsWith('/1') ? weight.slice(0, -2) : weight;
}
