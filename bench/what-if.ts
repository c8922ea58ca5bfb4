/** What if another policy had held: every agency rated again as of each year's end, by two policies. */
import type { CreditRecord } from '#scoring/credit-record.ts';
import { rate } from '#scoring/rating.ts';
import { defaultRatingPolicy, policyFaults, type RatingPolicy } from '#scoring/rating-policy.ts';
import { recordOf } from '../tests/second/rating-cases.ts';
import { Random } from '../tests/second/random.ts';

const seed = 20260601;
const agencies = 500;
const years = Array.from({ length: 10 }, (_, index) => 2017 + index);
const atMostSeconds = 5;
const runs = 3;

export function benchWhatIf(): string[] {
  const random = new Random(seed);
  const histories = Array.from({ length: agencies }, () => historyOf(random));
  const policies = [defaultRatingPolicy, stricter()];
  const taken = Array.from({ length: runs }, () => {
    const [start, usage] = [performance.now(), process.cpuUsage()];
    for (const history of histories)
      for (const year of years) for (const policy of policies) rate(policy, history, `${year}-12-31`);
    const { user, system } = process.cpuUsage(usage);
    const seconds = (performance.now() - start) / 1000;
    return `${seconds.toFixed(2)} s (processor ${((user + system) / 1_000_000).toFixed(2)} s)`;
  });
  const assessments = histories.reduce((sum, history) => sum + history.assessments.length, 0) / agencies;
  const ratings = agencies * years.length * policies.length;
  return [
    `${agencies} agencies with ${assessments.toFixed(0)} assessments each × ${years.length} years × ` +
      `${policies.length} policies = ${ratings} ratings: ${taken.join(', ')}; aim: under ${atMostSeconds} s`,
  ];
}

/** What happened before each year's end, put together. */
function historyOf(random: Random): CreditRecord {
  const each = years.map((year) => ofYear(recordOf(random, `${year}-12-31`), year));
  return {
    assessments: each.flatMap(({ assessments }) => assessments),
    upkeepFaults: each.flatMap(({ upkeepFaults }) => upkeepFaults),
    findings: each.flatMap(({ findings }) => findings),
    decisions: each.flatMap(({ decisions }) => decisions),
    restrictedUntil: each.at(-1)!.restrictedUntil,
  };
}

/** Facts of two years are two facts. */
function ofYear(record: CreditRecord, year: number): CreditRecord {
  const named = <Fact extends { readonly factId: string }>(facts: readonly Fact[]): Fact[] =>
    facts.map((fact) => ({ ...fact, factId: `${year}-${fact.factId}` }));
  return {
    ...record,
    assessments: record.assessments.map((one) => ({
      ...one,
      id: `${year}-${one.id}`,
      contractId: `${year}-${one.contractId}`,
      factIds: one.factIds.map((id) => `${year}-${id}`),
    })),
    upkeepFaults: named(record.upkeepFaults),
    findings: named(record.findings),
    decisions: named(record.decisions),
  };
}

function stricter(): RatingPolicy {
  const weights = [12, 18, 24].map((months, index) => ({ months, weight: 4 - index }));
  const policy: RatingPolicy = { ...defaultRatingPolicy, version: 2, weights, vetoedAtMost: 4000 };
  const faults = policyFaults(policy);
  if (faults.length > 0) throw new Error(`a policy that is not allowed: ${faults.join()}`);
  return policy;
}
