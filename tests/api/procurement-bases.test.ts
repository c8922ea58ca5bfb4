import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  basis,
  conditions,
  decision,
  evaluateeOf,
  newCommission,
  noConflict,
} from '../support/commissions.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
let evaluatee: { id: string };
beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  evaluatee = await evaluateeOf(district);
});
afterAll(() => district.close());

async function created(): Promise<string> {
  district.clock.pass(1000);
  return (await officer.post('/commissions', newCommission(evaluatee.id))).body.code;
}
const put = (code: string, body: unknown, version = 1) =>
  officer.put(`/commissions/${code}/procurement-basis`, body, { version });
const statutory = {
  amount: '30',
  method: 'consultation',
  procurementNumber: '示例采磋-2025-1',
  noticeLink: 'https://example.cn/notice',
  resultLink: 'https://example.cn/result',
  resultOn: '2025-11-10',
};

describe('the basis of a commission', () => {
  it('goes before the conditions, keeps the lines it was judged by and can be corrected until then', async () => {
    const code = await created();
    const at = `/commissions/${code}`;
    await officer.post(`${at}/officer-declarations`, noConflict);
    const tooEarly = await officer.post(`${at}/conditions`, conditions(), { version: 1 });
    expect([tooEarly.status, tooEarly.body.message]).toEqual([409, '须先记录采购依据。']);
    expect((await put(code, basis(), 1)).status).toBe(200);
    const stale = await put(code, basis(), 1);
    expect([stale.status, stale.body.code]).toEqual([409, 'stale']);
    expect((await put(code, basis({ amount: '13' }), 2)).status).toBe(200);
    const read = (await officer.get(`${at}/procurement-basis`)).body;
    expect(read.basis).toMatchObject({
      estimatedAmount: 13_000_000,
      yearlyTotal: 13_000_000,
      thresholdAmount: 30_000_000,
      openTenderAmount: 200_000_000,
      aboveThreshold: false,
      splitSuspected: false,
      internalRuleNumber: '牧财〔2024〕7号',
    });
    expect((await officer.post(`${at}/conditions`, conditions(), { version: 3 })).status).toBe(201);
    const late = await put(code, basis(), 4);
    expect([late.status, late.body.message]).toEqual([409, expect.stringContaining('资格条件冻结后')]);
    const { timeline } = (await officer.get(at)).body;
    const events = timeline.map((line: { event: string }) => line.event);
    for (const event of ['procurementBasis.recorded', 'procurementBasis.corrected', 'conditions.frozen'])
      expect(events).toContain(event);
  });

  it.each(['weightedDraw', 'comparison', 'rotation'])(
    'refuses %s above the limit in words',
    async (method) => {
      const code = await created();
      const answer = await put(code, basis({ amount: '30', method }));
      expect(answer.status).toBe(422);
      expect(answer.body.fields.method).toMatch(/已达采购限额标准.*不得/);
      expect((await officer.get(`/commissions/${code}/procurement-basis`)).body.basis).toBeNull();
    },
  );

  it('asks above the limit for number, links and result', async () => {
    const code = await created();
    const answer = await put(code, { amount: '30', method: 'consultation' });
    expect(Object.keys(answer.body.fields).sort()).toEqual([
      'noticeLink',
      'procurementNumber',
      'resultLink',
      'resultOn',
    ]);
    const future = await put(code, { ...statutory, resultOn: '2025-11-21' });
    expect(future.body.fields.resultOn).toMatch(/不得晚于今天/);
    expect(
      (await put(code, { ...statutory, noticeLink: 'javascript:alert(1)' })).body.fields.noticeLink,
    ).toMatch(/网址/);
    expect((await put(code, statutory)).status).toBe(200);
  });

  it('asks below the limit for the internal rule', async () => {
    const answer = await put(await created(), basis({ internalRuleNumber: ' ' }));
    expect(answer.body.fields).toEqual({ internalRuleNumber: '填写本局内部采购规则的文号。' });
  });

  it('counts the year without the ended ones, and asks for a collective decision at the open-tender line', async () => {
    const leader = await district.signedIn(['bureauLeader']);
    const big = await created();
    const openTender = { ...statutory, amount: '180', method: 'openTender' };
    expect((await put(big, openTender)).status).toBe(200);
    const code = await created();
    const split = await put(code, basis({ amount: '15' }));
    expect(split.body.fields.minutesNumber).toMatch(/化整为零/);
    const half = await put(code, basis({ amount: '15', meeting: '局党组会议' }));
    expect(Object.keys(half.body.fields).sort()).toEqual(['attendees', 'heldOn', 'minutesNumber']);
    const decided = await put(code, basis({ amount: '15', ...decision }));
    expect(decided.body.isSplitSuspected).toBe(true);
    await leader.post(`/commissions/${big}/termination`, { reason: '取消' }, { version: 2 });
    const again = await put(await created(), basis({ amount: '15' }));
    expect(again.body.isSplitSuspected).toBe(false);
  });

  it('is the bureau’s: units and agencies do not read it, leaders do not write it', async () => {
    const code = await created();
    const at = `/commissions/${code}/procurement-basis`;
    const agency = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
    const leader = await district.signedIn(['bureauLeader']);
    expect((await agency.get(at)).status).toBe(403);
    expect((await leader.put(at, basis(), { version: 1 })).status).toBe(403);
    expect((await officer.get('/commissions/WT-2025-999/procurement-basis')).status).toBe(404);
  });
});
