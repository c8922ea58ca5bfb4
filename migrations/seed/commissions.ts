/** 委托, from 立项 to the frozen list: basis, conditions, declarations of both sides, look-ups, screening. */
import type { Day } from '#scoring/calendar.ts';
import { integritySites, type IntegritySite } from '#scoring/integrity-sites.ts';
import { typedMoney } from '#scoring/money.ts';
import { freezeConditions } from '../../api/commission-conditions/commands.ts';
import { conditions } from '../../api/commission-conditions/schema.ts';
import { createCommission } from '../../api/commissions/commands.ts';
import { newCommission } from '../../api/commissions/schema.ts';
import { storeFile } from '../../api/files/commands.ts';
import { parse } from '../../api/input.ts';
import { recordQuery } from '../../api/integrity-queries/commands.ts';
import type { Actor } from '../../api/permissions.ts';
import { recordBasis } from '../../api/procurement-bases/commands.ts';
import { sumOfOthers } from '../../api/procurement-bases/queries.ts';
import { procurementBasis } from '../../api/procurement-bases/schema.ts';
import { declareForAgency, declareForOfficer } from '../../api/recusal-declarations/commands.ts';
import { agencyDeclaration, officerDeclaration } from '../../api/recusal-declarations/schema.ts';
import { approveTiers, awaitingApproval } from '../../api/screening-findings/commands.ts';
import { makeScreening } from '../../api/screenings/commands.ts';
import { findScreening } from '../../api/screenings/queries.ts';
import { freezeShortlist } from '../../api/shortlists/commands.ts';
import { examplePdf } from './example-pdf.ts';
import { after, shanghai, type Seed } from './seed.ts';
import { reaches, type Story } from './story.ts';

/** The nth working day after. */

/** Takes the story to its frozen list, or as far as it goes; every confirmed agency declares and is looked up. */
export async function openCommission(seed: Seed, story: Story, evaluateeId: string): Promise<void> {
  const day = story.opensOn;
  const { officer, reviewer } = seed.people as Record<'officer' | 'reviewer', Actor>;
  const made = await createCommission(
    seed.at(shanghai(day, '09:30'), officer),
    commissionOf(story, evaluateeId),
  );
  const { code } = made;
  story.made.commissionId = made.id;
  story.made.code = code;
  if (!reaches(story, 'conditioned')) return;
  const declared = (at: string, person: Actor) =>
    declareForOfficer(
      seed.at(shanghai(day, at), person),
      code,
      parse(officerDeclaration, { hasConflict: 'no', declaredName: person.name }),
    );
  await declared('09:40', officer);
  const basis = await basisOf(seed, story, made.id);
  const kept = await recordBasis(seed.at(shanghai(day, '10:00'), officer, made.version), code, basis);
  await freezeConditions(seed.at(shanghai(day, '10:30'), officer, kept.version), code, conditionsOf(story));
  const agencies = await confirmedAgencies(seed, day);
  await declareAll(seed, story, agencies);
  await lookUpAll(seed, story, agencies, after(day, 5));
  if (!reaches(story, 'screening')) return;
  const screeningDay = after(day, 6);
  const screening = await makeScreening(
    seed.at(shanghai(screeningDay, '09:30'), officer, kept.version + 1),
    code,
  );
  if (!reaches(story, 'frozen')) return;
  await declared('15:00', reviewer);
  await approveAsked(seed, story, shanghai(screeningDay, '10:30'), reviewer);
  await freezeShortlist(seed.at(shanghai(screeningDay, '14:00'), reviewer, screening.version), code);
}

const commissionOf = (story: Story, evaluateeId: string) =>
  parse(newCommission, {
    evaluateeId,
    title: story.title,
    division: story.division,
    organiser: 'thirdParty',
    scope: `${story.evaluatee}的决策、过程、产出和效益`,
    method: '案卷研究、现场核查、问卷调查',
    plannedFrom: after(story.opensOn, 15),
    plannedUntil: after(story.opensOn, 105),
    leadEvaluatorsRequired: '1',
    feeCap: typedMoney(story.feeCap, '万元'),
  });

async function basisOf(seed: Seed, story: Story, commissionId: string) {
  const { db } = seed.at(shanghai(story.opensOn), seed.people['officer']!);
  const others = await sumOfOthers(db, commissionId, story.opensOn.slice(0, 4));
  const decision = {
    meeting: '局党组会议',
    heldOn: story.opensOn,
    minutesNumber: `示例局党组纪要〔${story.opensOn.slice(0, 4)}〕${story.opensOn.slice(5).replace('-', '')}号`,
    attendees: '示例甲、示例乙、示例丙',
  };
  const statutory = {
    method: 'consultation',
    procurementNumber: `示例采磋-${story.opensOn}`,
    noticeLink: 'https://example.invalid/notice',
    resultLink: 'https://example.invalid/result',
    resultOn: story.opensOn,
  };
  return parse(procurementBasis, {
    amount: typedMoney(story.feeCap, '万元'),
    ...(story.selection.method === 'statutory'
      ? statutory
      : { method: story.selection.method, internalRuleNumber: '示例内部采购规则〔2022〕1号' }),
    ...(others + story.feeCap >= openTenderLine ? decision : {}),
  });
}

/** 分: from here on a year's total needs a decision, as the default table has it. */
const openTenderLine = 200_000_000;

/** A list that stays open shows every rule at work, so it asks for something special as well. */
const conditionsOf = (story: Story) =>
  parse(conditions, {
    neededSections: ['basic', 'people', 'trackRecord', 'honoursPenalties'],
    leadEvaluatorsRequired: '1',
    ...(isOpen(story) ? { field: '教育', bondProjects: '1' } : {}),
  });

const isOpen = ({ until }: Story): boolean => until === 'screening';

interface Declarer {
  name: string;
  code: string;
  admin: Actor;
}

/** Agencies whose administrator had been confirmed by then, with their administrators. */
async function confirmedAgencies(seed: Seed, day: Day): Promise<Declarer[]> {
  const { db } = seed.at(shanghai(day), seed.people['officer']!);
  const rows = await db
    .selectFrom('agency')
    .select(['id', 'code', 'name'])
    .where('adminConfirmedAt', '<', shanghai(day))
    .orderBy('code')
    .execute();
  const admins = Object.values(seed.people).filter(({ hat }) => hat === 'agencyAdmin');
  return rows.flatMap(({ id, code, name }) => {
    const admin = admins.find(({ agencyId }) => agencyId === id);
    return admin ? [{ code, name, admin }] : [];
  });
}

async function declareAll(seed: Seed, story: Story, agencies: readonly Declarer[]): Promise<void> {
  for (const [index, { name, admin }] of agencies.entries())
    await declareForAgency(
      seed.at(shanghai(after(story.opensOn, 2), `10:${String(10 + index)}`), admin),
      story.made.code!,
      parse(agencyDeclaration, {
        takesPart: 'yes',
        personInCharge: `${name}负责人`,
        runningElsewhere: '0',
        declaredName: admin.name,
        isTrue: 'yes',
        ...(isOpen(story) ? peculiar(name) : {}),
      }),
    );
}

/** In the list that stays open some have something to say. */
function peculiar(name: string): Record<string, unknown> {
  const said: Record<string, Record<string, unknown>> = {
    示例乙: { kin: '示例乙评价人员之配偶在被评价单位任职' },
    示例丙: { runningElsewhere: '3' },
    示例丁: { tookPart: ['自评代编'] },
    示例癸: { runningElsewhere: '' },
  };
  return said[name.slice(0, 3)] ?? {};
}

const clear = { result: 'clear', violationTitle: '', violationDecidedOn: '' } as const;
const found = {
  result: 'found',
  violationTitle: '示例：重大税收违法失信主体公布信息',
  violationDecidedOn: '2024-06-03',
} as const;

/** In the list that stays open one agency has not been looked up, and of another a grave record was found. */
async function lookUpAll(seed: Seed, story: Story, agencies: readonly Declarer[], day: Day): Promise<void> {
  const { officer } = seed.people as Record<'officer', Actor>;
  const at = (time: string) => seed.at(shanghai(day, time), officer);
  const bytes = new Blob([examplePdf('示例：信用查询截图')]).stream() as ReadableStream<Uint8Array>;
  const { id: fileId } = await storeFile(at('15:00'), '信用查询截图.pdf', bytes);
  for (const { code, name } of agencies) {
    if (isOpen(story) && name.startsWith('示例甲')) continue;
    for (const site of Object.keys(integritySites) as IntegritySite[])
      await recordQuery(at('15:30'), {
        ...{ agency: code, site, queriedOn: day, note: '', fileId, banUntil: '' },
        ...(isOpen(story) && name.startsWith('示例戊') && site === 'creditChina' ? found : clear),
      });
  }
}

async function approveAsked(seed: Seed, story: Story, at: string, reviewer: Actor): Promise<void> {
  const context = seed.at(at, reviewer);
  const screening = await findScreening(context.db, story.made.commissionId!);
  const awaiting = await awaitingApproval(context, story.made.commissionId!, screening!);
  if (awaiting.some(({ outcome }) => outcome === 'eligible'))
    await approveTiers(context, story.made.code!, { reason: '示例：工作提醒谈话后同意参加' });
}
