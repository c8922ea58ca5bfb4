import type { PolicyKind } from '#api/policies/schema.ts';
import type { Standing } from '#scoring/policy-versions.ts';
import { trialMark } from './public-words.ts';
import type { Word } from './words.ts';

/** The titles of policies by the names they are kept under. */
export const policyNames: Readonly<Record<string, string>> = {
  assessment: '考核评分标准',
  creditRating: '信用等级办法',
  consequence: '信用等级的运用',
  eligibility: '委托资格条件',
  draw: '按信用等级加权抽取规则',
  comparison: '比选评分表',
  services: '服务类采购限额标准',
  days: '办理时限',
  'national-project': '项目支出评价指标体系框架（财政部）',
  'henan-project': '项目支出评价指标体系框架（河南省）',
  'bond-construction': '专项债券项目评价指标体系框架（建设期）',
  'whole-department': '部门整体支出评价指标体系框架',
};

/** Whether what rests on a version of the kind is a 试评 until it has been adopted. */
export const servesForTrial = (kind: PolicyKind): boolean => kind === 'rubric' || kind === 'rating';

/** Marks a version that the bureau has not adopted. */
export function unadoptedMark({ kind, isDefault }: { kind: PolicyKind; isDefault: boolean }): string {
  if (servesForTrial(kind)) return trialMark;
  return isDefault ? '默认值（待财政局确认）' : '尚未公布施行';
}

interface Standed {
  kind: PolicyKind;
  isDefault: boolean;
  standing: Standing;
}

/** Where a version stands today, and since or until when. */
export function standingWord({ standing, ...policy }: Standed): Word & { note: string } {
  switch (standing.state) {
    case 'inForce':
      return { word: '施行中', tone: 'good', note: `自 ${standing.from} 起施行` };
    case 'trial':
      return {
        word: unadoptedMark(policy),
        tone: 'warn',
        note: standing.serves
          ? `自 ${standing.from} 起用${servesForTrial(policy.kind) ? '，公布施行前只作试评' : ''}`
          : '公布施行前不替换施行中的版本',
      };
    case 'announced':
      return { word: '已公布，待施行', tone: 'info', note: `自 ${standing.from} 起施行` };
    case 'superseded':
      return {
        word: `已被第 ${standing.by} 版取代`,
        tone: 'neutral',
        note: `自 ${standing.since} 起`,
      };
  }
}
