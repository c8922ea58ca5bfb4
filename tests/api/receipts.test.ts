import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptFaults } from '../../scoring/receipt.ts';
import { openSeededDistrict, type SeededDistrict } from '../support/seeded.ts';

let database: SeededDistrict;
beforeAll(async () => {
  database = await openSeededDistrict();
}, 300_000);
afterAll(() => database.drop());

/** Reads as an example account. */
const readerOf = (username: string) => (path: string) => database.send('GET', path, username);

describe('every result of the example district', () => {
  it('of an assessment is computed again to the same bytes', async () => {
    const officer = readerOf('officer');
    const finals = await database.owner
      .selectFrom('assessment')
      .innerJoin('assessmentResult as result', 'result.assessmentId', 'assessment.id')
      .select(['assessment.code', 'result.points'])
      .execute();
    expect(finals.length).toBeGreaterThan(5);
    for (const { code, points } of finals) {
      const { status, body } = await officer(`/receipts/assessments/${code}`);
      expect([status, body.faults]).toEqual([200, []]);
      expect(receiptFaults(body.receipt)).toEqual([]);
      const result = JSON.parse(body.receipt.result);
      expect(result.points).toBe(points);
      const lost = result.leaves.reduce((sum: number, leaf: { counted: number }) => sum + leaf.counted, 0);
      expect(10000 - lost).toBe(points);
    }
  });

  it('of a rating, too', async () => {
    const auditor = readerOf('auditor');
    const decisions = await database.owner.selectFrom('ratingDecision').selectAll().execute();
    expect(decisions.length).toBeGreaterThan(5);
    for (const { id, rating, points, asOf } of decisions) {
      const { status, body } = await auditor(`/receipts/ratings/${id}`);
      expect([status, body.faults]).toEqual([200, []]);
      expect(JSON.parse(body.receipt.result)).toMatchObject({ rating, points });
      expect(JSON.parse(body.receipt.inputs)).toMatchObject({ asOf });
    }
  });

  it('of a screening, too, agency by agency', async () => {
    const supervisor = readerOf('supervisor');
    const rows = await database.owner
      .selectFrom('screening')
      .innerJoin('commission', 'commission.id', 'screening.commissionId')
      .select(['commission.code', 'screening.decisions'])
      .where('screening.withdrawnAt', 'is', null)
      .execute();
    expect(rows.length).toBeGreaterThan(5);
    for (const { code, decisions } of rows)
      for (const row of decisions as { code: string; outcome: string }[]) {
        const { status, body } = await supervisor(`/receipts/screenings/${code}/${row.code}`);
        expect([code, row.code, status, body.faults]).toEqual([code, row.code, 200, []]);
        expect(JSON.parse(body.receipt.result).outcome).toBe(row.outcome);
      }
  });
});

describe('what the owner of the database alters', () => {
  it('shows, in a result as in what it was computed from', async () => {
    const officer = readerOf('officer');
    const { id, code } = await database.owner
      .selectFrom('assessment')
      .innerJoin('assessmentResult as result', 'result.assessmentId', 'assessment.id')
      .select(['result.id', 'assessment.code'])
      .where('result.points', '<', 9000)
      .executeTakeFirstOrThrow();
    const kept = await database.owner
      .selectFrom('assessmentResult')
      .select('explanation')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const better = { ...(kept.explanation as object), points: 9900 };
    await database.owner
      .updateTable('assessmentResult')
      .set({ explanation: JSON.stringify(better) })
      .where('id', '=', id)
      .execute();
    expect((await officer(`/receipts/assessments/${code}`)).body.faults).toEqual([
      '重新计算的结果与凭据所载的不一致',
      '登记的内容与登记时的指纹不一致，内容已被改动',
    ]);
    await database.owner
      .updateTable('assessmentResult')
      .set({ explanation: JSON.stringify(kept.explanation) })
      .where('id', '=', id)
      .execute();
    expect((await officer(`/receipts/assessments/${code}`)).body.faults).toEqual([]);
  });
});

describe('an archive that no receipt can be written of', () => {
  const altered = async (
    path: string,
    table: 'screening' | 'assessmentResult' | 'ratingDecision',
    id: string,
    to: object,
  ) => {
    const kept = await database.owner
      .selectFrom(table)
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const write = (values: object) =>
      database.owner
        .updateTable(table)
        .set(values as never)
        .where('id', '=', id)
        .execute();
    await write(to);
    const answer = await readerOf('auditor')(path);
    const back = Object.keys(to).map((key) => {
      const value = (kept as Record<string, unknown>)[key];
      return [key, typeof value === 'string' ? value : JSON.stringify(value)];
    });
    await write(Object.fromEntries(back));
    expect((await readerOf('auditor')(path)).body.faults).toEqual([]);
    return answer;
  };
  const refusal = { code: 'conflict', message: expect.stringContaining('凭据与存档不符') };

  it('is said to differ: a screening without its facts', async () => {
    const { id, code, decisions } = await database.owner
      .selectFrom('screening')
      .innerJoin('commission', 'commission.id', 'screening.commissionId')
      .select(['screening.id', 'commission.code', 'screening.decisions'])
      .where('screening.withdrawnAt', 'is', null)
      .where('commission.code', '=', 'WT-2025-015')
      .executeTakeFirstOrThrow();
    const path = `/receipts/screenings/${code}/${(decisions as { code: string }[])[0]!.code}`;
    for (const facts of ['[]', '{}', 'null', '[{"agencyId": 1.5}]']) {
      const { status, body } = await altered(path, 'screening', id, { facts });
      expect([facts, status]).toEqual([facts, 409]);
      expect(body).toMatchObject(refusal);
    }
    expect(await altered(path, 'screening', id, { decisions: '{}' })).toMatchObject({
      status: 409,
      body: refusal,
    });
  });

  it('is said to differ: an assessment and a rating', async () => {
    const result = await database.owner
      .selectFrom('assessmentResult as result')
      .innerJoin('assessment', 'assessment.id', 'result.assessmentId')
      .select(['result.id', 'assessment.code'])
      .executeTakeFirstOrThrow();
    for (const explanation of ['null', '{"points": 98.5}']) {
      const answer = await altered(`/receipts/assessments/${result.code}`, 'assessmentResult', result.id, {
        explanation,
      });
      expect(answer).toMatchObject({ status: 409, body: refusal });
    }
    const { id } = await database.owner.selectFrom('ratingDecision').select('id').executeTakeFirstOrThrow();
    const answer = await altered(`/receipts/ratings/${id}`, 'ratingDecision', id, { inputs: '{' });
    expect(answer).toMatchObject({ status: 409, body: refusal });
  });
});

describe('a receipt', () => {
  it('is an agency’s own or as unknown as a random one', async () => {
    const jia = readerOf('agency.jia');
    const own = await database.owner
      .selectFrom('account')
      .select('agencyId')
      .where('username', '=', 'agency.jia')
      .executeTakeFirstOrThrow();
    const decisions = await database.owner.selectFrom('ratingDecision').select(['id', 'agencyId']).execute();
    const random = await jia('/receipts/ratings/01890000-0000-7000-8000-000000000000');
    expect(random.status).toBe(404);
    for (const { id, agencyId } of decisions) {
      const found = await jia(`/receipts/ratings/${id}`);
      expect(found.status).toBe(agencyId === own.agencyId ? 200 : 404);
      if (found.status === 404)
        expect({ ...found.body, requestId: '' }).toEqual({ ...random.body, requestId: '' });
    }
    const { code } = await database.owner
      .selectFrom('agency')
      .select('code')
      .where('id', '=', own.agencyId!)
      .executeTakeFirstOrThrow();
    expect((await jia(`/receipts/screenings/WT-2025-015/${code}`)).status).toBe(200);
    const others = await database.owner
      .selectFrom('agency')
      .select('code')
      .where('code', '<>', code)
      .execute();
    for (const other of others)
      expect((await jia(`/receipts/screenings/WT-2025-015/${other.code}`)).status).toBe(404);
  });

  it('is not there before the assessment is final', async () => {
    const officer = readerOf('officer');
    const open = await database.owner
      .selectFrom('assessment')
      .select('code')
      .where('state', '<>', 'final')
      .executeTakeFirstOrThrow();
    expect((await officer(`/receipts/assessments/${open.code}`)).status).toBe(404);
    expect((await officer('/receipts/ratings/none')).status).toBe(404);
  });
});
