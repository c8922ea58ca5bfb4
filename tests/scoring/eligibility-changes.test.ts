import { describe, expect, it } from 'vitest';
import { changesFor, endingsOf, runningOf, type Question } from '../../scoring/eligibility-changes.ts';
import {
  elsewhere,
  type AgencyFacts,
  type CommissionConditions,
  type LeadEvaluatorLoad,
  type Relation,
  type Settlement,
} from '../../scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules } from '../../scoring/eligibility-rules.ts';
import { agencyOf, commissionOf, screeningDay as today } from '../support/candidates.ts';

const question = (more: Partial<CommissionConditions> = {}): Question => ({
  ...{ rules, commission: commissionOf(more), calendar: { years: {} }, asOf: today },
});
const good = agencyOf();
const { integrity, recusal, credit } = good;

/** Every change, as 「kind object who: rules it helps, first day」, without what every agency with a dossier may do. */
function changes(
  more: Partial<AgencyFacts> = {},
  commission: Partial<CommissionConditions> = {},
  day = today,
) {
  const always = ['confirmDossier', 'fileDossier', 'approveException R1'];
  return changesFor(question(commission), { facts: agencyOf(more), settlements: [] }, day)
    .filter(({ kind, ruleId }) => !always.includes(kind) && !always.includes(`${kind} ${ruleId}`))
    .map(
      ({ kind, object, who, ruleId, helps, on }) =>
        `${kind}${object && ` ${object}`} ${who}: ${[...new Set([ruleId, ...helps])].join()}${on === today ? '' : ` ${on}`}`,
    );
}
const paid = (to: string | null, settlement: Settlement | null = null): Relation => ({
  ...{ kind: 'paidWork', unitId: 'unit', unitName: '某单位', commissionedBy: 'unit' },
  ...{ from: '2020-01-01', to, settlement },
});
const settled = { by: '李一', on: '2026-06-01', proof: '核查', cleared: false };
const lead = (name: string, projects: number): LeadEvaluatorLoad => ({
  ...{ personId: name, name },
  leading: projects === 0 ? [] : [{ commissionId: 'x', from: '2026-05-01', to: null, projects }],
});

describe('what every agency may do', () => {
  const kinds = (facts: Partial<AgencyFacts>) =>
    changesFor(question(), { facts: agencyOf(facts), settlements: [] }, today).map(
      ({ kind, who, helps, object }) => [kind, who, [...new Set(helps)].join(), object],
    );

  it('confirm or file its dossier; one it has may be excepted', () =>
    expect(kinds({})).toEqual([
      ['confirmDossier', 'agency', 'R1', ''],
      ['fileDossier', 'agency', 'R1', ''],
      ['approveException', 'bureau', 'R1', ''],
    ]));

  it('file a first one, and nothing else', () =>
    expect(kinds({ dossier: null })).toEqual([['fileDossier', 'agency', 'R1', '']]));

  // A confirmation holds for twelve months: one of today until 2027-06-14.
  it.each([
    ['2027-06-14', today],
    ['2027-06-15', '2026-06-16'],
    ['2028-02-29', '2027-03-01'],
  ])('confirm so late that it holds on %s: from %s on', (day, on) => {
    const [confirmed, filed] = changesFor(question(), { facts: good, settlements: [] }, day);
    expect([confirmed?.on, filed?.on]).toEqual([on, on]);
  });
});

describe('what bears on one agency', () => {
  const needs = { specialNeeds: [{ kind: 'field', field: '教育' }] as const };
  it.each<[string, Partial<AgencyFacts>, Partial<CommissionConditions>, string[]]>([
    ['nothing', {}, {}, []],
    ['no declaration', { recusal: { ...recusal, declared: false } }, {}, ['declareRecusal agency: R6,R7']],
    ['projects not stated', { running: null }, {}, ['declareRecusal agency: R6,R7', 'settle bureau: R7']],
    [
      'no answer about violations',
      { integrity: { ...integrity, declaresNone: null } },
      {},
      ['declareIntegrity agency: R5,R1'],
    ],
    [
      'the same without a dossier',
      { dossier: null, integrity: { ...integrity, declaresNone: null } },
      {},
      ['declareIntegrity agency: R5'],
    ],
    [
      'a need',
      {},
      needs,
      ['fileTrackRecord agency: R8,R1', 'settle bureau: R8', 'approveException bureau: R8'],
    ],
    ['another candidate', { recusal: { ...recusal, peers: ['JG-2'] } }, {}, ['leaveToPeer agency: R6']],
    [
      'a violation declared and not registered',
      { integrity: { ...integrity, declaresNone: false } },
      {},
      ['registerFinding bureau: R5'],
    ],
    [
      'something found and not registered',
      {
        integrity: {
          ...integrity,
          queries: [...integrity.queries, { ...integrity.queries[0]!, result: 'found' }],
        },
      },
      {},
      ['registerFinding bureau: R5'],
    ],
    [
      'a violation registered',
      {
        integrity: {
          ...{ ...integrity, declaresNone: false },
          violations: [{ title: '罚款', decidedOn: '2020-01-01', bannedUntil: null }],
        },
      },
      {},
      [],
    ],
    [
      'a relation open',
      { recusal: { ...recusal, relations: [paid('2026-01-01')] } },
      {},
      ['settleRecusal bureau: R6'],
    ],
    ['a relation settled', { recusal: { ...recusal, relations: [paid('2026-01-01', settled)] } }, {}, []],
    [
      'part taken in the project',
      { recusal: { ...recusal, relations: [{ kind: 'tookPart', projectId: 'project', role: '设计' }] } },
      {},
      [],
    ],
    [
      'a 受限 proposed',
      { credit: { ...credit, undecidedProposal: { proposedOn: '2026-06-01', cause: '等级' } } },
      {},
      ['decideRestriction bureau: R4'],
    ],
  ])('%s', (_, facts, commission, expected) => expect(changes(facts, commission)).toEqual(expected));

  it('a look-up of each site that has none by the day', () => {
    const [china, procurement, platform] = integrity.queries;
    const queried = (...queries: (typeof integrity.queries)[number][]) => ({
      integrity: { ...integrity, queries },
    });
    expect(changes(queried(china!, { ...procurement!, on: '2026-06-20' }), {}, '2026-06-19')).toEqual([
      'lookUp 中国政府采购网 bureau: R5',
      `lookUp ${platform!.site} bureau: R5`,
    ]);
    expect(changes(queried(china!, { ...procurement!, on: '2026-06-20' }), {}, '2026-06-20')).toEqual([
      `lookUp ${platform!.site} bureau: R5`,
    ]);
  });

  it.each([
    ['2026-06-01', today, ['repairDecision CJ-1 bureau: R3']],
    ['2026-06-20', '2026-06-19', []],
    ['2026-06-20', '2026-06-20', ['repairDecision CJ-1 bureau: R3 2026-06-20']],
    [undefined, '2028-01-01', []],
  ])('a decision that may be repaired from %s on, on %s', (repairableFrom, day, expected) => {
    const decision = {
      ...{ factId: 'CJ-1', title: '决定', from: '2026-01-01', until: null, repairedOn: null, excludes: true },
      ...(repairableFrom === undefined ? {} : { repairableFrom }),
    };
    expect(changes({ decisions: [decision] }, {}, day)).toEqual(expected);
  });
});

describe('load', () => {
  const addLead = 'addLeadEvaluator agency: R2,R7,R1';
  const exception = 'approveException bureau: R7';
  const finish = (id: string) => `finishProject ${id} agency: R7,R2`;
  const elsewhereRunning = (projects: number) => ({ running: [{ commissionId: elsewhere, projects }] });

  it('within three for each lead evaluator asks for nothing', () =>
    expect(changes(elsewhereRunning(2))).toEqual([]));

  it('of one more than that: one lead evaluator, any one of the projects, or an exception', () => {
    const all = [addLead, ...Array<string>(3).fill(finish(elsewhere)), exception];
    expect(changes(elsewhereRunning(3))).toEqual(all);
    expect(changes({ ...elsewhereRunning(3), dossier: null })).toEqual([
      'addLeadEvaluator agency: R2,R7',
      ...all.slice(1),
    ]);
  });

  it('of a lead evaluator filed so late that the filing still confirms the dossier on the day', () =>
    expect(changes(elsewhereRunning(3), {}, '2027-06-15')[0]).toBe(`${addLead} 2026-06-16`));

  it('of the bureau’s own: a package is one to finish', () =>
    expect(changes({ running: [{ commissionId: 'x', projects: 6 }] })).toEqual([
      addLead,
      addLead,
      finish('x'),
      exception,
    ]));

  it('wants as many as the commission does', () =>
    expect(changes({}, { leadEvaluatorsNeeded: 3 })).toEqual([addLead, addLead, exception]));

  it('of one who leads more than three: a project less, not another lead evaluator', () => {
    const busy = (projects: number) => ({ leadEvaluators: [lead('甲', projects), lead('乙', 0)] });
    expect(changes(busy(3))).toEqual([]);
    expect(changes(busy(4))).toEqual([finish('x'), exception]);
  });

  it('counts a project once that is stated and led', () => {
    const facts = agencyOf({
      ...{
        running: [
          { commissionId: 'x', projects: 2 },
          { commissionId: 'y', projects: 1 },
        ],
      },
      leadEvaluators: [lead('甲', 2)],
    });
    expect(runningOf(facts).map(({ commissionId, projects }) => `${commissionId} ${projects}`)).toEqual([
      'x 2',
      'y 1',
    ]);
    expect(runningOf({ ...facts, running: null }).map(({ commissionId }) => commissionId)).toEqual(['x']);
  });
});

describe('what ends of itself', () => {
  const endings = (more: Partial<AgencyFacts>, commission: Partial<CommissionConditions> = {}) =>
    endingsOf(question(commission), { facts: agencyOf(more), settlements: [] }).map(
      ({ ruleId, on, text, repairs }) => [ruleId, on, text, ...(repairs === undefined ? [] : [repairs])],
    );
  const decision = { factId: 'CJ-1', title: '决定', from: '2026-01-01', repairedOn: null, excludes: true };
  const violation = (decidedOn: string, bannedUntil: string | null) => ({
    integrity: { ...integrity, violations: [{ title: '罚款', decidedOn, bannedUntil }] },
  });

  it.each<[string, Partial<AgencyFacts>, string[][]]>([
    ['nothing', {}, []],
    [
      'a decision, the day after its last',
      { decisions: [{ ...decision, until: '2026-06-15' }] },
      [['R3', '2026-06-16', '决定 期满（2026-06-15 止）']],
    ],
    ['one that has ended', { decisions: [{ ...decision, until: '2026-06-14' }] }, []],
    ['one without an end', { decisions: [{ ...decision, until: null }] }, []],
    [
      'one that excludes nobody',
      { decisions: [{ ...decision, until: '2026-07-01', excludes: false, repairableFrom: '2026-06-20' }] },
      [],
    ],
    [
      'one that may be repaired first',
      { decisions: [{ ...decision, until: '2026-07-01', repairableFrom: '2026-06-20' }] },
      [
        ['R3', '2026-06-20', '决定 自 2026-06-20 起可以申请信用修复', 'CJ-1'],
        ['R3', '2026-07-02', '决定 期满（2026-07-01 止）'],
      ],
    ],
    [
      'a 受限',
      { credit: { ...credit, restriction: { from: '2026-01-01', until: '2026-06-30' } } },
      [['R4', '2026-07-01', '受限期满（2026-06-30 止）']],
    ],
    [
      'a ban',
      violation('2024-01-10', '2026-06-15'),
      [['R5', '2026-06-16', '罚款的禁止期届满（2026-06-15 止）']],
    ],
    [
      'three years since a violation',
      violation('2023-06-16', null),
      [['R5', '2026-06-16', '罚款自作出之日（2023-06-16）起满 3 年']],
    ],
    ['three years that are over today', violation('2023-06-15', null), []],
    [
      'paid work',
      { recusal: { ...recusal, relations: [paid('2026-06-20')] } },
      [['R6', '2026-06-21', '为某单位提供的有偿服务结束（2026-06-20 止）']],
    ],
    ['paid work without an end', { recusal: { ...recusal, relations: [paid(null)] } }, []],
    [
      'paid work that nobody asks about after three years, on the day the commission begins',
      { recusal: { ...recusal, relations: [paid('2023-07-01')] } },
      [['R6', '2026-07-01', '为某单位提供的有偿服务结束（2023-07-01）满 36 个月']],
    ],
    ['the same a day too late', { recusal: { ...recusal, relations: [paid('2023-07-02')] } }, []],
    ['the same, settled', { recusal: { ...recusal, relations: [paid('2023-07-01', settled)] } }, []],
    ['kin', { recusal: { ...recusal, relations: [{ kind: 'kin', text: '某甲', settlement: null }] } }, []],
  ])('%s', (_, facts, expected) => expect(endings(facts)).toEqual(expected));

  it('the nearest first, those of one day as they come', () =>
    expect(
      endings({
        decisions: [{ ...decision, until: '2026-06-30' }],
        credit: { ...credit, restriction: { from: '2026-01-01', until: '2026-06-20' } },
        ...violation('2024-01-10', '2026-06-30'),
      }).map(([ruleId, on]) => `${ruleId} ${on}`),
    ).toEqual(['R4 2026-06-21', 'R3 2026-07-01', 'R5 2026-07-01']));
});
