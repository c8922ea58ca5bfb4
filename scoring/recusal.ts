/** R6: an agency is independent of the client, the object and the project (4号 2, 13; 实施条例 18). Agency-level facts. */
import type { Day } from './calendar.ts';
import { isWithin } from './credit-record.ts';
import { fail, pass, unknown, type Verdict } from './decision.ts';
import type { AgencyFacts, CommissionConditions, RecusalFacts, Relation } from './eligibility-facts.ts';
import type { EligibilityRules } from './eligibility-rules.ts';

export function checkRecusal(
  rules: EligibilityRules,
  commission: CommissionConditions,
  agency: AgencyFacts,
  asOf: Day,
): Verdict {
  const { recusal } = agency;
  const blocks = [
    ...identityBlocks(commission, agency),
    ...recusal.relations.flatMap((relation) => blockText(commission, relation, asOf) ?? []),
  ];
  if (blocks.length > 0) return fail(blocks.join('；'), source, '属于应当回避的情形，本次委托不能参加');
  if (!recusal.declared) return fail('未作回避声明', source, '由机构签署独立性与回避声明');
  if (recusal.peers.length > 0)
    return fail(
      `与候选机构${recusal.peers.join('、')}的负责人为同一人，或存在直接控股、管理关系`,
      source,
      '冻结名单前由其中一家退出',
    );
  const open = recusal.relations.flatMap((relation) => openText(rules, commission, relation, asOf) ?? []);
  if (open.length > 0) return unknown(open.join('；'), source, '由经办人核实并附证明，写明是否影响独立性');
  return pass('已声明，没有应当回避的关系', source);
}

interface Candidate {
  readonly agencyId: string;
  readonly uscc: string;
  readonly recusal: Pick<RecusalFacts, 'personInCharge' | 'holders'>;
}

/** The other candidates under one person in charge, or tied by a direct holding or management relation. */
export function controlPeers(agency: Candidate, candidates: readonly Candidate[]): string[] {
  return candidates
    .filter((other) => other.agencyId !== agency.agencyId && areTied(agency, other))
    .map((other) => other.agencyId);
}

function areTied(a: Candidate, b: Candidate): boolean {
  if (a.recusal.personInCharge !== null && a.recusal.personInCharge === b.recusal.personInCharge) return true;
  if (a.recusal.holders.includes(b.uscc) || b.recusal.holders.includes(a.uscc)) return true;
  return a.recusal.holders.some((holder) => b.recusal.holders.includes(holder));
}

const source = '回避声明及登记';

function identityBlocks(
  { clientUscc, evaluateeUsccs }: CommissionConditions,
  { uscc }: AgencyFacts,
): string[] {
  return [
    ...(uscc === clientUscc ? ['机构即委托方'] : []),
    ...(evaluateeUsccs.includes(uscc) ? ['机构即被评价对象'] : []),
  ];
}

/** (a): stands in the way whatever the proof, or was settled against the agency. */
function blockText(commission: CommissionConditions, relation: Relation, asOf: Day): string | null {
  if (relation.kind === 'tookPart')
    return commission.projectIds.includes(relation.projectId) ? `参与过本项目的${relation.role}` : null;
  const settledAgainst = relation.settlement !== null && !relation.settlement.cleared;
  if (relation.kind !== 'paidWork') return settledAgainst ? `${relation.text}，经核实影响独立性` : null;
  if (!concerns(commission, relation) || relation.from > asOf) return null;
  if (relation.to === null || asOf <= relation.to) return `正在为${relation.unitName}提供有偿服务`;
  return settledAgainst ? `曾为${relation.unitName}提供有偿服务，经核实影响独立性` : null;
}

/** (b): to be settled with a proof. */
function openText(
  rules: EligibilityRules,
  commission: CommissionConditions,
  relation: Relation,
  asOf: Day,
): string | null {
  if (relation.kind === 'tookPart' || relation.settlement !== null) return null;
  if (relation.kind === 'kin') return `近亲属关系待核实：${relation.text}`;
  if (relation.kind === 'formerEmployment') return `任职经历待核实：${relation.text}`;
  if (relation.kind !== 'paidWork' || !concerns(commission, relation)) return null;
  if (relation.to === null || !isWithin(relation.to, rules.relationMonths, asOf)) return null;
  return `${relation.to} 前曾为${relation.unitName}提供有偿服务，待核实`;
}

/** Commissions from finance departments do not count. */
const concerns = (
  commission: CommissionConditions,
  relation: Extract<Relation, { kind: 'paidWork' }>,
): boolean => relation.commissionedBy === 'unit' && commission.unitIds.includes(relation.unitId);
