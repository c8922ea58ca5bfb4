/** What a state machine says to an act, as commands refuse it and buttons explain it. */
import { next, type Machine } from '#scoring/lifecycle.ts';
import { Refusal } from './refusal.ts';

/** Where the act leads from the state; refused where it cannot be done. */
export function stepTo<State extends string, Act extends string>(
  machine: Machine<State, Act>,
  state: State,
  act: Act,
): State {
  const step = next(machine, state, act);
  if ('refusal' in step) throw new Refusal('conflict', sentence(step.refusal));
  return step.to;
}

/** Why the act cannot be done in the state; null when it can. */
export function whyNoStep<State extends string, Act extends string>(
  machine: Machine<State, Act>,
  state: State,
  act: Act,
): string | null {
  const step = next(machine, state, act);
  return 'refusal' in step ? sentence(step.refusal) : null;
}

/** The same as a button takes it. */
export function blockedStep<State extends string, Act extends string>(
  machine: Machine<State, Act>,
  state: State,
  act: Act,
): { reason: string } | null {
  const reason = whyNoStep(machine, state, act);
  return reason === null ? null : { reason };
}

const sentence = (refusal: string): string => `${refusal}。`;
