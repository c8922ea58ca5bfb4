/** Random choices that a seed repeats: mulberry32, since nothing here needs to be secret. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.between(1, times) === 1;
  }

  pick<Value>(values: readonly Value[]): Value {
    const picked = values[this.between(0, values.length - 1)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  list<Value>(most: number, make: (index: number) => Value): Value[] {
    return Array.from({ length: this.between(0, most) }, (_, index) => make(index));
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.between(0, 15).toString(16)).join('');
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** Few different ones: what a batch of cases shares is sent once. */
export function kept<Value>(make: (random: Random) => Value) {
  const values: Value[] = [];
  return (random: Random): Value => {
    if (values.length < 40) values.push(make(random));
    return random.pick(values);
  };
}
