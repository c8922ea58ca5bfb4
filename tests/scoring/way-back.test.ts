import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Calendar } from '../../scoring/calendar.ts';
import { outcomeOf, screen } from '../../scoring/eligibility.ts';
import { changesFor, type Change, type Question, type Standing } from '../../scoring/eligibility-changes.ts';
import { elsewhere, type AgencyFacts, type CommissionConditions } from '../../scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules } from '../../scoring/eligibility-rules.ts';
import { changed } from '../../scoring/least-changes.ts';
import { settle } from '../../scoring/settlement.ts';
import { wayBack, type WayBack } from '../../scoring/way-back.ts';
import { agencyOf, commissionOf, screeningDay as today } from '../support/candidates.ts';

/** No year is known: Monday to Friday are working days. */
const calendar: Calendar = { years: {} };
const questionOf = (more: Partial<CommissionConditions> = {}): Question => ({
  rules,
  commission: commissionOf(more),
  calendar,
  asOf: today,
});
const standingOf = (more: Partial<AgencyFacts>): Standing => ({ facts: agencyOf(more), settlements: [] });
const asked = (more: Partial<AgencyFacts>, commission: Partial<CommissionConditions> = {}) =>
  wayBack(questionOf(commission), standingOf(more));
const stepsOf = ({ way }: WayBack) => way?.steps.map(({ kind, who, on }) => [kind, who, on]);
const textsOf = ({ way }: WayBack) => way?.steps.map(({ text }) => text);

/** The outcome as the bureau would find it, without the module under test. */
function outcomeAfter(question: Question, standing: Standing, changes: readonly Change[], day: string) {
  const after = changed(question, day, standing, changes);
  return outcomeOf(settle(screen(rules, question.commission, after.facts, day, calendar), after.settlements));
}

const good = agencyOf();
const { integrity, recusal } = good;
const dossier = good.dossier!;
const running = (projects: number) => ({ running: [{ commissionId: elsewhere, projects }] });
const restricted = (until: string) => ({
  credit: { ...good.credit, restriction: { from: '2026-01-01', until } },
});
const excluded = (until: string, repairableFrom?: string) => ({
  decisions: [
    {
      ...{ factId: 'CJ-1', title: '一般处理决定 CJ-1', from: '2026-05-01', until, repairedOn: null },
      ...{ excludes: true, ...(repairableFrom ? { repairableFrom } : {}) },
    },
  ],
});
const paidWork = (to: string | null) => ({
  recusal: {
    ...recusal,
    relations: [
      {
        ...{ kind: 'paidWork' as const, unitId: 'unit', unitName: '某单位', commissionedBy: 'unit' as const },
        ...{ from: '2025-01-01', to, settlement: null },
      },
    ],
  },
});

describe('the least set of changes', () => {
  it('is empty for an agency that is eligible', () => {
    expect(asked({})).toMatchObject({
      outcome: 'eligible',
      reasons: [],
      way: { steps: [], eligibleOn: today },
    });
  });

  it.each<[string, Partial<AgencyFacts>, Partial<CommissionConditions>, unknown[]]>([
    [
      'a late confirmation',
      { dossier: { ...dossier, confirmedOn: '2025-06-01' } },
      {},
      ['confirmDossier agency'],
    ],
    ['a section not on file', {}, { neededSections: ['奖惩情况'] }, ['fileDossier agency']],
    [
      'no declaration',
      { recusal: { ...recusal, declared: false }, running: null },
      {},
      ['declareRecusal agency'],
    ],
    [
      'no answer about violations',
      { integrity: { ...integrity, declaresNone: null } },
      {},
      ['declareIntegrity agency'],
    ],
    ['no look-up', { integrity: { ...integrity, queries: [] } }, {}, ['lookUp bureau']],
    [
      'a finding not registered',
      { integrity: { ...integrity, declaresNone: false } },
      {},
      ['registerFinding bureau'],
    ],
    ['projects not stated', { running: null }, {}, ['declareRecusal agency']],
    [
      'a need not filed',
      {},
      { specialNeeds: [{ kind: 'field', field: '教育' }] },
      ['fileTrackRecord agency'],
    ],
    ['too much work', running(3), {}, ['addLeadEvaluator agency']],
    ['paid work that ended', paidWork('2026-06-14'), {}, ['settleRecusal bureau']],
    [
      'another candidate of one owner',
      { recusal: { ...recusal, peers: ['示例乙'] } },
      {},
      ['leaveToPeer agency'],
    ],
    [
      'a D whose 受限 is not decided',
      {
        credit: {
          rating: 'D',
          restriction: null,
          undecidedProposal: { proposedOn: '2026-06-01', cause: '等级' },
        },
      },
      {},
      ['decideRestriction bureau'],
    ],
    ['a restriction that ends in time', restricted('2026-06-20'), {}, ['wait time']],
  ])('for %s', (_, facts, commission, steps) => {
    expect(asked(facts, commission).way?.steps.map(({ kind, who }) => `${kind} ${who}`)).toEqual(steps);
  });

  it('of two ways as short takes the one that is open earlier', () => {
    // Today the repair and the work, from 06-21 on the wait and the work: two steps either way.
    const both = { ...excluded('2026-06-20', '2026-06-01'), ...running(3) };
    const { way } = asked(both);
    expect(way?.steps.map(({ kind }) => kind).sort()).toEqual(['addLeadEvaluator', 'repairDecision']);
    expect(way?.eligibleOn).toBe(today);
  });

  it('prefers what the agency does itself to an exception that would be as short', () => {
    // Confirmed late, and work for three: two lead evaluators, whose filing confirms, or a confirmation and an exception.
    const late = { dossier: { ...dossier, confirmedOn: '2025-06-01' }, ...running(6) };
    const { way } = asked(late);
    expect(way?.steps.flatMap(({ changes }) => changes.map(({ kind }) => kind))).toEqual([
      'addLeadEvaluator',
      'addLeadEvaluator',
    ]);
  });

  it('puts steps that others could replace in the order of the rules that they clear', () => {
    const { way } = asked(running(3), { specialNeeds: [{ kind: 'field', field: '教育' }] });
    expect(way?.steps.map(({ kind, clears }) => [kind, ...clears])).toEqual([
      ['addLeadEvaluator', 'R7'],
      ['fileTrackRecord', 'R8'],
    ]);
  });

  it('names how many lead evaluators are wanted, and that finishing work would not do as few', () => {
    const leading = [{ commissionId: 'x', projects: 3, from: '2026-05-01', to: null }];
    const busy = { leadEvaluators: [{ personId: 'p1', name: '某甲', leading }] };
    expect(textsOf(asked(busy, { leadEvaluatorsNeeded: 2 }))).toEqual([
      '补充 2 名符合条件的主评人，经核对完成',
    ]);
    const one = asked({ ...busy, running: [{ commissionId: 'x', projects: 3 }] });
    expect(one.way?.steps).toMatchObject([
      {
        text: '补充 1 名符合条件的主评人，经核对完成',
        clears: ['R2', 'R7'],
        instead: [{ text: '1 个在办项目通过验收（某甲主评）', who: 'agency' }],
      },
    ]);
  });

  it('lets a filing stand for the yearly confirmation', () => {
    const late = { dossier: { ...dossier, confirmedOn: '2025-06-01' }, leadEvaluators: [] };
    expect(asked(late).way?.steps).toMatchObject([{ kind: 'addLeadEvaluator', clears: ['R1', 'R2', 'R7'] }]);
  });

  it('counts one declaration for recusal and running projects, and a look-up for each site', () => {
    const nothing = agencyOf({
      ...{ dossier: null, leadEvaluators: [], running: null },
      integrity: { declaresNone: null, queries: [], violations: [] },
      recusal: { declared: false, relations: [], personInCharge: null, holders: [], peers: [] },
    });
    const found = wayBack(questionOf(), { facts: nothing, settlements: [] });
    expect(
      stepsOf(found)
        ?.map(([kind]) => kind)
        ?.sort(),
    ).toEqual(['addLeadEvaluator', 'declareIntegrity', 'declareRecusal', 'fileDossier', 'lookUp'].sort());
    expect(found.way?.steps.flatMap(({ changes }) => changes)).toHaveLength(7);
    expect(textsOf(found)).toContain(
      '查询信用中国、中国政府采购网、预算绩效评价第三方机构信用管理平台，无记录，登记并附截图',
    );
  });

  it('offers an exception only beside another way, and only where one may be approved', () => {
    const words = (found: WayBack) =>
      found.way?.steps.flatMap(({ instead }) => instead.map(({ text }) => text)).join();
    expect(words(asked(running(3)))).toMatch(/例外审批/);
    expect(words(asked({ dossier: { ...dossier, confirmedOn: '2025-06-01' } }))).toMatch(/例外审批/);
    expect(words(asked({ dossier: { ...dossier, confirmedOn: '2025-01-01' } }))).not.toMatch(/例外审批/);
    expect(words(asked({}, { neededSections: ['奖惩情况'] }))).not.toMatch(/例外审批/);
    expect(words(asked({ leadEvaluators: [] }))).not.toMatch(/例外审批/);
  });
});

describe('what only time mends', () => {
  it('waits for the last of two ends at once', () => {
    const both = asked({ ...restricted('2026-06-18'), ...excluded('2026-06-20') });
    expect(both.way).toMatchObject({
      inTime: true,
      eligibleOn: '2026-06-21',
      steps: [
        {
          kind: 'wait',
          on: '2026-06-21',
          clears: ['R3', 'R4'],
          text: '受限期满（2026-06-18 止）；一般处理决定 CJ-1 期满（2026-06-20 止）',
        },
      ],
    });
  });

  it('does not wait where as few acts do today', () => {
    expect(stepsOf(asked(excluded('2026-06-20', '2026-06-01')))).toEqual([
      ['repairDecision', 'bureau', today],
    ]);
  });

  it('counts every day from the one of the question, even when the commission has begun', () => {
    const begun = { window: { from: '2026-06-01', to: '2026-10-31' } };
    expect(asked({}, begun)).toMatchObject({ lastDay: today, way: { eligibleOn: today, inTime: true } });
    expect(asked({ ...restricted('2026-06-18') }, begun)).toMatchObject({
      lastDay: today,
      reasons: [{ ruleId: 'R4', hold: 'late' }],
      way: { eligibleOn: '2026-06-19', inTime: false },
    });
  });

  it('names only the ends that it waits for: not that a decision could be repaired which ends in time', () => {
    const [decision] = excluded('2026-06-18').decisions;
    const other = {
      ...decision!,
      ...{ factId: 'CJ-2', title: '一般处理决定 CJ-2', until: '2026-06-20', repairableFrom: '2026-06-17' },
    };
    expect(textsOf(asked({ decisions: [decision!, other] }))).toEqual([
      '一般处理决定 CJ-1 期满（2026-06-18 止）；一般处理决定 CJ-2 期满（2026-06-20 止）',
    ]);
    const found = asked(restricted('2026-06-20'));
    expect(found.way?.steps).toMatchObject([{ kind: 'wait', who: 'time', instead: [] }]);
    expect(found.way?.steps[0]?.changes).toMatchObject([{ kind: 'wait', who: 'time', object: '' }]);
  });

  it('repairs a decision where that is in time and its end is not', () => {
    expect(stepsOf(asked(excluded('2026-10-31', '2026-06-01')))).toEqual([
      ['repairDecision', 'bureau', today],
    ]);
    expect(stepsOf(asked(excluded('2026-10-31', '2026-06-20')))).toEqual([
      ['wait', 'time', '2026-06-20'],
      ['repairDecision', 'bureau', '2026-06-20'],
    ]);
    expect(textsOf(asked(excluded('2026-10-31', '2026-06-20')))).toEqual([
      '一般处理决定 CJ-1 自 2026-06-20 起可以申请信用修复',
      '机构申请、财政局准予信用修复（一般处理决定 CJ-1）',
    ]);
    expect(textsOf(asked(excluded('2026-06-25', '2026-06-20')))).toEqual([
      '一般处理决定 CJ-1 期满（2026-06-25 止）',
    ]);
  });

  it.each([
    ['2026-06-30', '2026-07-01', true],
    ['2026-07-01', '2026-07-02', false],
  ])('a restriction to %s ends on %s, in time for a beginning on 2026-07-01: %s', (until, on, inTime) => {
    expect(asked(restricted(until)).way).toMatchObject({ eligibleOn: on, inTime });
    expect(asked(restricted(until)).reasons).toMatchObject([
      { ruleId: 'R4', hold: inTime ? 'time' : 'late' },
    ]);
  });

  it('confirms the dossier late enough to hold when the wait is over', () => {
    const found = asked(restricted('2027-12-31'));
    expect(stepsOf(found)).toEqual([
      ['wait', 'time', '2028-01-01'],
      ['confirmDossier', 'agency', '2027-01-02'],
    ]);
    expect(found.way?.steps[0]?.clears).toEqual(['R4']);
  });

  it('asks to settle a relation when the paid work is over', () => {
    expect(stepsOf(asked(paidWork('2026-06-25')))).toEqual([
      ['wait', 'time', '2026-06-26'],
      ['settleRecusal', 'bureau', today],
    ]);
  });
});

describe('what nobody can change', () => {
  it.each<[string, Partial<AgencyFacts>]>([
    ['is the client', { uscc: 'USCC-CLIENT' }],
    [
      'took part',
      { recusal: { ...recusal, relations: [{ kind: 'tookPart', projectId: 'project', role: '设计' }] } },
    ],
    ['works for the unit without an end', paidWork(null)],
  ])('is said so: %s', (_, facts) => {
    const found = asked({ ...facts, running: null });
    expect(found.way).toBeNull();
    expect(found.reasons.map(({ ruleId, hold }) => [ruleId, hold])).toEqual([
      ['R6', null],
      ['R7', 'agency'],
    ]);
  });

  it('puts the reasons in order, the hardest to change first', () => {
    const found = asked({
      ...{ uscc: 'USCC-CLIENT', ...excluded('2026-06-20'), ...restricted('2026-12-31') },
      ...{ integrity: { ...integrity, queries: [] }, leadEvaluators: [] },
    });
    expect(found.reasons.map(({ ruleId, hold }) => [ruleId, hold])).toEqual([
      ['R6', null],
      ['R4', 'late'],
      ['R3', 'time'],
      ['R5', 'bureau'],
      ['R2', 'agency'],
      ['R7', 'agency'],
    ]);
  });
});

const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values);
const job = (id: string) =>
  fc.record({
    commissionId: fc.constant(id),
    projects: fc.integer({ min: 1, max: 2 }),
    from: fc.constant('2026-05-01'),
    to: oneOf(null, '2026-06-25', '2026-08-31'),
  });
const lead = (id: string) =>
  fc.record({
    personId: fc.constant(id),
    name: fc.constant(`某${id}`),
    leading: fc.tuple(job('a'), job('b')).map((jobs) => jobs.slice(0, id === 'p1' ? 2 : 1)),
  });
const facts: fc.Arbitrary<AgencyFacts> = fc
  .record({
    uscc: fc.oneof(
      { weight: 9, arbitrary: fc.constant('USCC-1') },
      { weight: 1, arbitrary: fc.constant('USCC-CLIENT') },
    ),
    dossier: oneOf(
      dossier,
      dossier,
      null,
      { ...dossier, confirmedOn: '2025-06-18' },
      { ...dossier, confirmedOn: '2025-06-10' },
      { ...dossier, checkedSections: ['基本信息'] },
    ),
    leadEvaluators: fc.oneof(
      fc.constant(good.leadEvaluators),
      fc.constant([]),
      fc.tuple(lead('p1')),
      fc.tuple(lead('p1'), lead('p2')),
    ),
    decisions: oneOf(
      [],
      [],
      excluded('2026-06-17').decisions,
      excluded('2026-10-01', '2026-06-16').decisions,
    ),
    credit: oneOf(good.credit, good.credit, restricted('2026-06-16').credit, restricted('2027-01-01').credit),
    integrity: oneOf(
      integrity,
      integrity,
      { ...integrity, declaresNone: null },
      { ...integrity, queries: integrity.queries.slice(1) },
      { ...integrity, violations: [{ title: '罚款', decidedOn: '2023-06-19', bannedUntil: null }] },
    ),
    recusal: oneOf(
      recusal,
      recusal,
      { ...recusal, declared: false },
      { ...recusal, peers: ['示例乙'] },
      paidWork('2026-06-16').recusal,
    ),
    running: oneOf(
      null,
      [],
      [],
      [{ commissionId: 'a', projects: 2 }],
      [{ commissionId: elsewhere, projects: 3 }],
    ),
    special: oneOf(good.special, { ...good.special, fields: ['水利'] }),
  })
  .map((one) => agencyOf(one));
const commissions = fc.record({
  leadEvaluatorsNeeded: oneOf(1, 1, 2),
  specialNeeds: oneOf<CommissionConditions['specialNeeds']>([], [], [{ kind: 'field', field: '教育' }]),
  // The days on which all sets are tried.
  window: fc.constant({ from: '2026-06-19', to: '2026-10-31' }),
});

const subsetsOf = (changes: readonly Change[]): Change[][] =>
  changes.reduce<Change[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);

describe('of any agency', () => {
  it('the set makes it eligible, and no part of the set does', () => {
    fc.assert(
      fc.property(facts, commissions, (agency, commission) => {
        const question = questionOf(commission);
        const standing = { facts: agency, settlements: [] };
        const { way, outcome } = wayBack(question, standing);
        if (way === null) return;
        const changes = way.steps.flatMap((step) => step.changes).filter(({ kind }) => kind !== 'wait');
        expect(outcomeAfter(question, standing, changes, way.eligibleOn)).toBe('eligible');
        expect(way.steps.length === 0).toBe(outcome === 'eligible');
        for (const part of subsetsOf(changes)) {
          if (part.length < changes.length)
            expect(outcomeAfter(question, standing, part, way.eligibleOn)).not.toBe('eligible');
          // Without the wait the same changes, made today, are not enough.
          if (way.eligibleOn > today)
            expect(outcomeAfter(question, standing, part, today)).not.toBe('eligible');
        }
        for (const step of way.steps) expect([step.text, ...step.clears]).not.toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('no other set of all there are is smaller, on any day until the last', () => {
    let compared = 0;
    fc.assert(
      fc.property(facts, commissions, (agency, commission) => {
        const question = questionOf(commission);
        const standing = { facts: agency, settlements: [] };
        fc.pre(changesFor(question, standing, today).length <= 9);
        let least = Infinity;
        for (let day = today; day <= '2026-06-19'; day = addDays(day, 1))
          for (const set of subsetsOf(changesFor(question, standing, day))) {
            const size = set.length + (day > today ? 1 : 0);
            if (size < least && outcomeAfter(question, standing, set, day) === 'eligible') least = size;
          }
        const { way } = wayBack(question, standing);
        const size = way?.inTime ? way.steps.flatMap(({ changes }) => changes).length : Infinity;
        expect(size).toBe(least);
        compared += 1;
      }),
      { numRuns: 100 },
    );
    expect(compared).toBe(100);
  }, 60_000);
});
