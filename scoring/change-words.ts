/** What is to be done, in words. */
import type { Change, Question } from './eligibility-changes.ts';
import type { AgencyFacts } from './eligibility-facts.ts';
import { needText } from './eligibility-rules.ts';

/** What is to be done, of several changes of one kind as of one. */
export function changeText(
  { commission, rules }: Question,
  facts: AgencyFacts,
  changes: readonly Change[],
): string {
  const { kind, ruleId } = changes[0]!;
  const count = changes.length;
  const objects = [...new Set(changes.map(({ object }) => object))];
  const needs = commission.specialNeeds.map(needText).join('；');
  switch (kind) {
    case 'confirmDossier':
      return '在信用档案中作年度确认';
    case 'fileDossier':
      return facts.dossier
        ? `补充并提交档案（${commission.neededSections.join('、')}），经核对完成`
        : `建立信用档案（${commission.neededSections.join('、')}），提交并经核对完成`;
    case 'declareRecusal':
      return facts.recusal.declared
        ? '在回避声明中填明其他委托方的在办项目数'
        : '签署本次委托的独立性与回避声明，没有应当回避的关系，并填明其他委托方的在办项目数';
    case 'declareIntegrity':
      return '在档案「奖惩情况」中填明没有重大违法记录，经核对完成';
    case 'fileTrackRecord':
      return `在档案中补充相应业绩或资料（${needs}），经核对完成`;
    case 'addLeadEvaluator':
      return `补充 ${count} 名符合条件的主评人，经核对完成`;
    case 'finishProject':
      return `${count} 个在办项目通过验收${ledBy(facts, objects)}`;
    case 'leaveToPeer':
      return `与${facts.recusal.peers.join('、')}商定，由其中一家退出本次委托`;
    case 'lookUp':
      return `查询${objects.join('、')}，无记录，登记并附截图`;
    case 'registerFinding':
      return `登记查到的记录的作出日期、内容和禁止期限，经查不属于 ${rules.violationYears} 年内的重大违法记录`;
    case 'settleRecusal':
      return '核实所声明的关系并附证明，不影响独立性';
    case 'decideRestriction':
      return '对受限建议作出决定，不予受限';
    case 'repairDecision':
      return `机构申请、财政局准予信用修复（${decisionTitles(facts, objects)}）`;
    case 'settle':
      return ruleId === 'R7' ? '核实在办项目数并附证明，不超过上限' : `核实并附证明（${needs}）`;
    case 'approveException':
      return '确有需要的，按例外审批办理：写明理由，由更高层级的另一人批准，有集体决策文号';
    case 'wait':
      return '';
  }
}

function ledBy({ leadEvaluators }: AgencyFacts, commissions: readonly string[]): string {
  const names = leadEvaluators
    .filter(({ leading }) => leading.some(({ commissionId }) => commissions.includes(commissionId)))
    .map(({ name }) => name);
  return names.length === 0 ? '' : `（${names.join('、')}主评）`;
}

const decisionTitles = ({ decisions }: AgencyFacts, factIds: readonly string[]): string =>
  decisions
    .filter(({ factId }) => factIds.includes(factId))
    .map(({ title }) => title)
    .join('、');
