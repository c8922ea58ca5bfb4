/** Random agencies with some things in the way of one commission, so few that every set of changes can be tried. */
import {
  elsewhere,
  type AgencyFacts,
  type CommissionConditions,
  type ExcludingDecision,
  type Relation,
} from '../../scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules } from '../../scoring/eligibility-rules.ts';
import { addDays } from '../../scoring/calendar.ts';
import { agencyOf, commissionOf } from '../support/candidates.ts';
import type { Random } from './random.ts';
import type { Case } from './reckon.ts';

export function wayBackCase(random: Random): Case {
  const asOf = addDays('2026-05-01', random.between(0, 60));
  const begins = addDays(asOf, random.between(-2, 5));
  const commission = commissionOf({
    window: { from: begins, to: addDays(begins, 100) },
    projects: random.oneIn(6) ? 2 : 1,
    leadEvaluatorsNeeded: random.oneIn(4) ? 2 : 1,
    ...needsOf(random),
  });
  return { function: 'wayBack', rules, commission, agency: agencyWith(random, asOf), asOf };
}

/** The same agencies on days around the one they were asked about. */
export function screenCase(random: Random): Case {
  const { asOf, ...asked } = wayBackCase(random) as Case & { function: 'wayBack' };
  return { ...asked, function: 'screen', asOf: addDays(asOf, random.between(-40, 400)) };
}

function needsOf(random: Random): Partial<CommissionConditions> {
  if (!random.oneIn(6)) return {};
  return {
    specialNeeds: [
      random.pick([
        { kind: 'field' as const, field: '教育' },
        { kind: 'specialBond' as const, projects: 2 },
        { kind: 'secrecy' as const, scope: '秘密' },
      ]),
    ],
  };
}

function agencyWith(random: Random, asOf: string): AgencyFacts {
  const queried = { queries: good.integrity.queries.map((one) => ({ ...one, on: addDays(asOf, -3) })) };
  const dossier = { ...good.dossier!, checkedOn: addDays(asOf, -90), confirmedOn: addDays(asOf, -90) };
  const some = <Key extends keyof AgencyFacts>(key: Key, make: () => AgencyFacts[Key]) =>
    random.oneIn(3) ? { [key]: make() } : {};
  return {
    ...agencyOf({ dossier, integrity: { ...good.integrity, ...queried } }),
    ...some('uscc', () => (random.oneIn(8) ? 'USCC-CLIENT' : good.uscc)),
    ...some('dossier', () => dossierOf(random, dossier, asOf)),
    ...some('leadEvaluators', () => random.list(2, (index) => leadOf(random, `p${index}`, asOf))),
    ...some('decisions', () => [decisionOf(random, asOf)]),
    ...some('credit', () => creditOf(random, asOf)),
    ...some('integrity', () => ({ ...good.integrity, ...queried, ...integrityOf(random, queried, asOf) })),
    ...some('recusal', () => recusalOf(random, asOf)),
    ...some('running', () =>
      random.pick([
        null,
        [{ commissionId: 'a', projects: 2 }],
        [{ commissionId: elsewhere, projects: random.between(2, 5) }],
      ]),
    ),
    ...some('special', () => ({ fields: ['水利'], specialBondProjects: 1, secrecyScopes: null })),
  };
}

const good = agencyOf();
/** Near the days on which something turns. */
const near = (random: Random, asOf: string): string => addDays(asOf, random.between(-2, 7));

const dossierOf = (random: Random, whole: NonNullable<AgencyFacts['dossier']>, asOf: string) =>
  random.pick([
    null,
    { ...whole, checkedSections: ['基本信息'] },
    { ...whole, confirmedOn: addDays(asOf, -random.between(360, 400)) },
    { ...whole, validUntil: near(random, asOf) },
  ]);

const leadOf = (random: Random, personId: string, asOf: string) => ({
  personId,
  name: personId,
  leading: random.list(1, () => ({
    commissionId: random.pick(['a', 'b']),
    projects: random.between(1, 3),
    from: addDays(asOf, -30),
    to: random.pick([null, near(random, asOf), addDays(asOf, 60)]),
  })),
});

function decisionOf(random: Random, asOf: string): ExcludingDecision {
  const until = random.pick([null, near(random, asOf), addDays(asOf, 150)]);
  const repairableFrom = random.pick([null, near(random, asOf), addDays(asOf, 30)]);
  return {
    ...{ factId: 'd-1', title: '处理决定', from: addDays(asOf, -40), until, repairedOn: null },
    ...{ excludes: !random.oneIn(6), ...(repairableFrom === null ? {} : { repairableFrom }) },
  };
}

const creditOf = (random: Random, asOf: string): AgencyFacts['credit'] =>
  random.pick([
    { ...good.credit, restriction: { from: addDays(asOf, -40), until: near(random, asOf) } },
    { ...good.credit, restriction: { from: addDays(asOf, -40), until: addDays(asOf, 200) } },
    { rating: 'D', restriction: null, undecidedProposal: { proposedOn: asOf, cause: '等级' } },
  ]);

function integrityOf(
  random: Random,
  { queries }: Pick<AgencyFacts['integrity'], 'queries'>,
  asOf: string,
): Partial<AgencyFacts['integrity']> {
  const found = { ...queries[0]!, result: 'found' as const };
  const bannedUntil = random.pick([null, near(random, asOf), addDays(asOf, 90)]);
  const decidedOn = addDays(asOf, -random.between(1090, 1100));
  return random.pick<Partial<AgencyFacts['integrity']>>([
    { declaresNone: null },
    { declaresNone: false },
    { queries: queries.slice(1) },
    { queries: [...queries.slice(1), found] },
    { violations: [{ title: '罚款', decidedOn, bannedUntil }] },
  ]);
}

function recusalOf(random: Random, asOf: string): AgencyFacts['recusal'] {
  const paidWork = (to: string | null): Relation => ({
    ...{ kind: 'paidWork', unitId: random.pick(['unit', 'other']), unitName: '单位', settlement: null },
    ...{ commissionedBy: random.pick(['unit', 'unit', 'finance']), from: addDays(asOf, -1200), to },
  });
  return {
    ...good.recusal,
    ...random.pick<Partial<AgencyFacts['recusal']>>([
      { declared: false },
      { peers: ['JG-2'] },
      { relations: [paidWork(near(random, asOf))] },
      { relations: [paidWork(random.pick([null, addDays(asOf, -random.between(1088, 1100))]))] },
      { relations: [{ kind: 'kin', text: '亲属', settlement: null }] },
      { relations: [{ kind: 'tookPart', projectId: random.pick(['project', 'x']), role: '设计' }] },
    ]),
  };
}
