import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '#scoring/decision.ts';
import { pdf } from '../support/sample-files.ts';
import { openSeededDistrict, type SeededDistrict } from '../support/seeded.ts';

const OPEN = 'WT-2025-015';

// Answers of every shape; what is expected of one its test says itself.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

let database: SeededDistrict;
beforeAll(async () => {
  database = await openSeededDistrict();
}, 300_000);
afterAll(() => database.drop());

/** defaults.md §3: missing data makes R1, R2 fail and R3, R4 pass; the others wait to be settled. */
const outcomes = {
  R1: ['fail', 'pass'],
  R2: ['fail', 'pass'],
  R3: ['fail', 'pass'],
  R4: ['fail', 'pass'],
  R5: ['fail', 'pass', 'unknown'],
  R6: ['fail', 'pass', 'unknown'],
  R7: ['fail', 'pass', 'unknown'],
  R8: ['fail', 'pass', 'unknown'],
};

it.each(Object.entries(outcomes))('the list that stays open shows %s as %j', async (rule, expected) => {
  const { rows } = (await ask('officer', `/commissions/${OPEN}/screening`)).body;
  const decisions: Decision[] = rows.flatMap((row: { decisions: Decision[] }) => row.decisions);
  const shown = decisions.filter(({ ruleId }) => ruleId === rule);
  expect([...new Set(shown.map(({ outcome }) => outcome))].sort()).toEqual(expected);
});

/** Worked out from the matrix by hand. The commission is to begin on 2025-11-27; it is 2025-11-20. */
describe('the way back', () => {
  const waysBack = async (who: string, code = OPEN) =>
    (await ask(who, `/commissions/${code}/screening/way-back`)).body;

  it.each<[string, string, Body]>([
    ['JG-0001', 'eligible', { eligibleOn: '2025-11-20', inTime: true, steps: [] }],
    [
      'JG-0002',
      'unsettled',
      { inTime: true, steps: [{ kind: 'settleRecusal', who: 'bureau', clears: ['R6'] }] },
    ],
    [
      'JG-0003',
      'ineligible',
      {
        inTime: true,
        steps: [
          {
            ...{ kind: 'addLeadEvaluator', who: 'agency', clears: ['R7'], on: '2025-11-20' },
            text: '补充 1 名符合条件的主评人，经核对完成',
            instead: [{ who: 'bureau', text: expect.stringContaining('例外审批') }],
          },
        ],
      },
    ],
    ['JG-0004', 'ineligible', null],
    [
      'JG-0005',
      'ineligible',
      {
        eligibleOn: '2027-06-03',
        inTime: false,
        steps: [{ kind: 'wait', clears: ['R5'] }, { kind: 'confirmDossier' }],
      },
    ],
    [
      'JG-0009',
      'ineligible',
      {
        eligibleOn: '2026-11-10',
        inTime: false,
        steps: [{ kind: 'wait', clears: ['R4'] }, { kind: 'fileTrackRecord' }],
      },
    ],
    [
      'JG-0010',
      'ineligible',
      {
        ...{ eligibleOn: '2026-05-10', inTime: false },
        // A repair from 2026-02-10 on would be one act more: by then the dossier is to be confirmed as well.
        steps: [
          { kind: 'wait', clears: ['R3'], text: '一般处理决定 CJ-2025-002 期满（2026-05-09 止）' },
          { kind: 'confirmDossier' },
          { kind: 'declareRecusal' },
        ],
      },
    ],
  ])('of %s, which is %s', async (code, outcome, way) => {
    const { asOf, agencies } = await waysBack('officer');
    expect(asOf).toBe('2025-11-20');
    const found = agencies.find((one: Body) => one.code === code);
    expect(found).toMatchObject({ outcome, lastDay: '2025-11-27', way });
    if (way) expect(found.way.steps).toHaveLength(way.steps.length);
  });

  it('names for an agency that has filed nothing all that is lacking', async () => {
    const { agencies } = await waysBack('officer');
    const { way } = agencies.find((one: Body) => one.code === 'JG-0006');
    const kinds = way.steps.map((step: Body) => step.kind).sort();
    expect(kinds).toEqual(
      [
        'addLeadEvaluator',
        'declareIntegrity',
        'declareRecusal',
        'fileDossier',
        'fileTrackRecord',
        'lookUp',
      ].sort(),
    );
  });

  it('says what nobody can change before what the agency can', async () => {
    const { agencies } = await waysBack('officer');
    const { reasons } = agencies.find((one: Body) => one.code === 'JG-0004');
    expect(reasons.map((one: Body) => [one.ruleId, one.hold])).toEqual([
      ['R6', null],
      ['R1', 'agency'],
      ['R8', 'agency'],
    ]);
  });

  it('shows an agency its own and nobody else’s', async () => {
    const { agencies } = await waysBack('agency.ren');
    expect(agencies.map((one: Body) => one.code)).toEqual(['JG-0009']);
    expect(JSON.stringify(agencies)).not.toMatch(/JG-0001|示例[甲乙丙丁戊己庚辛癸]/);
  });

  it('leads nowhere once the list is frozen, and is closed to those who may not screen', async () => {
    expect((await waysBack('officer', 'WT-2025-001')).agencies).toEqual([]);
    expect((await ask('admin', `/commissions/${OPEN}/screening/way-back`)).status).toBe(403);
    expect((await ask('officer', '/commissions/WT-2025-999/screening/way-back')).status).toBe(404);
  });

  it('holds what it promises: the one step of JG-0002 done, the next screening finds it eligible', async () => {
    const file = await database.send('POST', '/files?name=核实.pdf', 'officer', pdf());
    const settled = await database.send('POST', `/commissions/${OPEN}/screening/settlements`, 'officer', {
      ...{ agency: 'JG-0002', ruleId: 'R6', outcome: 'pass', fileId: file.body.id },
      note: '该人员不参加本次评价，其配偶不在被评价单位任职',
    });
    expect(settled.status).toBe(201);
    const { commission } = (await ask('officer', `/commissions/${OPEN}/screening`)).body;
    const again = await database.send(
      'POST',
      `/commissions/${OPEN}/screening`,
      'officer',
      undefined,
      commission.version,
    );
    expect(again.status).toBe(201);
    const { rows } = (await ask('officer', `/commissions/${OPEN}/screening`)).body;
    expect(rows.find((one: Body) => one.code === 'JG-0002').outcome).toBe('eligible');
    expect((await waysBack('officer')).agencies.find((one: Body) => one.code === 'JG-0002')).toMatchObject({
      outcome: 'eligible',
      way: { steps: [] },
    });
  });
});

/** defaults.md §2 on the histories of the seed, by hand. */
describe('what lifts a rating', () => {
  it('of an agency that one 差 has put to D: nothing but a better assessment', async () => {
    const { rating, outlook } = (await ask('agency.ren', '/ratings/JG-0009')).body;
    expect(rating).toBe('D');
    expect(outlook).toMatchObject({ asOf: '2025-11-20', better: null, unrated: { on: '2026-09-10' } });
    // 12 months are over: (6 × 42.69 + 10 × x) ÷ 16 ≥ 59.995, so x ≥ 70.38.
    expect(outlook.next).toEqual([
      { rating: 'C', points: 7038 },
      { rating: 'B', points: null },
      { rating: 'A', points: null },
    ]);
  });

  it('is read by the bureau, and by no other agency', async () => {
    expect((await ask('officer', '/ratings/JG-0009')).body.outlook.better).toBeNull();
    expect((await ask('agency.gui', '/ratings/JG-0009')).status).toBe(404);
  });
});

const ask = (who: string, path: string) => database.send('GET', path, who);
