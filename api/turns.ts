import { setImmediate } from 'node:timers/promises';

/** Runs long work in its steps; after each one whoever waits has a turn. */
export async function inTurns<Result>(steps: Generator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}
