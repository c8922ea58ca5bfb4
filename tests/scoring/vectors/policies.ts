import {
  defaultConsequencePolicy,
  needsApproval,
  proveConsequences,
  talkDueOn,
  type Consequences,
} from '#scoring/consequences.ts';
import { machines, next, type Machine } from '#scoring/lifecycle.ts';
import type { Place } from '#scoring/migration.ts';
import {
  inForceOfEach,
  inForceOn,
  standingOf,
  type NamedPolicyDates,
  type PolicyDates,
} from '#scoring/policy-versions.ts';
import { calendarIn, type Years } from './days.ts';
import { answering, type Runners } from './runner.ts';

const { tiers } = defaultConsequencePolicy;

interface ObjectIn {
  readonly object: keyof typeof machines;
}

interface Where {
  readonly object: keyof typeof machines | null;
  readonly state: string | null;
}

export const policies: Runners = {
  'policy-versions': answering(({ versions, day }: { versions: PolicyDates[]; day: string }) => ({
    inForce: inForceOn(versions, day)?.version ?? null,
    standings: versions.map((one) => standingOf(versions, one, day)),
  })),
  'policies-in-force': answering(({ versions, day }: { versions: NamedPolicyDates[]; day: string }) =>
    inForceOfEach(versions, day).map(({ kind, name, version }) => `${kind} ${name} ${version}`),
  ),
  'default-consequences': answering((place: Place) => tiers[place]),
  'consequence-days': answering(([place, decidedOn]: [Place, string], given: Years) => ({
    talkDueOn: talkDueOn(defaultConsequencePolicy, place, calendarIn(given), decidedOn),
    approval: needsApproval(defaultConsequencePolicy, place),
  })),
  'consequence-faults': answering((changes: Partial<Record<Place, Partial<Consequences>>>) => {
    const changed = Object.entries(tiers).map(
      ([place, own]) => [place, { ...own, ...changes[place as Place] }] as const,
    );
    const policy = { version: 2, tiers: Object.fromEntries(changed) as typeof tiers };
    return { allowed: proveConsequences(policy).faults.length === 0 };
  }),
  lifecycles: answering(({ object, state }: Where) => {
    if (!object) return Object.keys(machines).sort();
    const machine: Machine = machines[object];
    if (state === null) return Object.keys(machine.states).sort();
    const steps = Object.keys(machine.acts).map((act) => {
      const step = next(machine, state, act);
      return [act, 'refusal' in step ? null : step] as const;
    });
    return Object.fromEntries(steps);
  }),
  'lifecycle-walks': answering(({ object, acts }: ObjectIn & { acts: string[] }) => {
    const machine: Machine = machines[object];
    let [state, refused] = [machine.initial, 0];
    for (const act of acts) {
      const step = next(machine, state, act);
      if ('refusal' in step) refused += 1;
      else state = step.to;
    }
    return { state, refused };
  }),
};
