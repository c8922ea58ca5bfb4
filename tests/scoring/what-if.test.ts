import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '#scoring/assessment.ts';
import { codeNames } from '#scoring/code-names.ts';
import type { CreditRecord, FinalAssessment } from '#scoring/credit-record.ts';
import { defaultRubric } from '#scoring/data/default-rubric.ts';
import { defaultDrawPolicy } from '#scoring/draw.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { Marks } from '#scoring/marks.ts';
import { places } from '#scoring/migration.ts';
import { defaultRatingPolicy as policy, type RatingPolicy } from '#scoring/rating-policy.ts';
import type { PastAssessment } from '#scoring/reassessment.ts';
import { rubricFaults, type Rubric, type RubricItem } from '#scoring/rubric.ts';
import { type AgencyHistory, type History, type Version, whatIf, whatIfInSteps } from '#scoring/what-if.ts';
import { assessed, recordOf } from '../support/credit-records.ts';
import { adoptingAll, flawless, judged, known, own, withMarks } from './assessment-case.ts';

const asOf = '2026-06-15';
const asRecorded: Version = { policy, rubric: null };
const under = (rubric: Rubric): Version => ({ policy, rubric });
const stricterB: RatingPolicy = {
  ...policy,
  version: 2,
  bands: policy.bands.map((band) => (band.label === 'B' ? { ...band, from: 8500 } : band)),
};

const historyOf = (more: Partial<History>): History => ({
  days: [asOf],
  agencies: [],
  assessments: [],
  rubrics: { v1: defaultRubric },
  freezes: [],
  drawPolicy: defaultDrawPolicy,
  ...more,
});

const agencyOf = (
  agencyId: string,
  { upkeepFaults, findings, ...lasting }: CreditRecord,
  days: readonly string[] = [asOf],
): AgencyHistory => ({
  agencyId,
  lasting,
  dated: Object.fromEntries(days.map((day) => [day, { upkeepFaults, findings }])),
  restrictedUntil: null,
});

const twice = (printed: string, on = '2026-03-01') => [
  assessed(`${printed}-1`, on, printed),
  assessed(`${printed}-2`, on, printed),
];

/** A past assessment by the default rubric, as `assess` left it. */
function past(id: string, agencyId: string, marks: Marks, facts: AssessmentFacts = flawless): PastAssessment {
  const { points, tier } = assess(defaultRubric, facts, marks);
  return {
    ...{ id, agencyId, commissionId: `WT-${id}`, points: points!, tier: tier! },
    sheet: { rubricId: 'v1', facts, marks, vetoes: [] },
  };
}

const finalOf = ({ id, points, tier }: PastAssessment, finalisedOn = '2026-03-01'): FinalAssessment => ({
  ...{ id, contractId: id, finalisedOn, points, tier, vetoed: false, factIds: [] },
});

/** Of one agency with one commission, compared with the rubric. */
function compared(marks: Marks, rubric: Rubric, facts: AssessmentFacts = flawless) {
  const one = past('a', 'agency', marks, facts);
  const history = historyOf({
    assessments: [one],
    agencies: [agencyOf('agency', recordOf([finalOf(one)]))],
  });
  return whatIf(history, asRecorded, under(rubric));
}

/** The default rubric with items changed; the sums of dimensions are made to hold. */
function changed(change: (item: RubricItem) => RubricItem | RubricItem[]): Rubric {
  const dimensions = defaultRubric.dimensions.map((dimension) => {
    const items = dimension.items.flatMap(change);
    return { ...dimension, items, points: items.reduce((sum, { points }) => sum + points, 0) };
  });
  return { ...defaultRubric, version: '2', dimensions };
}

describe('a rating policy over the history', () => {
  const history = historyOf({
    agencies: [
      agencyOf('stays', recordOf(twice('92'))),
      agencyOf('falls', recordOf(twice('82'))),
      agencyOf('rises', recordOf(twice('62'))),
      agencyOf('nothing', recordOf([])),
    ],
  });

  it('moves whom the bands move, with the reasons of the rating', () => {
    const { agencies, days } = whatIf(history, asRecorded, { policy: stricterB, rubric: null });
    expect(
      agencies.map(({ agencyId, before, after, direction }) => [
        agencyId,
        before?.place,
        after?.place,
        direction,
      ]),
    ).toEqual([
      ['stays', 'A', 'A', null],
      ['falls', 'B', 'C', 'down'],
      ['rises', 'C', 'C', null],
      ['nothing', '未评级', '未评级', null],
    ]);
    expect(agencies[1]?.after?.reasons).toEqual(['信用分 82.00，低于 85.00，按分数为 C']);
    // Rows A B C D 未评级.
    expect(days).toEqual([
      {
        asOf,
        unknown: 0,
        migration: [
          [1, 0, 0, 0, 0],
          [0, 0, 1, 0, 0],
          [0, 0, 1, 0, 0],
          [0, 0, 0, 0, 0],
          [0, 0, 0, 0, 1],
        ],
      },
    ]);
    expect(agencies.map(({ eligibility }) => eligibility)).toEqual([null, null, null, null]);
  });

  it('takes the draw from who falls to D and gives it to who leaves D', () => {
    const bands = policy.bands.map((band) => (band.label === 'C' ? { ...band, from: 7000 } : band));
    const harsher = { policy: { ...policy, bands }, rubric: null };
    const loses = whatIf(history, asRecorded, harsher).agencies[2];
    expect(loses).toMatchObject({ eligibility: 'loses', direction: 'down' });
    expect([loses?.before?.weight, loses?.after?.weight]).toEqual(['1/1', '0/1']);
    const gains = whatIf(history, harsher, asRecorded).agencies[2];
    expect(gains).toMatchObject({ eligibility: 'gains', direction: 'up' });
  });

  it('tells of frozen lists whose weights would have been others, at the load of the freeze', () => {
    const day = '2026-05-06';
    const two = (id: string, printed: string) => agencyOf(id, recordOf(twice(printed)), [day, asOf]);
    const candidate = (agencyId: string, rating: 'A' | 'B', running: number) => ({
      agencyId,
      rating,
      running,
      cap: 6,
    });
    const given = historyOf({
      agencies: [two('falls', '82'), two('stays', '92')],
      freezes: [
        {
          ...{ commissionId: 'WT-1', frozenOn: day, isDrawn: true },
          candidates: [candidate('falls', 'B', 3), candidate('stays', 'A', 0)],
        },
      ],
    });
    const { freezes } = whatIf(given, asRecorded, { policy: stricterB, rubric: null });
    // B 2 × 3/6 and C 1 × 3/6.
    expect(freezes).toEqual([
      {
        ...{ commissionId: 'WT-1', frozenOn: day, isDrawn: true },
        candidates: [
          {
            ...{ agencyId: 'falls', atFreeze: 'B' },
            before: { place: 'B', weight: '1/1' },
            after: { place: 'C', weight: '1/2' },
          },
        ],
      },
    ]);
  });

  it('follows the ends of the years', () => {
    const days = ['2024-12-31', '2025-12-31', asOf];
    const record = recordOf([...twice('82', '2025-03-03'), ...twice('95', '2026-05-06')]);
    const given = historyOf({ days, agencies: [agencyOf('one', record, days)] });
    const moves = whatIf(given, asRecorded, { policy: stricterB, rubric: null }).days.map(({ migration }) =>
      migration.flatMap((row, from) => row.flatMap((n, to) => (n ? [`${places[from]}→${places[to]}`] : []))),
    );
    // (6 × 82 × 2 + 10 × 95 × 2) ÷ 32 = 90.13 in June 2026; 82.00 at the end of 2025.
    expect(moves).toEqual([['未评级→未评级'], ['B→C'], ['A→A']]);
  });
});

describe('a rubric over the history', () => {
  it('scales what was judged by the points, exactly, each leaf rounded half up once', () => {
    const marks = withMarks(flawless, {
      P2: judged(['P2', 650]),
      O5: judged(['O5.1', 380], ['O5.2', 280], ['O5.3', 260]),
    });
    const rubric = changed((item) => {
      if (item.code === 'P1') return { ...item, points: 700 };
      if (item.code === 'P2' && item.kind === 'steps')
        return {
          ...item,
          points: 500,
          steps: item.steps.map((step, index) => ({ ...step, from: [400, 200, 0][index]! })),
        };
      if (item.code === 'O5' && item.kind === 'judged')
        return {
          ...item,
          parts: item.parts.map((part, index) => ({ ...part, points: [200, 400, 400][index]! })),
        };
      return item;
    });
    expect(rubricFaults(rubric)).toEqual([]);
    const { commissions } = compared(marks, rubric);
    // 6.50 × 5/7 = 4.642857; 3.80 × 2/4; 2.80 × 4/3 = 3.7333; 2.60 × 4/3 = 3.4667: 100 − 0.36 − 0.10 − 0.27 − 0.53.
    expect(commissions).toMatchObject([
      {
        commissionId: 'WT-a',
        before: { points: 9870, tier: '优' },
        after: { points: 9874, tier: '优' },
        gaps: [],
      },
    ]);
    expect(
      commissions[0]?.items.map(({ before, after }) => [
        after?.code,
        before?.points,
        before?.full,
        after?.points,
        after?.full,
      ]),
    ).toEqual([
      ['P1', 500, 500, 700, 700],
      ['P2', 650, 700, 464, 500],
      ['O5', 920, 1000, 910, 1000],
    ]);
  });

  it('prices the same facts by the new rule and moves the tier and the rating', () => {
    const draft = { id: 'm', evidence: null, due: '2026-05-20', submitted: '2026-05-27', workingDaysLate: 5 };
    const facts: AssessmentFacts = {
      ...flawless,
      draft: known(draft),
      workingPapers: known({ id: 'papers', evidence: null, total: 40, checked: 10, supported: 2 }),
    };
    const rubric = changed((item) => (item.kind === 'lateDays' ? { ...item, percentPerDay: 20 } : item));
    const result = compared(adoptingAll(facts), rubric, facts);
    // E2 5.00: 50 % → 100 % lost; O3 9.00: 8/10 lost. 100 − 7.20 − 2.50 = 90.30, and 87.80.
    expect(result.commissions).toMatchObject([
      { before: { points: 9030, tier: '优' }, after: { points: 8780, tier: '良' } },
    ]);
    expect(result.agencies).toMatchObject([
      { before: { place: 'B', points: 9030 }, after: { place: 'B', points: 8780 }, direction: null },
    ]);
  });

  it('prices a ratio that cost nothing before', () => {
    const rubric = changed((item) =>
      item.kind === 'ratio' && item.measure === 'fieldWork' ? { ...item, minimumPercent: 60 } : item,
    );
    // 50 of the 60 required: 7.00 × 5/6 = 5.8333.
    expect(compared(adoptingAll(flawless), rubric).commissions).toMatchObject([
      { before: { points: 10000 }, after: { points: 9883 }, gaps: [] },
    ]);
  });

  /** O1 as a share of the elements that must be there, and D1 as a condition. */
  const byShare = (...required: string[]): Rubric =>
    changed((item) => {
      const { code, title, points, clause } = item;
      if (code === 'O1')
        return { code, title, points, clause, kind: 'elementShare', set: 'planElements', required };
      if (code === 'D1')
        return { code, title, points, clause, kind: 'condition', fact: 'secrecyKept', lost: 300 };
      return item;
    });
  /** With the plan's aim missing at first filing, by a rubric of shares and conditions. */
  function sharedCase(from: Rubric, to: Rubric, marked: Marks) {
    const facts: AssessmentFacts = {
      ...flawless,
      planFiling: known({ id: 'plan-1', evidence: null, missing: ['评价目的'] }),
    };
    const marks = { ...adoptingAll(flawless), ...marked };
    const { points, tier, gaps } = assess(from, facts, marks);
    expect(gaps).toEqual([]);
    const one: PastAssessment = {
      ...{ id: 'a', agencyId: 'agency', commissionId: 'WT-a', points: points!, tier: tier! },
      sheet: { rubricId: 'own', facts, marks, vetoes: [] },
    };
    const history = historyOf({ assessments: [one], rubrics: { own: from } });
    return whatIf(history, asRecorded, under(to)).commissions;
  }

  it('prices an element that was not required before, and takes a condition as it was decided', () => {
    const [from, to] = [
      byShare('人员配置', '时间安排'),
      byShare('人员配置', '时间安排', '评价目的', '评价内容'),
    ];
    expect([...rubricFaults(from), ...rubricFaults(to)]).toEqual([]);
    // 8.00 × 3/4 = 6.00; the breach costs 3.00 by both.
    expect(sharedCase(from, to, { D1: own('leak', 'secrecyKept') })).toMatchObject([
      { before: { points: 9700 }, after: { points: 9500 }, gaps: [] },
    ]);
    expect(sharedCase(from, from, { D1: own('leak', 'secrecyKept') })).toEqual([]);
  });

  it('does not take one condition for another, nor a deduction for the condition that takes its fact now', () => {
    const from = byShare('人员配置');
    const other = changed((item) =>
      item.code === 'D1'
        ? ({
            ...(from.dimensions[3]!.items[0] as RubricItem),
            ...{ fact: 'relationsDeclared' },
          } as RubricItem)
        : item,
    );
    const gaps = sharedCase(from, other, {}).flatMap((one) => one.gaps);
    expect(gaps).toContain('D1「保密与材料」：所依据的事实已改变');
    const moved = changed((item) => {
      if (item.code === 'D1') return [];
      const { title, clause } = item;
      const points = item.points + 500;
      return item.code === 'D3'
        ? { code: 'D3', title, points, clause, kind: 'condition', fact: 'secrecyKept', lost: 'all' }
        : item;
    });
    const found = compared(withMarks(flawless, { D1: own('leak', 'minorSecrecyBreach') }), moved).commissions;
    expect(found.flatMap((one) => one.gaps)).toContain('D3「归档」：扣分情形原记在 D1，没有可沿用的评分');
  });

  it('does not ask for a reason again where an item has become a heavy one', () => {
    const plain = {
      ...withMarks(flawless, {}),
      P1: { kind: 'deductions' as const, deductions: [], reason: '' },
    };
    const rubric = changed((item) =>
      item.code === 'P1'
        ? { ...item, points: 1000 }
        : item.code === 'P2' && item.kind === 'steps'
          ? {
              ...item,
              points: 200,
              steps: item.steps.map((step, index) => ({ ...step, from: [150, 100, 0][index]! })),
            }
          : item,
    );
    expect(rubricFaults(rubric)).toEqual([]);
    expect(compared(plain, rubric).commissions).toMatchObject([{ after: { points: 10000 }, gaps: [] }]);
  });

  it('leaves behind what the new rubric no longer asks', () => {
    const marks = withMarks(flawless, { D1: own('leak', 'minorSecrecyBreach') });
    const rubric = changed((item) =>
      item.code === 'D1' ? [] : item.code === 'D2' ? { ...item, points: item.points + 500 } : item,
    );
    expect(rubricFaults(rubric)).toEqual([]);
    expect(compared(marks, rubric).commissions).toMatchObject([
      { before: { points: 9800 }, after: { points: 10000 } },
    ]);
  });

  const gapsOf = (rubric: Rubric, marks: Marks = adoptingAll(flawless), facts = flawless) =>
    compared(marks, rubric, facts).commissions.flatMap(({ after, gaps }) =>
      after === null ? gaps : ['computed'],
    );

  it.each<[string, Rubric, RegExp]>([
    [
      'an item of a new code',
      changed((item) => (item.code === 'P1' ? { ...item, code: 'P9' } : item)),
      /^P9「主评人在岗」：原标准没有这一评分项$/,
    ],
    [
      'an item that is counted in another way',
      changed((item) =>
        item.code === 'P1'
          ? {
              code: 'P1',
              title: item.title,
              points: item.points,
              clause: null,
              kind: 'judged',
              parts: [{ code: 'P1.1', title: '在岗', points: item.points, anchor: '' }],
            }
          : item,
      ),
      /^P1「主评人在岗」：计分方式由「扣分」改为「评判」$/,
    ],
    [
      'a new part',
      changed((item) =>
        item.code === 'O5' && item.kind === 'judged'
          ? {
              ...item,
              parts: item.parts.map((part, index) => (index === 2 ? { ...part, code: 'O5.9' } : part)),
            }
          : item,
      ),
      /^O5「.*」：原标准没有要点/,
    ],
  ])('names %s as a gap and computes nothing', (_, rubric, gap) => {
    expect(gapsOf(rubric)).toEqual([expect.stringMatching(gap)]);
    const [agency] = compared(adoptingAll(flawless), rubric).agencies;
    expect(agency).toMatchObject({
      after: null,
      direction: null,
      eligibility: null,
      gaps: ['1 项计入的考核无法重算'],
    });
  });

  it('names a deduction of the scorer’s own whose cause is counted in another item now', () => {
    const marks = withMarks(flawless, { D1: own('leak', 'minorSecrecyBreach') });
    const loss = { cause: 'minorSecrecyBreach' as const, title: '违反保密要求', lost: 100 };
    const rubric = changed((item) => {
      if (item.code === 'D1' && item.kind === 'deduction')
        return { ...item, losses: item.losses.filter(({ cause }) => cause !== loss.cause) };
      return item.code === 'D3' && item.kind === 'deduction'
        ? { ...item, losses: [...item.losses, loss] }
        : item;
    });
    expect(rubricFaults(rubric)).toEqual([]);
    expect(gapsOf(rubric, marks)).toEqual(['D3「归档」：扣分情形原记在 D1，没有可沿用的评分']);
  });

  it('quotes no person where an undecided fact is the gap', () => {
    const change = { id: 's', evidence: null, on: '2026-02-02', person: '欧阳某某' };
    const facts: AssessmentFacts = {
      ...flawless,
      staffChanges: known([{ ...change, isLeadEvaluator: true, reported: true, consented: false }]),
    };
    const without = changed((item) =>
      item.code === 'P3' && item.kind === 'deduction'
        ? { ...item, losses: item.losses.filter(({ cause }) => cause !== 'leadEvaluatorReplaced') }
        : item,
    );
    const { P3: _P3, ...others } = adoptingAll(facts);
    const marks = { ...others, P3: { kind: 'deductions' as const, deductions: [], reason: '' } };
    const { points, tier } = assess(without, facts, marks);
    const one: PastAssessment = {
      ...{ id: 'a', agencyId: 'agency', commissionId: 'WT-a', points: points!, tier: tier! },
      sheet: { rubricId: 'old', facts, marks, vetoes: [] },
    };
    const history = historyOf({ assessments: [one], rubrics: { old: without } });
    const { commissions } = whatIf(history, asRecorded, under(defaultRubric));
    expect(commissions[0]?.gaps).toEqual([expect.stringMatching(/^P3「人员稳定」：系统建议/)]);
    expect(JSON.stringify(commissions)).not.toContain('欧阳');
  });

  it.each<[string, Partial<PastAssessment>, RegExp]>([
    ['a sheet that was not kept', { sheet: null }, /没有逐项保存/],
    ['a record that does not come out again', { points: 9999 }, /不一致/],
  ])('does not compute again from %s', (_, broken, gap) => {
    const one = { ...past('a', 'agency', adoptingAll(flawless)), ...broken };
    const history = historyOf({
      assessments: [one],
      agencies: [agencyOf('agency', recordOf([finalOf(one)]))],
    });
    const result = whatIf(history, asRecorded, under(defaultRubric));
    expect(result.commissions).toMatchObject([{ after: null, gaps: [expect.stringMatching(gap)] }]);
    expect(result.days).toMatchObject([{ unknown: 1 }]);
  });

  it('rates without an assessment that no window looks at any more', () => {
    const one = { ...past('a', 'agency', adoptingAll(flawless)), sheet: null };
    const record = recordOf([finalOf(one, '2023-06-15'), ...twice('92')]);
    const history = historyOf({ assessments: [one], agencies: [agencyOf('agency', record)] });
    expect(whatIf(history, asRecorded, under(defaultRubric)).agencies).toMatchObject([
      { before: { place: 'A' }, after: { place: 'A' }, gaps: [] },
    ]);
    const reached = recordOf([finalOf(one, '2023-06-16'), ...twice('92')]);
    const closer = historyOf({ assessments: [one], agencies: [agencyOf('agency', reached)] });
    expect(whatIf(closer, asRecorded, under(defaultRubric)).agencies).toMatchObject([{ after: null }]);
  });
});

/** Sheets of any quality by the default rubric, and agencies that have them. */
const facts = fc
  .record({
    late: fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12)),
    supported: fc.nat(10),
    done: fc.nat(60),
    faults: fc.array(fc.constantFrom('grade' as const, 'firstLevel' as const, 'other' as const), {
      maxLength: 4,
    }),
    changes: fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), { maxLength: 3 }),
  })
  .map(({ late, supported, done, faults, changes }): AssessmentFacts => {
    const node = (id: string, days: number) =>
      known({ id, evidence: null, due: '2026-05-20', submitted: '2026-05-27', workingDaysLate: days });
    return {
      ...flawless,
      ...{ plan: node('m1', late[0]), draft: node('m2', late[1]), final: node('m3', late[2]) },
      workingPapers: known({ id: 'papers', evidence: null, total: 40, checked: 10, supported }),
      fieldWork: known({ id: 'field', evidence: null, done, planned: 40, funds: 100, offSite: null }),
      reportFaults: known(
        faults.map((gravity, index) => ({ id: `f${index}`, evidence: null, gravity, text: '差错' })),
      ),
      staffChanges: known(
        changes.map(([isLeadEvaluator, reported, consented], index) => ({
          ...{
            id: `s${index}`,
            evidence: null,
            on: '2026-01-05',
            person: '某',
            isLeadEvaluator,
            reported,
            consented,
          },
        })),
      ),
    };
  });
const sheet = fc
  .tuple(facts, fc.nat(700), fc.nat(400), fc.nat(300), fc.nat(300))
  .map(([given, structure, ...parts]) => {
    const [first = 0, second = 0, third = 0] = parts;
    const judgement = {
      P2: judged(['P2', structure]),
      O5: judged(['O5.1', first], ['O5.2', second], ['O5.3', third]),
    };
    return { given, marks: { ...adoptingAll(given), ...judgement } };
  });
const day = fc.constantFrom(
  '2023-04-03',
  '2023-12-31',
  '2024-05-06',
  '2025-01-02',
  '2025-09-01',
  '2026-02-10',
  asOf,
);
const days = ['2023-12-31', '2024-12-31', '2025-12-31', asOf];
const histories = fc
  .array(fc.array(fc.tuple(sheet, day), { maxLength: 4 }), { minLength: 1, maxLength: 4 })
  .map((agencies): History => {
    const assessments = agencies.map((sheets, agency) =>
      sheets.map(([{ given, marks }, on], index) => ({
        on,
        one: past(`${agency}-${index}`, `agency-${agency}`, marks, given),
      })),
    );
    return historyOf({
      days,
      assessments: assessments.flatMap((sheets) => sheets.map(({ one }) => one)),
      agencies: assessments.map((sheets, agency) =>
        agencyOf(`agency-${agency}`, recordOf(sheets.map(({ one, on }) => finalOf(one, on))), days),
      ),
      freezes: [
        {
          ...{ commissionId: 'WT-freeze', frozenOn: '2025-12-31', isDrawn: true },
          candidates: agencies.map((_, agency) => ({
            agencyId: `agency-${agency}`,
            rating: null,
            running: 0,
            cap: 3,
          })),
        },
      ],
    });
  });
const stricterRubric = changed((item) => {
  if (item.kind === 'lateDays') return { ...item, percentPerDay: 25 };
  if (item.code === 'O5' && item.kind === 'judged')
    return {
      ...item,
      parts: item.parts.map((part, index) => ({ ...part, points: [300, 300, 400][index]! })),
    };
  return item;
});
const versions = fc.record({
  policy: fc.constantFrom(policy, stricterB),
  rubric: fc.constantFrom(null, defaultRubric, stricterRubric),
});

describe('over random histories', () => {
  it('one version beside itself makes no difference', () => {
    fc.assert(
      fc.property(histories, versions, (history, version) => {
        const { agencies, commissions, freezes, days: all } = whatIf(history, version, version);
        expect({ commissions, freezes }).toEqual({ commissions: [], freezes: [] });
        for (const { before, after, direction, gaps } of agencies) {
          expect(after).toEqual(before);
          expect([direction, gaps]).toEqual([null, []]);
        }
        for (const { migration } of all)
          migration.forEach((row, from) => row.forEach((n, to) => expect(from === to || n === 0).toBe(true)));
      }),
      { numRuns: 150 },
    );
  });

  it('the rubric by which everything was assessed makes none either, and two versions change places', () => {
    fc.assert(
      fc.property(histories, versions, versions, (history, one, other) => {
        const { agencies, commissions } = whatIf(history, asRecorded, under(defaultRubric));
        expect(commissions).toEqual([]);
        expect(agencies.every(({ direction }) => direction === null)).toBe(true);
        const [there, back] = [whatIf(history, one, other), whatIf(history, other, one)];
        expect(there.agencies.map(({ before, after }) => [before, after])).toEqual(
          back.agencies.map(({ before, after }) => [after, before]),
        );
        there.days.forEach(({ migration }, index) =>
          expect(migration).toEqual(
            places.map((_, from) => places.map((__, to) => back.days[index]!.migration[to]![from])),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('every agency stands in one cell of every day, or is counted as unknown', () => {
    fc.assert(
      fc.property(histories, versions, versions, (history, one, other) => {
        const { days: all, agencies } = whatIf(history, one, other);
        for (const { migration, unknown } of all)
          expect(migration.flat().reduce((sum, n) => sum + n, unknown)).toBe(history.agencies.length);
        const moved = all.at(-1)!.migration.flatMap((row, from) => row.filter((_, to) => to !== from));
        expect(moved.reduce((sum, n) => sum + n, 0)).toBe(
          agencies.filter(({ direction }) => direction).length,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('code names', () => {
  const seed = 'ab'.repeat(32);
  it('are one for each, whatever the order they are asked in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 130 }), (ids) => {
        const names = codeNames('机构', ids, seed);
        expect(new Set(names.values()).size).toBe(ids.length);
        expect([...codeNames('机构', ids.toReversed(), seed)]).toEqual([...names]);
        for (const name of names.values()) expect(name).toMatch(/^机构[甲乙]\d\d$/);
      }),
    );
  });
  it('follow another order with another seed', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `agency-${String(index).padStart(2, '0')}`);
    const orders = [seed, 'cd'.repeat(32)].map((one) => [...codeNames('机构', ids, one).keys()]);
    expect(orders[0]).not.toEqual(orders[1]);
    expect(orders[0]).not.toEqual(ids);
  });
});

describe('in steps', () => {
  it('pauses after each rating of a day, each sheet and each list, and comes to the same', () => {
    fc.assert(
      fc.property(histories, versions, (history, other) => {
        const steps = whatIfInSteps(history, asRecorded, other);
        let pauses = 0;
        let step = steps.next();
        for (; !step.done; step = steps.next()) pauses += 1;
        expect(step.value).toEqual(whatIf(history, asRecorded, other));
        const { agencies, assessments, freezes } = history;
        const sheets = other.rubric === null ? 1 : 2;
        expect(pauses).toBe(
          (history.days.length + 1) * agencies.length + sheets * assessments.length + freezes.length,
        );
      }),
      { numRuns: 30 },
    );
  });
});
