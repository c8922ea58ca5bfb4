import { describe, expect, it } from 'vitest';
import { mayLead, testLeadEvaluator, type LeadEvaluatorFacts } from '../../scoring/lead-evaluator.ts';

const today = '2026-06-15';
const good: LeadEvaluatorFacts = {
  lawAbidingDeclared: true,
  badRecordStanding: false,
  education: { name: '本科', diplomaOnFile: true },
  title: { level: '中级', name: '会计师' },
  qualifications: [],
  startedWorkOn: '2015-07-01',
  startedEvaluationOn: '2018-07-01',
  abilityDeclared: true,
  criminalRecord: { kind: 'none' },
};
const outcomes = (person: Partial<LeadEvaluatorFacts>, asOf = today) =>
  testLeadEvaluator({ ...good, ...person }, asOf).map((decision) => decision.outcome);

it('passes who meets all six', () => {
  const decisions = testLeadEvaluator(good, today);
  expect(decisions.map((decision) => decision.citation)).toEqual(
    ['一', '二', '三', '四', '五', '六'].map((item) => `财监〔2021〕4号第七条第${item}项`),
  );
  expect(decisions.every((decision) => decision.asOf === today && decision.fix === undefined)).toBe(true);
  expect(mayLead(decisions)).toBe(true);
  expect(mayLead(decisions.slice(1))).toBe(false);
});

describe.each<[number, string, Partial<LeadEvaluatorFacts>, 'pass' | 'fail' | 'unknown']>([
  [1, 'declared no', { lawAbidingDeclared: false }, 'fail'],
  [1, 'not declared', { lawAbidingDeclared: null }, 'unknown'],
  [1, 'a bad record stands', { badRecordStanding: true, lawAbidingDeclared: null }, 'fail'],
  [1, 'bad records not looked up', { badRecordStanding: null }, 'unknown'],
  [2, 'no education filed', { education: null }, 'unknown'],
  [2, 'no diploma', { education: { name: '本科', diplomaOnFile: false } }, 'fail'],
  [3, 'junior title', { title: { level: '初级', name: '助理会计师' } }, 'fail'],
  [3, 'senior title', { title: { level: '正高级', name: '正高级会计师' } }, 'pass'],
  [3, 'neither', { title: null }, 'fail'],
  [
    3,
    'a lawyer without a title',
    { title: null, qualifications: [{ kind: 'lawyer', name: '律师', recognisedBy: null }] },
    'pass',
  ],
  [
    3,
    'other qualification, not recognised',
    { title: null, qualifications: [{ kind: 'otherRecognised', name: '税务师', recognisedBy: null }] },
    'unknown',
  ],
  [
    3,
    'other qualification, recognised',
    { title: null, qualifications: [{ kind: 'otherRecognised', name: '税务师', recognisedBy: '认可文件' }] },
    'pass',
  ],
  [4, '4 years 364 days of work', { startedWorkOn: '2021-06-16' }, 'fail'],
  [4, '5 years of work', { startedWorkOn: '2021-06-15' }, 'pass'],
  [4, '2 years 364 days of evaluation', { startedEvaluationOn: '2023-06-16' }, 'fail'],
  [4, '3 years of evaluation', { startedEvaluationOn: '2023-06-15' }, 'pass'],
  [4, 'work not filed', { startedWorkOn: null }, 'unknown'],
  [
    4,
    'work not filed, evaluation too short',
    { startedWorkOn: null, startedEvaluationOn: '2025-01-01' },
    'fail',
  ],
  [5, 'declared no', { abilityDeclared: false }, 'fail'],
  [5, 'not declared', { abilityDeclared: null }, 'unknown'],
  [6, 'not declared', { criminalRecord: null }, 'unknown'],
  [6, 'another offence', { criminalRecord: { kind: 'other' } }, 'fail'],
  [6, 'negligent, day unknown', { criminalRecord: { kind: 'negligentAtWork', servedOn: null } }, 'unknown'],
  [
    6,
    'negligent, 5 years today',
    { criminalRecord: { kind: 'negligentAtWork', servedOn: '2021-06-15' } },
    'fail',
  ],
  [
    6,
    'negligent, over 5 years',
    { criminalRecord: { kind: 'negligentAtWork', servedOn: '2021-06-14' } },
    'pass',
  ],
])('condition %i: %s', (item, _, person, outcome) => {
  it(`is ${outcome}, the other five stay`, () => {
    const expected = Array.from({ length: 6 }, (_each, index) => (index === item - 1 ? outcome : 'pass'));
    expect(outcomes(person)).toEqual(expected);
    const decision = testLeadEvaluator({ ...good, ...person }, today)[item - 1]!;
    expect(decision.ruleId).toBe(`leadEvaluator.${item}`);
    expect(decision.fix === undefined).toBe(outcome === 'pass');
    expect(`${decision.required}${decision.observed}${decision.fix ?? ''}`).toMatch(/\p{Script=Han}/u);
  });
});

it('counts a 29 February to the last day of February', () => {
  expect(outcomes({ startedWorkOn: '2020-02-29' }, '2025-02-27')[3]).toBe('fail');
  expect(outcomes({ startedWorkOn: '2020-02-29' }, '2025-02-28')[3]).toBe('pass');
});

it('says from which day the person may lead', () => {
  const [, , , experience] = testLeadEvaluator({ ...good, startedWorkOn: '2021-06-16' }, today);
  expect(experience?.fix).toBe('工作自 2026-06-16 起满 5 年，届时再选任');
});
