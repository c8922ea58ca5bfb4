import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isStatutory,
  judgeBasis,
  methodWords,
  type ProcurementBasis,
  type ProcurementMethod,
} from '../../scoring/procurement.ts';

const lines = { limit: 30_000_000, openTender: 200_000_000 };
const basisOf = (more: Partial<ProcurementBasis> = {}): ProcurementBasis => ({
  amount: 12_500_000,
  othersTotal: 0,
  method: 'weightedDraw',
  internalRuleNumber: '牧财〔2024〕7号',
  procurementNumber: null,
  noticeLink: null,
  resultLink: null,
  resultOn: null,
  isDecided: false,
  ...more,
});
const tender = {
  procurementNumber: '牧财采磋-2025-11',
  noticeLink: 'https://example.cn/1',
  resultLink: 'https://example.cn/2',
  resultOn: '2025-11-01',
};
const faultsOf = (more: Partial<ProcurementBasis>) => Object.keys(judgeBasis(lines, basisOf(more)).faults);

describe('the basis of a commission', () => {
  it.each<[string, Partial<ProcurementBasis>, boolean, boolean, string[]]>([
    ['below, drawn', {}, false, false, []],
    ['below, no rule number', { internalRuleNumber: null }, false, false, ['internalRuleNumber']],
    ['below, negotiated', { method: 'consultation' }, false, false, ['method']],
    ['one 分 below the limit', { amount: 29_999_999 }, false, false, []],
    ['at the limit, drawn', { amount: 30_000_000 }, true, false, ['method']],
    ['at the limit, compared', { amount: 30_000_000, method: 'comparison' }, true, false, ['method']],
    ['at the limit, in turn', { amount: 30_000_000, method: 'rotation' }, true, false, ['method']],
    ['at the limit, negotiated', { amount: 30_000_000, method: 'consultation', ...tender }, true, false, []],
    [
      'at the limit, nothing on record',
      { amount: 30_000_000, method: 'consultation' },
      true,
      false,
      ['procurementNumber', 'noticeLink', 'resultLink', 'resultOn'],
    ],
    ['total one 分 below the open-tender line', { othersTotal: 187_499_999 }, false, false, []],
    ['total at the open-tender line', { othersTotal: 187_500_000 }, false, true, ['isDecided']],
    ['the same, decided', { othersTotal: 187_500_000, isDecided: true }, false, true, []],
    [
      'openly tendered, whatever the total',
      { amount: 200_000_000, othersTotal: 900_000_000, method: 'openTender', ...tender },
      true,
      false,
      [],
    ],
    [
      'at the open-tender line, negotiated',
      { amount: 200_000_000, method: 'consultation', ...tender },
      true,
      true,
      ['method', 'isDecided'],
    ],
    [
      'the same, decided',
      { amount: 200_000_000, method: 'consultation', isDecided: true, ...tender },
      true,
      true,
      [],
    ],
    [
      'one 分 below the open-tender line, negotiated',
      { amount: 199_999_999, method: 'consultation', ...tender },
      true,
      false,
      [],
    ],
    [
      'one 分 below the open-tender line, over it with the others',
      { amount: 199_999_999, othersTotal: 1, method: 'consultation', ...tender },
      true,
      true,
      ['isDecided'],
    ],
    ['below, openly tendered', { method: 'openTender', ...tender }, false, false, ['method']],
  ])('%s', (_, more, isAboveLimit, isSplitSuspected, faults) => {
    const verdict = judgeBasis(lines, basisOf(more));
    expect(verdict).toMatchObject({ isAboveLimit, isSplitSuspected });
    expect(Object.keys(verdict.faults)).toEqual(faults);
  });

  it('adds the others of the year', () =>
    expect(judgeBasis(lines, basisOf({ othersTotal: 7 })).yearlyTotal).toBe(12_500_007));

  it('knows six ways by law and three by the bureau’s own rule', () => {
    const methods = Object.entries(methodWords) as [ProcurementMethod, string][];
    expect(methods.filter(([method]) => isStatutory(method)).map(([, word]) => word)).toEqual([
      '公开招标',
      '邀请招标',
      '竞争性谈判',
      '竞争性磋商',
      '单一来源采购',
      '框架协议采购',
    ]);
    expect(methods.filter(([method]) => !isStatutory(method)).map(([, word]) => word)).toEqual([
      '比选',
      '按信用等级加权抽取',
      '轮候',
    ]);
  });

  it('says what is missing, and which way to go', () => {
    const said = (more: Partial<ProcurementBasis>) => judgeBasis(lines, basisOf(more)).faults;
    expect(said({ internalRuleNumber: null })).toEqual({ internalRuleNumber: '填写本局内部采购规则的文号' });
    expect(said({ method: 'framework' }).method).toMatch(/未达采购限额标准/);
    expect(said({ amount: 30_000_000, method: 'framework' })).toEqual({
      procurementNumber: '填写采购编号',
      noticeLink: '填写采购公告的网址',
      resultLink: '填写采购结果公告的网址',
      resultOn: '填写采购结果公告的日期',
    });
    expect(said({ amount: 200_000_000, method: 'framework', ...tender })).toMatchObject({
      method: expect.stringMatching(/应当公开招标/),
      isDecided: expect.stringMatching(/化整为零/),
    });
  });

  it('names the method that is refused above the limit', () => {
    const said = judgeBasis(lines, basisOf({ amount: 30_000_000 })).faults.method;
    expect(said).toMatch(/不得按信用等级加权抽取/);
  });

  it('never lets an internal method stand at or above the limit', () => {
    const internal = fc.constantFrom<ProcurementMethod>('comparison', 'weightedDraw', 'rotation');
    fc.assert(
      fc.property(fc.integer({ min: 30_000_000, max: 10_000_000_000 }), internal, (amount, method) => {
        expect(faultsOf({ amount, method, ...tender, isDecided: true })).toContain('method');
      }),
    );
  });
});
