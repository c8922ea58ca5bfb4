/** Drawing without replacement: who holds the ticket that is drawn takes the next place and leaves with all tickets. */

export interface Holder {
  readonly id: string;
  /** Above 0. */
  readonly tickets: bigint;
}

/** A number in [0, total) and the counter of the hash it came from, which is not below `from`. */
export type NumberBelow = (
  total: bigint,
  from: number,
) => { readonly number: bigint; readonly counter: number };

export interface DrawnTicket {
  readonly id: string;
  readonly counter: number;
  readonly number: bigint;
  readonly total: bigint;
}

/** The first `places` of the order; the tickets are counted through the holders as they stand. */
export function drawTickets(
  holders: readonly Holder[],
  places: number,
  numberBelow: NumberBelow,
): DrawnTicket[] {
  if (holders.some(({ tickets }) => tickets <= 0n)) throw new Error('every weight must be above 0');
  if (places > holders.length) throw new Error(`${places} places for ${holders.length} holders`);
  const left = [...holders];
  const drawn: DrawnTicket[] = [];
  for (let from = 0; drawn.length < places;) {
    const total = left.reduce((tickets, one) => tickets + one.tickets, 0n);
    const { number, counter } = numberBelow(total, from);
    const [winner] = left.splice(holderOf(left, number), 1);
    drawn.push({ id: winner?.id ?? '', counter, number, total });
    from = counter + 1;
  }
  return drawn;
}

function holderOf(left: readonly Holder[], ticket: bigint): number {
  let below = 0n;
  return left.findIndex(({ tickets }) => ticket < (below += tickets));
}
