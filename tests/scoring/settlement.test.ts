import { expect, it } from 'vitest';
import type { Decision } from '../../scoring/decision.ts';
import { ruleIds, type RuleId } from '../../scoring/eligibility-facts.ts';
import { settle, settlementFault, type RuleSettlement } from '../../scoring/settlement.ts';

const decisionOn = (ruleId: string, outcome: Decision['outcome']): Decision => ({
  ruleId,
  ruleVersion: 1,
  title: '在办项目',
  required: '不超过上限',
  observed: '尚未核实',
  outcome,
  source: '委托台账',
  asOf: '2025-12-01',
  citation: '本局委托资格条件',
  ...(outcome === 'pass' ? {} : { fix: '由机构补报' }),
});
const settlement = (ruleId: RuleId, outcome: 'pass' | 'fail'): RuleSettlement => ({
  ruleId,
  outcome,
  note: '电话核实并取得书面说明',
  by: '示例经办',
  on: '2025-12-01',
  proof: 'file',
});

it('settles an unknown R7 or R8 either way, with the note in the answer', () => {
  const [passed] = settle([decisionOn('R7', 'unknown')], [settlement('R7', 'pass')]);
  expect(passed).toMatchObject({
    outcome: 'pass',
    observed: '尚未核实；经核实符合：电话核实并取得书面说明（示例经办，2025-12-01）',
  });
  expect(passed).not.toHaveProperty('fix');
  const [failed] = settle([decisionOn('R8', 'unknown')], [settlement('R8', 'fail')]);
  expect(failed).toMatchObject({ outcome: 'fail', fix: '由机构补报' });
  const both = [settlement('R7', 'fail'), settlement('R7', 'pass')];
  expect(settle([decisionOn('R7', 'unknown')], both)[0]?.outcome).toBe('pass');
});

it('never touches what is decided, nor a rule that is mended elsewhere', () => {
  for (const outcome of ['pass', 'fail', 'excepted'] as const)
    expect(settle([decisionOn('R7', outcome)], [settlement('R7', 'pass')])[0]?.outcome).toBe(outcome);
  for (const ruleId of ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'] as const)
    expect(settle([decisionOn(ruleId, 'unknown')], [settlement(ruleId, 'pass')])[0]?.outcome).toBe('unknown');
  const open = ruleIds.filter((ruleId) => settlementFault(decisionOn(ruleId, 'unknown')) === null);
  expect(open).toEqual(['R6', 'R7', 'R8']);
  expect(settlementFault(decisionOn('R7', 'fail'))).toMatch(/不是待核实/);
});

it('says where an unknown of the other rules is mended', () => {
  const said = ruleIds.map((ruleId) => settlementFault(decisionOn(ruleId, 'unknown')));
  expect(said).toEqual([
    expect.stringMatching(/^机构档案/),
    expect.stringMatching(/^可用主评人/),
    expect.stringMatching(/^处理决定/),
    expect.stringMatching(/受限/),
    expect.stringMatching(/信用查询/),
    null,
    null,
    null,
  ]);
});

it('a settled answer says both sources, keeps the rest, and says how it failed', () => {
  const open = decisionOn('R8', 'unknown');
  const { fix: _, ...without } = open;
  expect(settle([open], [settlement('R8', 'fail')])).toEqual([
    {
      ...open,
      outcome: 'fail',
      observed: '尚未核实；经核实不符合：电话核实并取得书面说明（示例经办，2025-12-01）',
      source: '委托台账、核实记录',
    },
  ]);
  expect(settle([without], [settlement('R8', 'fail')])[0]).not.toHaveProperty('fix');
  expect(settle([open], [settlement('R7', 'pass')])).toEqual([open]);
});
