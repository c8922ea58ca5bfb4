import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actsFrom, conditions, isEnd, machines, next, type Machine } from '../../scoring/lifecycle.ts';

/** Every step that may happen, written down apart from the tables: "from act to". All others must be refused. */
const allowed: Record<keyof typeof machines, string[]> = {
  dossier: [
    'draft submit submitted',
    'submitted withdraw draft',
    'submitted beginReview inReview',
    'inReview returnForCorrection returned',
    'inReview check checked',
    'returned submit submitted',
    'checked amend checked',
  ],
  plan: ['draft decide decided', 'decided amend amended', 'amended amend amended'],
  commission: [
    'created freezeConditions conditioned',
    'conditioned changeConditions conditioned',
    'conditioned screen screening',
    'screening screen screening',
    'screening changeConditions conditioned',
    'screening extendCall conditioned',
    'screening freezeList frozen',
    'frozen select selecting',
    'selecting voidDraw frozen',
    'selecting invite inviting',
    'inviting inviteNext inviting',
    'inviting callAgain conditioned',
    'inviting sign contracted',
    'contracted start running',
    'running accept accepted',
    'accepted archive archived',
    'created terminate terminated',
    'conditioned terminate terminated',
    'screening terminate terminated',
    'frozen terminate terminated',
    'selecting terminate terminated',
    'inviting terminate terminated',
    'contracted terminate terminated',
    'running terminate terminated',
  ],
  invitation: [
    'pending accept accepted',
    'pending decline declined',
    'pending lapse lapsed',
    'pending withdraw withdrawn',
  ],
  workPlan: [
    'draft submit submitted',
    'submitted return returned',
    'submitted approve approved',
    'returned submit submitted',
  ],
  doubleRegistration: [
    'open answer open',
    'open propose proposed',
    'proposed return open',
    'proposed settle settled',
  ],
  indicatorSystem: [
    'draft submit submitted',
    'submitted return returned',
    'submitted approve approved',
    'returned submit submitted',
  ],
  report: [
    'draft submit submitted',
    'submitted consult consultation',
    'consultation closeConsultation answering',
    'answering finalise final',
    'final accept accepted',
    'final return returned',
    'returned finalise final',
  ],
  comment: ['open answer answered'],
  rectification: [
    'open reportMeasures measured',
    'measured close closed',
    'measured reject rejected',
    'rejected reportMeasures measured',
  ],
  identityChange: [
    'requested withdraw withdrawn',
    'requested return returned',
    'requested propose proposed',
    'proposed return returned',
    'proposed decide decided',
  ],
  assessment: [
    'open beginScoring scoring',
    'scoring completeScoring scored',
    'scored reconcile scored',
    'scored giveFeedback feedback',
    'feedback requestReview review',
    'feedback finalise final',
    'review finalise final',
  ],
  ratingDecision: ['proposed decide decided'],
  sanction: [
    'proposed hear heard',
    'proposed revoke revoked',
    'heard impose inForce',
    'heard revoke revoked',
    'inForce end ended',
    'inForce repair repaired',
    'inForce revoke revoked',
    'ended revoke revoked',
    'repaired revoke revoked',
  ],
  disclosure: ['proposed publish published', 'proposed return returned', 'published withdraw withdrawn'],
  dossierEntry: [
    'entering handOver waiting',
    'entering withdraw withdrawn',
    'waiting confirm confirmed',
    'waiting decline declined',
    'declined resume entering',
    'declined withdraw withdrawn',
  ],
  dossierReopening: ['asked agree agreed', 'asked decline declined', 'asked withdraw withdrawn'],
  policyDraft: ['draft save draft', 'draft check checked', 'draft withdraw withdrawn'],
};

const all = Object.entries(machines) as [keyof typeof machines, Machine][];

describe.each(all)('%s', (name, machine) => {
  it('answers every pair of state and act, and allows exactly the listed steps', () => {
    const seen: string[] = [];
    for (const state of Object.keys(machine.states))
      for (const act of Object.keys(machine.acts)) {
        const step = next(machine, state, act);
        if ('to' in step) seen.push(`${state} ${act} ${step.to}`);
        else expect(step.refusal).toMatch(/^\p{Script=Han}.*当前为「.+」，不能.+；只有「.+」时可以$/u);
      }
    expect(seen.sort()).toEqual([...allowed[name]].sort());
  });

  it('has one row for a pair, a hand for each row, and a way to every state', () => {
    const pairs = machine.rows.map((row) => `${row.from} ${row.act}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const row of machine.rows) expect(row.by.length).toBeGreaterThan(0);
    expect([...reachable(machine)].sort()).toEqual(Object.keys(machine.states).sort());
  });

  it('lets a clock act only on a condition that time can meet', () => {
    for (const row of machine.rows)
      if (row.by.includes('clock') && row.act !== 'inviteNext') expect(conditions[row.when!]).toBeTruthy();
  });
});

/** No path reaches the effect without having been in the state before it. */
const effects: [keyof typeof machines, string, string][] = [
  ['dossier', 'checked', 'inReview'],
  ['dossier', 'returned', 'inReview'],
  ['dossier', 'inReview', 'submitted'],
  ['plan', 'amended', 'decided'],
  ['commission', 'frozen', 'screening'],
  ['commission', 'screening', 'conditioned'],
  ['commission', 'inviting', 'selecting'],
  ['commission', 'selecting', 'frozen'],
  ['commission', 'contracted', 'inviting'],
  ['commission', 'running', 'contracted'],
  ['commission', 'accepted', 'running'],
  ['commission', 'archived', 'accepted'],
  ['workPlan', 'approved', 'submitted'],
  ['indicatorSystem', 'approved', 'submitted'],
  ['report', 'answering', 'consultation'],
  ['report', 'final', 'answering'],
  ['report', 'accepted', 'final'],
  ['rectification', 'closed', 'measured'],
  ['doubleRegistration', 'settled', 'proposed'],
  ['assessment', 'feedback', 'scored'],
  ['assessment', 'final', 'feedback'],
  ['assessment', 'scored', 'scoring'],
  ['ratingDecision', 'decided', 'proposed'],
  ['sanction', 'inForce', 'heard'],
  ['sanction', 'ended', 'inForce'],
  ['sanction', 'repaired', 'inForce'],
];

it.each(effects)('%s: no way to %s around %s', (name, effect, required) => {
  expect(reachable(machines[name] as Machine, required).has(effect)).toBe(false);
});

it('ends where the domain ends', () => {
  const ends = Object.fromEntries(
    all.map(([name, machine]) => [
      name,
      Object.keys(machine.states).filter((state) => isEnd(machine, state)),
    ]),
  );
  expect(ends).toEqual({
    dossier: ['checked'],
    plan: ['amended'],
    commission: ['archived', 'terminated'],
    invitation: ['accepted', 'declined', 'lapsed', 'withdrawn'],
    workPlan: ['approved'],
    indicatorSystem: ['approved'],
    report: ['accepted'],
    comment: ['answered'],
    rectification: ['closed'],
    dossierEntry: ['confirmed', 'withdrawn'],
    dossierReopening: ['agreed', 'declined', 'withdrawn'],
    identityChange: ['returned', 'withdrawn', 'decided'],
    doubleRegistration: ['settled'],
    assessment: ['final'],
    ratingDecision: ['decided'],
    sanction: ['revoked'],
    disclosure: ['returned', 'withdrawn'],
    policyDraft: ['checked', 'withdrawn'],
  });
});

it('words a refusal so that a person knows where the act belongs', () => {
  expect(next(machines.dossier, 'draft', 'check')).toEqual({
    refusal: '机构档案当前为「草稿」，不能审核通过；只有「审核中」时可以',
  });
  expect(next(machines.dossier, 'submitted', 'withdraw')).toEqual({
    to: 'draft',
    by: ['agency'],
    when: 'withdrawalWindow',
  });
  expect(actsFrom(machines.dossier, 'submitted')).toEqual(['withdraw', 'beginReview']);
});

it('never leaves the table on a random walk', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.array(fc.nat(1000), { maxLength: 30 }),
      ([name, machine], choices) => {
        let state = machine.initial;
        for (const choice of choices) {
          const acts = Object.keys(machine.acts);
          const act = acts[choice % acts.length]!;
          const step = next(machine, state, act);
          if (!('to' in step)) continue;
          expect(allowed[name]).toContain(`${state} ${act} ${step.to}`);
          state = step.to;
        }
      },
    ),
  );
});

function reachable(machine: Machine, without?: string): Set<string> {
  const seen = new Set(machine.initial === without ? [] : [machine.initial]);
  for (const state of seen)
    for (const row of machine.rows) if (row.from === state && row.to !== without) seen.add(row.to);
  return seen;
}
