/** 核实: an unknown answer of the matrix, settled by a named person with a proof. */
import type { Day } from './calendar.ts';
import type { Decision } from './decision.ts';
import type { RuleId } from './eligibility-facts.ts';

export interface RuleSettlement {
  readonly ruleId: RuleId;
  readonly outcome: 'pass' | 'fail';
  readonly note: string;
  readonly by: string;
  readonly on: Day;
  readonly proof: string;
}

/** Null when a person may settle the rule; else where the unknown is mended instead. R6 is settled in its relations. */
export function settlementFault(decision: Pick<Decision, 'ruleId' | 'outcome'>): string | null {
  if (decision.outcome !== 'unknown') return '这一项不是待核实，无须核实。';
  return elsewhere[decision.ruleId as RuleId] ?? null;
}

/** The decisions with R7 and R8 settled where they are unknown; the newest settlement of a rule holds. */
export function settle(decisions: readonly Decision[], settlements: readonly RuleSettlement[]): Decision[] {
  return decisions.map((decision) => {
    const settlement = settlements.findLast((one) => one.ruleId === decision.ruleId);
    const counts = decision.ruleId === 'R7' || decision.ruleId === 'R8';
    if (!settlement || !counts || decision.outcome !== 'unknown') return decision;
    const { fix, ...rest } = decision;
    return {
      ...rest,
      outcome: settlement.outcome,
      observed: `${decision.observed}；经核实${settlement.outcome === 'pass' ? '符合' : '不符合'}：${settlement.note}（${settlement.by}，${settlement.on}）`,
      source: `${decision.source}、核实记录`,
      ...(settlement.outcome === 'fail' && fix !== undefined ? { fix } : {}),
    };
  });
}

const elsewhere: Partial<Record<RuleId, string>> = {
  R1: '机构档案由机构补正并经审核，不在此核实。',
  R2: '可用主评人以机构档案和委托台账为准，不在此核实。',
  R3: '处理决定以决定文书为准，不在此核实。',
  R4: '先对受限事项作出决定，不在此核实。',
  R5: '由机构在档案中明确填写，或由经办人登记信用查询结果，不在此核实。',
};
