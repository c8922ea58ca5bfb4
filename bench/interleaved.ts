/** Two sides timed by turns in one run: what slows the machine slows both, and only their ratio is told. */

/** Works through a slice and returns how many units it did. */
export type Slice = () => Promise<number> | number;

export interface Compared {
  /** Microseconds a unit: the medians of each side. */
  readonly first: number;
  readonly second: number;
  /** second ÷ first, pair by pair. */
  readonly ratio: Spread;
  /** The same by the processor time of this process: what else runs on the machine does not show in it. */
  readonly processorRatio: Spread;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Half of the pairs begin with the one side, half with the other. */
export async function compare(first: Slice, second: Slice, pairs: number): Promise<Compared> {
  const taken: { first: Taken; second: Taken }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const before = pair % 2 === 0 ? await timed(first) : null;
    const other = await timed(second);
    taken.push({ first: before ?? (await timed(first)), second: other });
  }
  return {
    first: median(taken.map((pair) => pair.first.time)),
    second: median(taken.map((pair) => pair.second.time)),
    ratio: spreadOf(taken.map((pair) => pair.second.time / pair.first.time)),
    processorRatio: spreadOf(taken.map((pair) => pair.second.processor / pair.first.processor)),
  };
}

/** Until the compiler has seen enough of it. */
export async function warmUp(slice: Slice, milliseconds: number): Promise<void> {
  for (const end = performance.now() + milliseconds; performance.now() < end;) await slice();
}

/** Microseconds a unit. */
interface Taken {
  readonly time: number;
  readonly processor: number;
}

async function timed(slice: Slice): Promise<Taken> {
  const [start, usage] = [performance.now(), process.cpuUsage()];
  const units = await slice();
  const time = (performance.now() - start) * 1000;
  const { user, system } = process.cpuUsage(usage);
  return { time: time / units, processor: (user + system) / units };
}

function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
