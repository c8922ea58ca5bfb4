import { describe, expect, test } from 'vitest';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { archiveClasses, planElements } from '#scoring/facts.ts';
import { itemsOf, publicationGaps, rubricFaults } from '#scoring/rubric.ts';

describe('the default rubric', () => {
  test('has no fault', () => expect(rubricFaults(defaultRubric)).toEqual([]));

  test('weighs the four dimensions 20, 50, 15 and 15', () => {
    expect(defaultRubric.dimensions.map(({ title, points }) => [title, points])).toEqual([
      ['人员配备', 2000],
      ['评价任务组织', 5000],
      ['工作效率', 1500],
      ['工作纪律', 1500],
    ]);
  });

  test('weighs its items as the defaults have it', () => {
    expect(itemsOf(defaultRubric).map(({ code, points, kind }) => `${code} ${points / 100} ${kind}`)).toEqual(
      [
        'P1 5 deduction',
        'P2 7 steps',
        'P3 8 deduction',
        'O1 8 deduction',
        'O2 7 ratio',
        'O3 9 ratio',
        'O4 12 gradedFaults',
        'O5 10 judged',
        'O6 4 deduction',
        'E1 4 lateDays',
        'E2 5 lateDays',
        'E3 6 lateDays',
        'D1 5 deduction',
        'D2 6 deduction',
        'D3 4 deduction',
      ],
    );
  });

  test('names seven vetoes, twelve plan elements, three classes of files', () => {
    expect(defaultRubric.vetoes).toHaveLength(7);
    expect(new Set(planElements).size).toBe(12);
    expect(archiveClasses.map(({ title }) => title)).toEqual(['立项性文件', '证明性文件', '结论性文件']);
  });

  test('serves for trials only until five papers are there', () => {
    expect(publicationGaps(defaultRubric)).toHaveLength(5);
    const publication = {
      documentNumber: '牧财字〔2026〕1号',
      legalityReview: '已审核',
      fairCompetitionReview: '已审查',
      consultation: '已征求意见',
      collectiveDecision: '局党组会议纪要',
    };
    expect(publicationGaps({ ...defaultRubric, publication })).toEqual([]);
    expect(publicationGaps({ ...defaultRubric, publication: { ...publication, consultation: ' ' } })).toEqual(
      ['缺征求意见记录，本版标准只能用于试评'],
    );
  });
});
