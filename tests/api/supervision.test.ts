import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  consultedCommission,
  contractedCommission,
  done,
  installPolicies,
  runningCommission,
  travel,
  type RunningCommission,
} from '../support/evaluations.ts';

let district: District;
let supervisor: Person;
let planning: RunningCommission;
let running: RunningCommission;
let consulted: RunningCommission;
beforeAll(async () => {
  district = await openDistrict();
  await installPolicies(district);
  supervisor = await district.signedIn(['supervisor']);
  planning = await contractedCommission(district);
  running = await runningCommission(district);
  consulted = await consultedCommission(district);
});
afterAll(() => district.close());

const rowOf = async (code: string, query = '') =>
  (await supervisor.get(`/supervision${query}`)).body.rows.find((row: { code: string }) => row.code === code);

describe('the supervisor’s table', () => {
  it('is red, amber or green by rule, at both sides of every bound', async () => {
    // The work plan is due on Thursday 2025-12-18.
    for (const [at, rag, reason] of [
      ['2025-12-10T01:00:00.000Z', 'green', '各节点按期推进'],
      ['2025-12-10T16:00:00.000Z', 'amber', '评价实施方案剩 5 个工作日，尚未完成'],
      ['2025-12-18T15:59:59.999Z', 'amber', '评价实施方案今天到期，尚未完成'],
      ['2025-12-18T16:00:00.000Z', 'red', '评价实施方案逾期 1 个工作日'],
      ['2025-12-21T01:00:00.000Z', 'red', '评价实施方案逾期 1 个工作日'],
    ] as const) {
      await travel(district, at);
      expect([at, (await rowOf(planning.code)).light]).toMatchObject([at, { rag, reason }]);
    }
    expect(await rowOf(planning.code)).toMatchObject({
      stage: 'plan',
      holder: expect.stringContaining('示例机构'),
    });
    await travel(district, '2025-11-20T03:00:00.000Z');
  });

  it('counts over make-up days and says how', async () => {
    // Approved on 2025-11-20, the draft is due 30 working days later; Sunday 2026-01-04 is worked.
    const row = await rowOf(running.code);
    expect(row.light.next).toMatchObject({ key: 'draft', due: '2026-01-04', left: 30 });
  });

  it('derives what only the day tells: the window of the unit, then the final report', async () => {
    expect(await rowOf(consulted.code)).toMatchObject({
      stage: 'consultation',
      light: { rag: 'green', next: null },
    });
    const notice = (await consulted.unit.get('/notices')).body.notices[0];
    done(await consulted.unit.post(`/notices/${notice.id}/opening`));
    expect((await rowOf(consulted.code)).light.next).toMatchObject({
      key: 'comments',
      due: '2025-11-27',
      left: 5,
    });
    await travel(district, '2025-11-28T01:00:00.000Z');
    const row = await rowOf(consulted.code);
    expect(row).toMatchObject({ stage: 'answering', light: { next: { key: 'final', due: '2025-12-11' } } });
    expect(row.counted.rule).toBe('自 2025-11-27 次日起 10 个工作日（国务院放假安排，含调休上班日）');
    await travel(district, '2025-11-20T03:00:00.000Z');
  });

  it('sorts red first, filters by its address, counts and exports', async () => {
    await travel(district, '2025-12-19T01:00:00.000Z');
    const { rows, counters, total } = (await supervisor.get('/supervision')).body;
    const rags = rows.map(({ light }: { light: { rag: string } }) => light.rag);
    expect(rags[0]).toBe('red');
    expect(
      [...rags].sort(
        (a, b) => ['red', 'amber', 'green', 'grey'].indexOf(a) - ['red', 'amber', 'green', 'grey'].indexOf(b),
      ),
    ).toEqual(rags);
    expect(total).toBe(3);
    expect(counters.red).toBe(rags.filter((rag: string) => rag === 'red').length);
    const red = (await supervisor.get('/supervision?rag=red&due=overdue')).body.rows;
    expect(red.every(({ light }: { light: { rag: string } }) => light.rag === 'red')).toBe(true);
    expect(
      (await supervisor.get('/supervision?stage=fieldwork')).body.rows.map(
        (row: { code: string }) => row.code,
      ),
    ).toEqual([running.code]);
    expect((await supervisor.get(`/supervision?q=${running.code}`)).body.rows).toHaveLength(1);
    expect((await supervisor.get('/supervision?rag=blue')).status).toBe(422);
    const codes = async (sort: string) =>
      (await supervisor.get(`/supervision?sort=${sort}`)).body.rows.map((row: { code: string }) => row.code);
    const rising = [planning.code, running.code, consulted.code].sort();
    expect(await codes('code')).toEqual(rising);
    expect(await codes('-code')).toEqual(rising.toReversed());
    const sorted = (await supervisor.get('/supervision/export.csv?sort=-code')).body as string;
    expect(sorted.indexOf(rising[2]!)).toBeLessThan(sorted.indexOf(rising[0]!));
    const file = await supervisor.get('/supervision/export.csv?stage=plan');
    expect(file.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(file.body).toContain(`"${planning.code}"`);
    expect(file.body).not.toContain(`"${running.code}"`);
    expect((await supervisor.get('/home')).body.tasks).toContainEqual(
      expect.objectContaining({
        title: '督办：评价实施方案逾期 1 个工作日',
        path: `/commissions/${planning.code}`,
      }),
    );
    await travel(district, '2025-11-20T03:00:00.000Z');
  });

  it('is for the bureau and those who oversee it', async () => {
    for (const hat of ['bureauOfficer', 'bureauLeader', 'divisionOfficer', 'auditor'] as const)
      expect((await (await district.signedIn([hat])).get('/supervision')).status).toBe(200);
    expect((await planning.staff.get('/supervision')).status).toBe(403);
    expect((await planning.unit.get('/supervision/export.csv')).status).toBe(403);
  });
});
