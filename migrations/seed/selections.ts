/** 遴选 and 签约, from the frozen list to the contract: method, draw or comparison, invitation, acceptance. */
import type { Day } from '#scoring/calendar.ts';
import { typedMoney } from '#scoring/money.ts';
import { findCheckedVersion } from '../../api/dossier-versions/queries.ts';
import { isEmployedOn, qualifiedLeadEvaluators } from '../../api/dossier-people/schema.ts';
import { recordContract } from '../../api/contracts/commands.ts';
import { newContract } from '../../api/contracts/schema.ts';
import { parse } from '../../api/input.ts';
import { acceptInvitation, sendInvitation } from '../../api/invitations/commands.ts';
import { acceptance, independenceStatements } from '../../api/invitations/schema.ts';
import { openNotice } from '../../api/notices/commands.ts';
import { openOffers, scoreOffers, submitOffer } from '../../api/offers/commands.ts';
import { newOffer, offerScores } from '../../api/offers/schema.ts';
import type { Actor } from '../../api/permissions.ts';
import { chooseMethod, drawSelection, witnessSelection } from '../../api/selections/commands.ts';
import { findSelection, listCandidates } from '../../api/selections/queries.ts';
import { newSelection, publicValue } from '../../api/selections/schema.ts';
import { after, shanghai, type Seed } from './seed.ts';
import { reaches, type Story } from './story.ts';

/** The nth working day after. */

/** Takes the story from its frozen list to the signed contract, or as far as it goes. */
export async function selectAgency(seed: Seed, story: Story): Promise<void> {
  if (!reaches(story, 'drawn')) return;
  const chosenOn = after(story.opensOn, 7);
  await choose(seed, story, chosenOn);
  const decidedOn =
    story.selection.method === 'comparison'
      ? await compare(seed, story, after(chosenOn, 5))
      : await draw(seed, story, after(chosenOn, 1));
  if (!reaches(story, 'inviting')) return;
  const accepted = await invite(seed, story, after(decidedOn, 1));
  if (accepted && reaches(story, 'contracted')) await sign(seed, story, after(decidedOn, 4));
}

const officerOf = (seed: Seed): Actor => seed.people['officer']!;
const reviewerOf = (seed: Seed): Actor => seed.people['reviewer']!;
const codeOf = ({ made }: Story): string => made.code!;

async function versionOf(seed: Seed, story: Story, at: string): Promise<number> {
  const { db } = seed.at(at, officerOf(seed));
  const select = db.selectFrom('commission').select('version').where('code', '=', codeOf(story));
  return (await select.executeTakeFirstOrThrow()).version;
}

async function selectionVersion(seed: Seed, story: Story, at: string): Promise<number> {
  const { db } = seed.at(at, officerOf(seed));
  return (await findSelection(db, story.made.commissionId!))!.version;
}

async function choose(seed: Seed, story: Story, day: Day): Promise<void> {
  const at = shanghai(day, '09:30');
  const { db } = seed.at(at, officerOf(seed));
  const candidates = await listCandidates(db, story.made.commissionId!);
  const winner = 'winner' in story.selection ? story.selection.winner : '';
  const { method } = story.selection;
  const input = parse(newSelection, {
    method,
    reason: reasons[method],
    ...(method === 'statutory'
      ? {
          winnerCode: candidates.find(({ name }) => name === winner)?.code ?? '',
          resultLink: 'https://example.invalid/result',
        }
      : { publicValueSource: `${day} 示例开奖号码`, publicValueDay: day, publicValueTime: '21:30' }),
    ...(method === 'comparison' ? { openingDay: after(day, 5), openingTime: '10:00' } : {}),
  });
  const version = await versionOf(seed, story, at);
  await chooseMethod(seed.at(at, officerOf(seed), version), codeOf(story), input);
}

const reasons = {
  weightedDraw: '金额低于限额标准，候选机构条件相近，按信用等级加权抽取',
  comparison: '内容专业性强，需要比较团队和方案',
  statutory: '达到采购限额标准，登记法定采购结果',
} as const;

async function draw(seed: Seed, story: Story, day: Day): Promise<Day> {
  if (story.selection.method === 'statutory') return day;
  const witnessAt = shanghai(day, '09:00');
  const seen = await selectionVersion(seed, story, witnessAt);
  await witnessSelection(seed.at(witnessAt, reviewerOf(seed), seen), codeOf(story));
  const at = shanghai(day, '09:30');
  const drawn = parse(publicValue, { publicValue: `示例 ${story.opensOn.replaceAll('-', ' ')}` });
  await drawSelection(seed.at(at, officerOf(seed), seen + 1), codeOf(story), drawn);
  return day;
}

/** Everyone on the list answers; the story's winner has the best team at the lowest price. */
async function compare(seed: Seed, story: Story, day: Day): Promise<Day> {
  const winner = 'winner' in story.selection ? story.selection.winner : '';
  const { db } = seed.at(shanghai(day), officerOf(seed));
  const all = await listCandidates(db, story.made.commissionId!);
  const candidates = all.filter(({ struckAt }) => struckAt === null);
  const offeredOn = after(story.opensOn, 9);
  for (const [index, candidate] of candidates.entries()) {
    const discount = candidate.name === winner ? 15 : 5 + index;
    const offer = parse(newOffer, {
      price: typedMoney(Math.floor((story.feeCap * (100 - discount)) / 100), '万元'),
      background: '示例：具备相应资质，执业多年',
      capability: '示例：主评人带队，分组开展案卷研究和现场核查',
      similarJobs: '3',
    });
    const at = shanghai(offeredOn, `1${Math.min(index, 9)}:15`);
    await submitOffer(seed.at(at, adminOf(seed, candidate.agencyId)), codeOf(story), offer);
  }
  const seen = await selectionVersion(seed, story, shanghai(day));
  await witnessSelection(seed.at(shanghai(day, '10:01'), reviewerOf(seed), seen), codeOf(story));
  await openOffers(seed.at(shanghai(day, '10:05'), officerOf(seed), seen + 1), codeOf(story));
  const scores = parse(offerScores, {
    scores: candidates.map(({ code, name }, index) => ({
      code,
      qualification: name === winner ? '14' : String(13 - (index % 3)),
      capability: name === winner ? '42' : String(38 - index),
      similarJobs: '3',
    })),
    publicValue: '示例',
  });
  await scoreOffers(seed.at(shanghai(day, '16:00'), officerOf(seed), seen + 2), codeOf(story), scores);
  return day;
}

const adminOf = (seed: Seed, agencyId: string): Actor =>
  Object.values(seed.people).find((one) => one.agencyId === agencyId && one.hat === 'agencyAdmin')!;

/** Invites the first and, where the story goes on, has it accept. */
async function invite(seed: Seed, story: Story, day: Day): Promise<boolean> {
  const at = shanghai(day, '10:00');
  const version = await versionOf(seed, story, at);
  const sent = await sendInvitation(seed.at(at, officerOf(seed), version), codeOf(story));
  const { db } = seed.at(at, officerOf(seed));
  const invitation = await db
    .selectFrom('invitation')
    .select(['agencyId', 'noticeId'])
    .where('id', '=', sent.id)
    .executeTakeFirstOrThrow();
  story.made.agencyId = invitation.agencyId;
  const admin = adminOf(seed, invitation.agencyId);
  await openNotice(seed.at(shanghai(day, '15:00'), admin), invitation.noticeId);
  if (!reaches(story, 'contracted')) return false;
  const answeredOn = after(day, 1);
  const dossier = (await findCheckedVersion(db, invitation.agencyId))!;
  const people = dossier.people.filter((one) => isEmployedOn(one, answeredOn));
  const leads = qualifiedLeadEvaluators(people, answeredOn);
  const lead = leads[(await countContracts(seed, invitation.agencyId, at)) % leads.length];
  const members = people.filter((one) => one.id !== lead!.id && one.role !== 'expert').slice(0, 3);
  const no = { tookPart: 'no', paidWork: 'no', kin: 'no', formerEmployment: 'no' };
  const input = parse(acceptance, {
    statements: Object.keys(independenceStatements),
    competence: '示例：有同类评价经验，人员和时间有保障',
    leadEvaluatorIds: [lead!.id],
    teamIds: members.map(({ id }) => id),
    declarations: [lead!, ...members].map(({ id }) => ({ personId: id, ...no })),
    signedName: admin.name,
  });
  await acceptInvitation(seed.at(shanghai(answeredOn, '11:00'), admin, 1), sent.id, input);
  return true;
}

/** Lead evaluators take turns, so that none leads too many at once. */
async function countContracts(seed: Seed, agencyId: string, at: string): Promise<number> {
  const { db } = seed.at(at, officerOf(seed));
  return (await db.selectFrom('contract').select('id').where('agencyId', '=', agencyId).execute()).length;
}

async function sign(seed: Seed, story: Story, day: Day): Promise<void> {
  const at = shanghai(day, '16:00');
  const code = codeOf(story);
  const input = parse(newContract, {
    number: `示例绩委〔${code.slice(3, 7)}〕${Number(code.slice(8))}号`,
    signedOn: day,
    parties: '委托方：示例区财政局，示例路 1 号；受托方：名称和住所见机构档案',
    subject: `${story.title}：${story.evaluatee}`,
    periodFrom: day,
    periodUntil: after(day, 100),
    fee: typedMoney(Math.floor((story.feeCap * 80) / 100), '万元'),
    payment: '签订后支付 30%，验收后 30 日内支付 70%',
    rightsAndDuties: '委托方提供资料并协调被评价单位；受托方独立、客观、公正地评价并保密',
    archivingDuty: '受托方在验收后 30 日内整理立项性、证明性、结论性资料，移交委托方归档',
    breach: '逾期交付的，每日按合同金额的万分之五支付违约金',
    disputes: '协商不成的，向委托方所在地人民法院起诉',
  });
  const version = await versionOf(seed, story, at);
  const made = await recordContract(seed.at(at, officerOf(seed), version), code, input);
  story.made.contractId = made.id;
}
