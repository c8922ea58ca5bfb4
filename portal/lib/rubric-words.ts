/** How an item of a rubric is scored, in the sentences that a scorer and a reader of the rubric see. */
import { formulaText } from '#scoring/formula-words.ts';
import { elementSets, truths } from '#scoring/named-facts.ts';
import type { Loss, RubricItem } from '#scoring/rubric.ts';
import { pointsText } from './words.ts';

export function ruleLines(item: RubricItem): string[] {
  switch (item.kind) {
    case 'deduction':
    case 'gradedFaults':
      return [
        ...item.losses.map(lossLine),
        ...(item.floor ? [`无论扣多少，本项至少得 ${pointsText(item.floor)} 分`] : []),
      ];
    case 'condition':
      return [`${truths[item.fact].title}，得满分`, `不符合的，${lostText(item.lost)}`];
    case 'elementShare':
      return [
        `${elementSets[item.set].title}应有 ${item.required.length} 项，按实有项数的比例计分`,
        `应有：${item.required.join('、')}`,
      ];
    case 'formula':
      return [`本项得分 = ${formulaText(item.formula)}`];
    case 'steps':
      return item.steps.map(({ label, from, anchor }) => `${label}（${pointsText(from)} 分起）：${anchor}`);
    case 'judged':
      return item.parts.map(({ title, points }) => `${title} ${pointsText(points)} 分`);
    case 'ratio':
      return ['按完成比例计分，至多满分', ...item.losses.map(lossLine)];
    case 'lateDays':
      return [`每逾期一个工作日扣本项分值的 ${item.percentPerDay}%，扣完为止`];
  }
}

export const lossLine = ({ title, lost }: Loss): string => `${title}，${lostText(lost)}`;

const lostText = (lost: Loss['lost']): string =>
  lost === 'all' ? '本项不得分' : `扣 ${pointsText(lost)} 分`;
