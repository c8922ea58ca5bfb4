/** 信用等级 over real rows. The cases and their results are those of the policy's document (§8), typed from it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../api/ids.ts';
import { decideRating } from '../../api/ratings/commands.ts';
import { recordOf, recordsOf } from '../../api/ratings/queries.ts';
import { rate } from '../../scoring/rating.ts';
import { defaultRatingPolicy } from '../../scoring/rating-policy.ts';
import { Random } from '../second/random.ts';
import { contextFor } from '../support/context.ts';
import { confirmation, finalAssessment, lateChange, sanctionRow, type FinalRow } from '../support/credit.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
let leader: Person;

beforeAll(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  leader = await district.signedIn(['bureauLeader']);
});
afterAll(() => district.close());

type Agency = Awaited<ReturnType<District['agency']>>;
type History = (agency: Agency) => Promise<unknown>;

const works =
  (...rows: FinalRow[]): History =>
  async (agency) => {
    for (const row of rows) await finalAssessment(district, agency.id, officer, row);
  };
const recently = (points: number, tier: FinalRow['tier'], on = '2025-06-10'): FinalRow => ({
  points,
  tier,
  on,
});
const times = (count: number, row: FinalRow): FinalRow[] => Array.from({ length: count }, () => row);
const twice92 = times(2, recently(9200, '优'));

/** Today is 2025-11-20. */
const cases: [string, History[], string | null, number | null, RegExp?][] = [
  ['one 92', [works(recently(9200, '优'))], 'B', 9200, /仅 1 次考核/],
  ['ten 88', [works(...times(10, recently(8800, '良')))], 'B', 8800],
  [
    'ten 85 and one 55, recent',
    [works(...times(10, recently(8500, '良', '2025-05-06')), recently(5500, '差', '2025-09-09'))],
    'C',
    8227,
  ],
  [
    'one 95 35 months ago, nothing since',
    [works(recently(9500, '优', '2022-12-20'))],
    null,
    null,
    /未评级.*95\.00，2022-12-20/,
  ],
  ['one 95 22 months ago', [works(recently(9500, '优', '2024-01-20'))], 'B', 9500, /仅 1 次考核/],
  ['92 twice, 4 late changes', [works(...twice92), lateChanges(4)], 'B', 8400],
  [
    '92 twice, 6 late changes, no confirmation',
    [works(...twice92), lateChanges(6), (agency) => confirmation(district, agency.id, officer, '2024-08-01')],
    'B',
    8200,
  ],
  ['92 twice, decision 轻微 within 6 months', [works(...twice92), sanctioned('minor')], 'A', 9000],
  ['92 twice, decision 一般 displayed', [works(...twice92), sanctioned('general')], 'B', 8400],
  ['92 twice, 严重 displayed', [works(...twice92), sanctioned('serious')], 'D', 7200],
  ['92 twice, 严重 repaired', [works(...twice92), sanctioned('serious', true)], 'A', 9200],
  [
    'vetoed 92 13 months ago, 92 now',
    [works({ ...recently(9200, '差', '2024-10-20'), vetoed: true }, recently(9200, '优', '2025-11-20'))],
    'C',
    7625,
  ],
  ['one 45', [works(recently(4500, '差'))], 'D', 4500],
  ['one 71.43', [works(recently(7143, '一般'))], 'C', 7143],
  ['two 55', [works(...times(2, recently(5500, '差')))], 'D', 5500],
  ['one 85.71', [works(recently(8571, '良'))], 'B', 8571],
  ['nothing at all', [], null, null, /未评级：尚无考核结果/],
];

function lateChanges(count: number): History {
  return async (agency) => {
    for (let number = 1; number <= count; number += 1) await lateChange(district, agency.id, officer, number);
  };
}

function sanctioned(grade: 'minor' | 'general' | 'serious', repaired = false): History {
  return (agency) =>
    sanctionRow(district, agency.id, officer, {
      class: grade,
      from: grade === 'serious' ? '2024-10-08' : '2025-07-01',
      until: grade === 'serious' ? '2026-10-07' : '2025-12-31',
      ...(repaired ? { ended: { how: 'repaired' as const, on: '2025-11-03' } } : {}),
    });
}

describe('the document’s cases over real rows', () => {
  it.each(cases)('%s', async (_, histories, rating, points, reason) => {
    const agency = await district.agency();
    for (const history of histories) await history(agency);
    const trial = await officer.get(`/ratings/${agency.code}`);
    expect(trial.status).toBe(200);
    expect(trial.body.trial).toMatchObject({ rating, points });
    if (reason) expect(trial.body.trial.reasons.join('；')).toMatch(reason);
    // A trial decides nothing.
    expect(trial.body).toMatchObject({ rating: null, points: null, inForce: null, history: [] });
    await decide(agency.id);
    const decided = await officer.get(`/ratings/${agency.code}`);
    expect(decided.body).toMatchObject({ rating, points });
    expect(decided.body.history).toHaveLength(1);
    expect(decided.body.inForce.digest).toBe(decided.body.trial.digest);
  });
});

const decide = (agencyId: string) =>
  district.db
    .transaction()
    .execute((db) =>
      decideRating({ ...contextFor(district), db }, agencyId, { text: '示例', type: 'assessment', id: null }),
    );

describe('between two decisions', () => {
  it('time alone changes nothing; a new fact without a decision neither', async () => {
    const agency = await district.agency();
    await works(...twice92)(agency);
    await decide(agency.id);
    await works(recently(4000, '差'))(agency);
    const answer = await officer.get(`/ratings/${agency.code}?asOf=2027-11-20`);
    expect(answer.body).toMatchObject({ rating: 'A', points: 9200 });
    // June 2025 is 29 months before: nothing of 24 months is left.
    expect(answer.body.trial).toMatchObject({ rating: null });
    const list = await officer.get('/ratings');
    const row = list.body.ratings.find((one: { agencyCode: string }) => one.agencyCode === agency.code);
    expect(row).toMatchObject({ rating: 'A', points: 9200, since: '2025-11-20', assessments: 3 });
  });

  it('a trial is of any day, by the books of any day and under any version', async () => {
    const agency = await district.agency();
    const wrong = await finalAssessment(district, agency.id, officer, recently(4500, '差', '2025-03-03'));
    await works(recently(9200, '优', '2025-06-10'))(agency);
    const trial = async (query: string) => (await officer.get(`/ratings/${agency.code}?${query}`)).body.trial;
    // (45 + 92) ÷ 2 = 68.50; a 差 with a later 92 holds the rating at B at most, the points at C.
    const asKnown = await trial('asOf=2025-07-01&knownOn=2025-07-01');
    expect(asKnown).toMatchObject({ rating: 'C', points: 6850, knownOn: '2025-07-01', policyVersion: 1 });
    // Found in October to have been 85.00: (85 + 92) ÷ 2 = 88.50.
    const row = await district.owner
      .selectFrom('assessmentResult')
      .selectAll()
      .where('agencyId', '=', agency.id)
      .where('points', '=', 4500)
      .executeTakeFirstOrThrow();
    const recordedAt = '2025-10-15T16:00:00.000Z';
    const corrected = {
      id: newId(recordedAt),
      points: 8500,
      tier: '良' as const,
      recordedAt,
      supersedes: row.id,
    };
    await district.owner
      .insertInto('assessmentResult')
      .values({ ...row, explanation: JSON.stringify(row.explanation), ...corrected })
      .execute();
    expect(wrong.commissionId).toBeTruthy();
    expect(await trial('asOf=2025-07-01&knownOn=2025-07-01')).toEqual(asKnown);
    // 24:00 of the 15th in Shanghai is the first instant of the 16th.
    expect(await trial('asOf=2025-07-01&knownOn=2025-10-15')).toMatchObject({ points: 6850 });
    expect(await trial('asOf=2025-07-01&knownOn=2025-10-16')).toMatchObject({ rating: 'B', points: 8850 });
    expect(await trial('asOf=2025-07-01')).toMatchObject({ rating: 'B', points: 8850, knownOn: null });
    expect(await trial('asOf=2025-05-01')).toMatchObject({ rating: 'B', points: 8500 });
    expect(await trial('asOf=2025-05-01&policy=1')).toMatchObject({ points: 8500, policyVersion: 1 });
    const none = await officer.get(`/ratings/${agency.code}?policy=99`);
    expect([none.status, none.body.fields]).toEqual([422, { policy: '没有第 99 版信用等级办法。' }]);
    expect((await officer.get(`/ratings/${agency.code}?knownOn=2025-02-30`)).status).toBe(422);
    expect((await officer.get(`/ratings/${agency.code}?known=2025-02-03`)).status).toBe(422);
    // The default periods are in force from 2020 on.
    const early = await officer.get(`/ratings/${agency.code}?asOf=2019-12-31`);
    expect([early.status, early.body.fields.asOf]).toEqual([
      422,
      expect.stringMatching(/^2019-12-31 还没有/),
    ]);
    expect((await officer.get(`/ratings/${agency.code}?asOf=2020-01-01`)).status).toBe(200);
    expect((await officer.get(`/ratings/${agency.code}?asOf=2101-01-01`)).status).toBe(422);
    expect((await officer.get('/ratings/yearly?year=2018')).body.fields.year).toMatch(/^2018-12-31 还没有/);
  });

  it('are listed in the order asked for; who has none comes last both ways', async () => {
    const listed = async (sort: string) =>
      (await officer.get(`/ratings?sort=${sort}`)).body.ratings.map(
        ({ points }: { points: number | null }) => points,
      );
    const plain = await listed('');
    const known = plain.filter((points: number | null) => points !== null);
    const none = plain.filter((points: number | null) => points === null);
    expect(known.length).toBeGreaterThan(3);
    expect(none.length).toBeGreaterThan(0);
    expect(await listed('points')).toEqual([...known.toSorted((a: number, b: number) => a - b), ...none]);
    expect(await listed('-points')).toEqual([...known.toSorted((a: number, b: number) => b - a), ...none]);
    expect((await officer.get('/ratings?sort=password')).body.fields).toEqual({ sort: '从所列各项中选择。' });
  });

  it('the draw weighs a higher rating more', async () => {
    const agency = await district.agency();
    const { body } = await officer.get(`/ratings/${agency.code}`);
    expect(body.drawWeights).toEqual({ A: '3.00', B: '2.00', 未评级: '2.00', C: '1.00', D: '0.00' });
  });
});

describe('re-rating', () => {
  it('of one agency equals its row among all, event by event, on random histories with corrections', async () => {
    const random = new Random(20251120);
    const agencies = [];
    for (let count = 0; count < 6; count++) agencies.push(await district.agency());
    const asOf = '2025-11-20';
    for (let event = 0; event < 40; event++) {
      const agency = random.pick(agencies);
      const [last] = await currentResultsOf(agency.id);
      const points = random.between(3000, 10000);
      const tier = points >= 9000 ? '优' : points >= 8000 ? '良' : points >= 6000 ? '一般' : '差';
      if (last && random.oneIn(3)) await correct(last, points, tier, event);
      else {
        const month = String(random.between(1, 12)).padStart(2, '0');
        await works(recently(points, tier, `202${random.between(2, 4)}-${month}-10`))(agency);
      }
      const alone = await recordOf(district.db, agency.id, asOf);
      const all = await recordsOf(district.db, asOf);
      expect(rate(defaultRatingPolicy, alone, asOf)).toEqual(
        rate(defaultRatingPolicy, all.get(agency.id)!, asOf),
      );
    }
    // Every row that was corrected is left out, and none twice.
    for (const { id } of agencies) {
      const { assessments } = await recordOf(district.db, id, asOf);
      const current = await currentResultsOf(id);
      expect(assessments.map((one) => one.id).sort()).toEqual(current.map((one) => one.id).sort());
    }
  });
});

const currentResultsOf = async (agencyId: string) => {
  const rows = await district.owner
    .selectFrom('assessmentResult')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .orderBy('id')
    .execute();
  return rows.filter(({ id }) => !rows.some(({ supersedes }) => supersedes === id));
};

async function correct(
  row: Awaited<ReturnType<typeof currentResultsOf>>[number],
  points: number,
  tier: FinalRow['tier'],
  event: number,
) {
  const recordedAt = new Date(Date.parse('2025-11-19T02:00:00.000Z') + event * 1000).toISOString();
  const corrected = { id: newId(recordedAt), points, tier, recordedAt, supersedes: row.id };
  await district.owner
    .insertInto('assessmentResult')
    .values({ ...row, explanation: JSON.stringify(row.explanation), ...corrected })
    .execute();
}

describe('who sees what', () => {
  it('an agency finds its own rating and no other', async () => {
    const [own, other] = [await district.agency(), await district.agency()];
    const staff = await district.signedIn(['agencyStaff'], { agencyId: own.id });
    expect((await staff.get(`/ratings/${own.code}`)).status).toBe(200);
    const strange = await staff.get(`/ratings/${other.code}`);
    const random = await staff.get('/ratings/JG-9999');
    expect(strange.status).toBe(404);
    expect({ ...strange.body, requestId: '' }).toEqual({ ...random.body, requestId: '' });
    expect((await staff.get('/ratings')).body.ratings).toHaveLength(1);
    expect((await staff.get('/ratings/yearly')).status).toBe(403);
  });

  it('a unit sees none', async () => {
    const unit = await district.signedIn(['unitOfficer']);
    expect((await unit.get('/ratings')).status).toBe(403);
  });
});

describe('the yearly rating', () => {
  const meeting = {
    meeting: '局党组会议',
    heldOn: '2026-02-10',
    minutesNumber: '局党组纪要〔2026〕3号',
    attendees: '示例甲、示例乙',
  };

  it('is a dry run until the year is over', async () => {
    const dry = await officer.get('/ratings/yearly?year=2025');
    expect(dry.body.actions).toEqual([]);
    expect(dry.body.lines.length).toBeGreaterThan(3);
    const early = await leader.post('/ratings/yearly', { ...meeting, heldOn: '2025-11-20', year: '2025' });
    expect(early.status).toBe(422);
    expect(early.body.fields.year).toContain('次年');
    expect((await officer.post('/ratings/yearly', { ...meeting, year: '2025' })).status).toBe(403);
  });

  it('is decided once by a meeting; an event of the new year stands', async () => {
    const [still, moved] = [await district.agency(), await district.agency()];
    await works(...twice92)(still);
    await works(...twice92)(moved);
    district.clock.set('2026-02-12T02:00:00.000Z');
    [officer, leader] = [
      await district.signedIn(['bureauOfficer']),
      await district.signedIn(['bureauLeader']),
    ];
    await finalAssessment(district, moved.id, officer, recently(4000, '差', '2026-01-12'));
    await decide(moved.id);
    const [first, second] = await Promise.all([
      leader.post('/ratings/yearly', { ...meeting, year: '2025' }, { key: 'yearly-2025' }),
      leader.post('/ratings/yearly', { ...meeting, year: '2025' }, { key: 'yearly-2025' }),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect((await officer.get(`/ratings/${still.code}`)).body).toMatchObject({
      rating: 'A',
      inForce: {
        occasion: 'yearly',
        asOf: '2025-12-31',
        effectiveOn: '2026-02-12',
        minutesNumber: meeting.minutesNumber,
      },
    });
    expect((await officer.get(`/ratings/${moved.code}`)).body).toMatchObject({ rating: 'C' });
    const again = await leader.post('/ratings/yearly', { ...meeting, year: '2025' });
    expect(again.status).toBe(409);
    const line = await district.owner
      .selectFrom('journalEntry')
      .select('detail')
      .where('event', '=', 'rating.decidedYearly')
      .where('agencyId', '=', still.id)
      .executeTakeFirst();
    expect(line?.detail).toMatchObject({ year: '2025', rating: 'A' });
  });
});

describe('what was decided', () => {
  it.each(['ratingDecision', 'assessmentResult', 'sanction', 'restriction'] as const)(
    '%s is never changed',
    async (table) => {
      const update = district.db.updateTable(table).set({ recordedAt: '2020-01-01T00:00:00.000Z' }).execute();
      await expect(update).rejects.toThrow(/permission denied/);
      await expect(district.db.deleteFrom(table).execute()).rejects.toThrow(/permission denied/);
    },
  );
});
