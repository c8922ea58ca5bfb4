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
  return [...drawnTickets(holders, places, numberBelow)];
}

/** One after the other, for whoever lets others work in between. */
export function* drawnTickets(
  holders: readonly Holder[],
  places: number,
  numberBelow: NumberBelow,
): Generator<DrawnTicket, void> {
  if (holders.some(({ tickets }) => tickets <= 0n)) throw new Error('every weight must be above 0');
  if (places > holders.length) throw new Error(`${places} places for ${holders.length} holders`);
  const left = [...holders];
  const each = evenTickets(holders);
  let total = holders.reduce((tickets, one) => tickets + one.tickets, 0n);
  for (let from = 0, place = 0; place < places; place += 1) {
    const { number, counter } = numberBelow(total, from);
    const [winner] = left.splice(each === null ? holderOf(left, number) : Number(number / each), 1);
    if (!winner) throw new Error(`nobody holds the ticket ${number}`);
    yield { id: winner.id, counter, number, total };
    total -= winner.tickets;
    from = counter + 1;
  }
}

/** How many tickets each holder has where all have as many: then nobody has to be counted through. */
function evenTickets(holders: readonly Holder[]): bigint | null {
  const [first] = holders;
  return first && holders.every(({ tickets }) => tickets === first.tickets) ? first.tickets : null;
}

function holderOf(left: readonly Holder[], ticket: bigint): number {
  let below = 0n;
  return left.findIndex(({ tickets }) => ticket < (below += tickets));
}
