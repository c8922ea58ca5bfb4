import { describe, expect, it } from 'vitest';
import { applyChange } from '../../scoring/changed-facts.ts';
import type { Change, ChangeKind, Question, Standing } from '../../scoring/eligibility-changes.ts';
import {
  elsewhere,
  type AgencyFacts,
  type CommissionConditions,
  type Relation,
} from '../../scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules } from '../../scoring/eligibility-rules.ts';
import { agencyOf, commissionOf, screeningDay as today } from '../support/candidates.ts';

const on = '2026-06-20';
const changeOf = (kind: ChangeKind, object = ''): Change => ({
  ...{ kind, ruleId: 'R8', helps: ['R8'], who: 'agency', on, object },
});
const question = (more: Partial<CommissionConditions> = {}): Question => ({
  ...{ rules, commission: commissionOf(more), calendar: { years: {} }, asOf: today },
});
const standingOf = (more: Partial<AgencyFacts>): Standing => ({ facts: agencyOf(more), settlements: [] });

/** What of the facts is another once the change is made. */
function becomes(
  kind: ChangeKind,
  before: Partial<AgencyFacts> = {},
  { object = '', ...commission }: Partial<CommissionConditions> & { object?: string } = {},
): Partial<AgencyFacts> {
  const { facts, settlements } = standingOf(before);
  const after = applyChange(
    question(commission),
    '2026-07-01',
    { facts, settlements },
    changeOf(kind, object),
  );
  expect(after.settlements).toEqual([]);
  return Object.fromEntries(
    Object.entries(after.facts).filter(([key, value]) => value !== facts[key as keyof AgencyFacts]),
  );
}

const good = agencyOf();
const dossier = good.dossier!;
const { integrity, recusal } = good;

describe('the dossier', () => {
  it('is confirmed as it is', () =>
    expect(becomes('confirmDossier')).toEqual({ dossier: { ...dossier, confirmedOn: on } }));

  it('is filed: one version on, with what was checked before and what is needed', () =>
    expect(
      becomes(
        'fileDossier',
        { dossier: { ...dossier, validUntil: '2026-06-01' } },
        { neededSections: ['奖惩情况', '业绩'] },
      ),
    ).toEqual({
      dossier: {
        ...{ version: 3, checkedOn: on, confirmedOn: on, validUntil: null },
        checkedSections: ['基本信息', '专业团队', '业绩', '奖惩情况'],
      },
    }));

  it('is filed for the first time as version 1, with what is needed alone', () =>
    expect(becomes('fileDossier', { dossier: null })).toEqual({
      dossier: {
        ...{ version: 1, checkedOn: on, confirmedOn: on, validUntil: null },
        checkedSections: ['基本信息', '专业团队'],
      },
    }));

  it('is one version on, confirmed and not lapsed, when an answer in it is filed', () =>
    expect(becomes('declareIntegrity', { dossier: { ...dossier, validUntil: '2026-06-01' } })).toEqual({
      dossier: { ...dossier, version: 3, checkedOn: on, confirmedOn: on, validUntil: null },
      integrity: { ...integrity, declaresNone: true },
    }));

  it('brings a lead evaluator who leads nothing', () =>
    expect(becomes('addLeadEvaluator')).toEqual({
      dossier: { ...dossier, version: 3, checkedOn: on, confirmedOn: on },
      leadEvaluators: [...good.leadEvaluators, { personId: '', name: '新增主评人', leading: [] }],
    }));
});

describe('a track record that is filed', () => {
  const filed = (special: AgencyFacts['special'], specialNeeds: CommissionConditions['specialNeeds']) =>
    becomes('fileTrackRecord', { special }, { specialNeeds }).special;
  const none = { fields: null, specialBondProjects: null, secrecyScopes: null };
  const needs: CommissionConditions['specialNeeds'] = [
    { kind: 'field', field: '教育' },
    { kind: 'specialBond', projects: 3 },
    { kind: 'secrecy', scope: '涉密' },
  ];

  it('meets each need', () =>
    expect(filed(none, needs)).toEqual({
      fields: ['教育'],
      specialBondProjects: 3,
      secrecyScopes: ['涉密'],
    }));

  it('keeps what was filed before, the more projects of both', () => {
    const had = { fields: ['卫生'], specialBondProjects: 2, secrecyScopes: ['内部'] };
    expect(filed(had, needs)).toEqual({
      ...{ fields: ['卫生', '教育'], specialBondProjects: 3, secrecyScopes: ['内部', '涉密'] },
    });
    expect(filed({ ...had, specialBondProjects: 5 }, needs)?.specialBondProjects).toBe(5);
  });

  it('says of what was not asked that there is none', () =>
    expect(filed(none, [{ kind: 'secrecy', scope: '涉密' }])).toEqual({
      ...{ fields: [], specialBondProjects: 0, secrecyScopes: ['涉密'] },
    }));
});

describe('a project that is finished', () => {
  const jobs = [
    { commissionId: 'WT-1', projects: 3 },
    { commissionId: 'WT-2', projects: 2 },
    { commissionId: elsewhere, projects: 2 },
  ];
  const leading = jobs.map((one) => ({ ...one, from: '2026-05-01', to: null }));
  const facts = { running: jobs, leadEvaluators: [{ personId: 'p1', name: '某甲', leading }] };
  const left = (object: string, before: Partial<AgencyFacts> = facts) => {
    const { running, leadEvaluators } = becomes('finishProject', before, { object });
    return [running, leadEvaluators?.[0]?.leading].map((all) =>
      (all ?? null)?.map(({ commissionId, projects }) => `${commissionId} ${projects}`),
    );
  };

  it('leaves with its whole package, from the agency and from who leads it', () => {
    const rest = ['WT-2 2', `${elsewhere} 2`];
    expect(left('WT-1')).toEqual([rest, rest]);
  });

  it('is one of several of other clients', () => {
    const rest = ['WT-1 3', 'WT-2 2', `${elsewhere} 1`];
    expect(left(elsewhere)).toEqual([rest, rest]);
    const last = { running: [{ commissionId: elsewhere, projects: 1 }] };
    expect(left(elsewhere, last)[0]).toEqual([]);
  });
});

describe('what the bureau does', () => {
  it('adds a clear look-up of that day', () =>
    expect(becomes('lookUp', {}, { object: '信用中国' })).toEqual({
      integrity: {
        ...integrity,
        queries: [...integrity.queries, { site: '信用中国', on, result: 'clear', fileId: '' }],
      },
    }));

  it('registers a record of which three years are over on the day of the screening', () =>
    expect(becomes('registerFinding')).toEqual({
      integrity: {
        ...integrity,
        violations: [{ title: '查到的记录', decidedOn: '2023-07-01', bannedUntil: null }],
      },
    }));

  it('clears the relations that are open, not those settled or past settling', () => {
    const kin: Relation = { kind: 'kin', text: '某甲与某乙', settlement: null };
    const settled: Relation = {
      ...{ kind: 'formerEmployment', text: '某丙曾任职' },
      settlement: { by: '李一', on: '2026-06-01', proof: '核查', cleared: false },
    };
    const part: Relation = { kind: 'tookPart', projectId: 'project', role: '设计' };
    expect(becomes('settleRecusal', { recusal: { ...recusal, relations: [kin, settled, part] } })).toEqual({
      recusal: {
        ...recusal,
        relations: [{ ...kin, settlement: { by: '', on, proof: '', cleared: true } }, settled, part],
      },
    });
  });

  it('repairs the one decision', () => {
    const decision = { title: '处理决定', from: '2026-01-01', until: null, repairedOn: null, excludes: true };
    const decisions = ['CJ-1', 'CJ-2'].map((factId) => ({ ...decision, factId }));
    expect(becomes('repairDecision', { decisions }, { object: 'CJ-2' })).toEqual({
      decisions: [decisions[0], { ...decisions[1], repairedOn: on }],
    });
  });

  it('approves an exception that an officer asked for and a leader agreed to', () =>
    expect(becomes('approveException').exceptions).toEqual([
      {
        ...{ ruleId: 'R8', reason: '待批准', requestedBy: '申请人', requestedAs: 'officer' },
        ...{ approvedBy: '批准人', approvedAs: 'leader', collectiveDecision: '待批准', approvedOn: on },
      },
    ]));

  it('settles a rule, and leaves the facts as they are', () => {
    const before = standingOf({});
    const after = applyChange(question(), today, before, changeOf('settle'));
    expect(after).toEqual({
      facts: before.facts,
      settlements: [{ ruleId: 'R8', outcome: 'pass', note: '符合', by: '', on, proof: '' }],
    });
  });
});

it('waiting changes nothing', () => {
  const before = standingOf({});
  expect(applyChange(question(), today, before, changeOf('wait'))).toBe(before);
});
