import { setImmediate } from 'node:timers/promises';

/** Runs long work in its steps; after each one `between` hears what it said, and whoever waits has a turn. */
export async function inTurns<Step, Result>(
  steps: Generator<Step, Result>,
  between: (step: Step) => Promise<void> | void = () => {},
): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await between(step.value);
    await setImmediate();
  }
}
