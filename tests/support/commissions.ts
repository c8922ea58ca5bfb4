/** Evaluatees and commissions for the tests of what hangs on them. */
import { newId } from '../../api/ids.ts';
import type { District, Person } from './district.ts';

/** A unit with its department and one project, by raw rows; `planned` puts it into the year's decided plan. */
export async function evaluateeOf(
  district: District,
  more: { planned?: boolean } = {},
): Promise<{ id: string; unitId: string; departmentId: string }> {
  const now = district.clock.now();
  const id = newId(now);
  const [departmentId, unitId] = [newId(now), newId(now)];
  const short = id.slice(-6);
  await district.owner
    .insertInto('unit')
    .values([
      { id: departmentId, code: `DW-${short}`, name: `示例主管部门${short}`, level: 1, division: '教科文科' },
      {
        id: unitId,
        code: `DW-${short}-1`,
        name: `示例二级单位${short}`,
        level: 2,
        parentId: departmentId,
        division: '教科文科',
      },
    ])
    .execute();
  await district.owner
    .insertInto('evaluatee')
    .values({ id, unitId, kind: 'project', name: `示例智慧校园项目${short}`, year: 2025 })
    .execute();
  if (more.planned) await planWith(district, id);
  return { id, unitId, departmentId };
}

async function planWith(district: District, evaluateeId: string): Promise<void> {
  const now = district.clock.now();
  const officer = await district.signedIn(['bureauLeader']);
  const planId = newId(now);
  const decisionId = await collectiveDecisionOf(district, officer);
  await district.owner
    .insertInto('plan')
    .values({ id: planId, year: 2025, state: 'decided', openedAt: now, decisionId, decidedAt: now })
    .execute();
  await district.owner
    .insertInto('planItem')
    .values({ id: newId(now), planId, evaluateeId, reason: '资金量大', addedAt: now })
    .execute();
}

export async function collectiveDecisionOf(district: District, by: Person): Promise<string> {
  const now = district.clock.now();
  const id = newId(now);
  await district.owner
    .insertInto('collectiveDecision')
    .values({
      id,
      kind: 'procurement',
      meeting: '局党组会议',
      heldOn: '2025-11-18',
      minutesNumber: '局党组纪要〔2025〕21号',
      attendees: '示例甲、示例乙、示例丙',
      recordedBy: by.accountId,
      recordedAt: now,
    })
    .execute();
  return id;
}

export const newCommission = (evaluateeId: string, more: Record<string, unknown> = {}) => ({
  evaluateeId,
  title: '示例智慧校园项目重点绩效评价',
  division: '教科文科',
  organiser: 'thirdParty',
  scope: '2023—2025 年项目资金的决策、过程、产出和效益',
  method: '案卷研究、现场核查、问卷',
  plannedFrom: '2025-12-15',
  plannedUntil: '2026-05-31',
  leadEvaluatorsRequired: '1',
  feeCap: '12.5',
  ...more,
});

export const basis = (more: Record<string, unknown> = {}) => ({
  amount: '12.5',
  method: 'weightedDraw',
  internalRuleNumber: '牧财〔2024〕7号',
  ...more,
});

export const conditions = (more: Record<string, unknown> = {}) => ({
  neededSections: ['basic', 'people', 'trackRecord', 'honoursPenalties'],
  leadEvaluatorsRequired: '1',
  ...more,
});

export const noConflict = { hasConflict: 'no', declaredName: '示例人员' };

export const decision = {
  meeting: '局党组会议',
  heldOn: '2025-11-18',
  minutesNumber: '局党组纪要〔2025〕22号',
  attendees: '示例甲、示例乙、示例丙',
};

/** Makes a commission and takes it through basis and conditions: its call is open. */
export async function openCall(
  officer: Person,
  evaluateeId: string,
  more: { basis?: Record<string, unknown>; conditions?: Record<string, unknown> } = {},
): Promise<string> {
  const { code, version } = (await officer.post('/commissions', newCommission(evaluateeId))).body;
  const at = `/commissions/${code}`;
  await officer.post(`${at}/officer-declarations`, noConflict);
  const kept = await officer.put(`${at}/procurement-basis`, basis(more.basis), { version });
  const frozen = await officer.post(`${at}/conditions`, conditions(more.conditions), {
    version: kept.body.version,
  });
  if (frozen.status !== 201) throw new Error(JSON.stringify([kept.body, frozen.body]));
  return code;
}

/** Screens and returns the answer; the current version is looked up first. */
export async function screenAgain(officer: Person, code: string) {
  const { version } = (await officer.get(`/commissions/${code}`)).body.commission;
  return officer.post(`/commissions/${code}/screening`, {}, { version });
}

/** The decision on one agency and rule in the standing screening. */
export async function decisionOn(reader: Person, code: string, agency: string, ruleId: string) {
  const { rows } = (await reader.get(`/commissions/${code}/screening`)).body;
  const row = rows.find((one: { code: string }) => one.code === agency);
  return row?.decisions.find((one: { ruleId: string }) => one.ruleId === ruleId);
}
