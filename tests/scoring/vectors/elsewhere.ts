/** Functions of `scoring` that no runner calls by name, and where they are judged instead. */
const places: readonly (readonly [place: string, functions: string])[] = [
  ['screen.json, screen-random.json: R1 to R8 call them', 'checkIntegrity checkLeadEvaluators checkLoad'],
  ['screen.json, screen-random.json', 'checkRecusal exceptionFaults decide pass fail unknown needText'],
  ['freeze-faults.json', 'staleQuery'],
  ['rate-bounds.json, rate-random.json', 'capsReached deductConduct deductUpkeep countedPoints isInForce'],
  ['assess.json', 'assessItem itemMarkFaults suggestionFor'],
  ['suggest.json', 'suggestForItem lossOf occurrencesOf'],
  ['rubric-faults.json, band-faults.json', 'placedBandFaults'],
  ['draw-orders.json, rotate.json, compare-offers.json', 'drawTickets'],
  ['draw-verified.json, whose list the second implementation writes down', 'listTextOf'],
  ['procurement-basis.json', 'isStatutory'],
  ['mean-ratio.json, sums.json', 'sum ofPoints assertPoints'],
  ['tests/scoring/lifecycle.test.ts, which walks every transition', 'next actsFrom isEnd'],
  ['tests/scoring/consultation.test.ts: words of a state', 'reportStateOf'],
  ['tests/scoring/rating.test.ts: sentences', 'explain'],
];

export const elsewhere: Readonly<Record<string, string>> = Object.fromEntries(
  places.flatMap(([place, functions]) => functions.split(' ').map((name) => [name, place])),
);
