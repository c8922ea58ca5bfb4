/** The example district's agencies and what they have filed: strong and thin teams, lapsed, waiting, returned, unfinished. */
import type { Day } from '#scoring/calendar.ts';
import { sections } from '#scoring/filing.ts';
import { paperNumber, sealedKinds } from '#scoring/papers.ts';
import { addPerson as addDossierPerson, savePerson } from '../../api/dossier-people/commands.ts';
import * as reviews from '../../api/dossier-reviews/commands.ts';
import { submitDossier } from '../../api/dossier-submissions/commands.ts';
import { completePeople, confirmDossier, openDossier, saveSection } from '../../api/dossiers/commands.ts';
import { keepPaper, loadSeal, returnScan } from '../../api/seals/commands.ts';
import { findCheckedVersion, findOpenDossier, listSections } from '../../api/dossiers/queries.ts';
import { seedAgency, seedFile, type OpenedAgency } from './agencies.ts';
import { exampleDossiers, type ExampleDossier } from './dossier-contents.ts';
import { after, shanghai, type Seed } from './seed.ts';

export interface SeededAgency extends OpenedAgency {
  /** Of the checked dossier, in the order in which they were filed. */
  leads: { id: string; name: string; username: string }[];
}

/** By name: 示例甲会计师事务所 … */
export type SeededDossiers = Record<string, SeededAgency>;

export async function seedDossiers(seed: Seed): Promise<SeededDossiers> {
  const seeded: SeededDossiers = {};
  const numbers = new Map<string, string>();
  for (const example of exampleDossiers) seeded[example.name] = await seedOne(seed, example, numbers);
  return seeded;
}

async function seedOne(seed: Seed, example: ExampleDossier, numbers: Numbers): Promise<SeededAgency> {
  const { opensOn, until } = example;
  const confirmedAt = until === 'unconfirmed' ? null : shanghai(after(opensOn, 1), '15:00');
  const opened = { ...example, name: example.renamed?.from ?? example.name };
  const agency = await seedAgency(seed, opened, shanghai(opensOn, '09:20'), confirmedAt);
  const seeded: SeededAgency = { ...agency, leads: [] };
  await fillIn(seed, seeded, { example, numbers }, after(opensOn, 2));
  if (until === 'draft' || until === 'unconfirmed') return seeded;
  const number = await submit(seed, seeded, after(opensOn, 3));
  if (until === 'submitted') return seeded;
  if (until === 'returned') await sendBack(seed, seeded, number, after(opensOn, 5));
  else {
    await stamp(seed, seeded, number, after(opensOn, 4));
    await check(seed, seeded, number, after(opensOn, 6));
  }
  if (until === 'returned') return seeded;
  await openLeadAccounts(seed, seeded, example, after(opensOn, 7));
  if (example.changesOn) await change(seed, seeded, example.changesOn);
  if (example.renamed) await rename(seed, seeded, example.name, example.renamed.on);
  for (const day of example.confirmsOn) await confirmDossier(seed.at(shanghai(day, '10:00'), agency.admin));
  return seeded;
}

/** By name: who stands in two dossiers under one name is one person. */
type Numbers = Map<string, string>;

interface Filling {
  example: ExampleDossier;
  numbers: Numbers;
}

async function fillIn(seed: Seed, agency: SeededAgency, { example, numbers }: Filling, day: Day) {
  const { admin } = agency;
  const at = (time: string, version?: number) => seed.at(shanghai(day, time), admin, version);
  await openDossier(at('09:00'), { changedOn: null });
  const files = {
    diploma: await seedFile(seed, admin, shanghai(day), '学历证书.pdf'),
    contract: await seedFile(seed, admin, shanghai(day), '劳动合同.pdf'),
    rules: await seedFile(seed, admin, shanghai(day), '内部管理制度汇编.pdf'),
  };
  const typed = example.typed(files);
  const complete = example.until !== 'draft';
  await saveSection(at('09:10', 0), 'basic', { values: typed.basic, complete });
  for (const person of typed.people) {
    const name = String(person['name']);
    const idNumber = numbers.get(name) ?? seed.idNumber();
    numbers.set(name, idNumber);
    const { id } = await addDossierPerson(at('09:30'), { ...person, idNumber });
    if (person['role'] === 'leadEvaluator') agency.leads.push({ id, name, username: '' });
  }
  if (!complete) return;
  await saveSection(at('10:00', 0), 'trackRecord', { values: typed.trackRecord, complete });
  await saveSection(at('10:30', 0), 'honoursPenalties', { values: typed.honoursPenalties, complete });
  const rows = await listSections(at('10:40').db, (await findOpenDossier(at('10:40').db, agency.id))!.id);
  await completePeople(at('10:40', rows.find((row) => row.section === 'people')!.version));
}

async function submit(seed: Seed, { id, admin }: SeededAgency, day: Day): Promise<number> {
  const at = seed.at(shanghai(day, '14:30'), admin);
  const { version } = (await findOpenDossier(at.db, id))!;
  const declaration = { truthful: 'yes', responsible: 'yes', declaredName: admin.name } as const;
  return (await submitDossier({ ...at, expectedVersion: version }, declaration)).number;
}

/** Receipt and declaration come back stamped, and the paper goes into a cupboard. */
async function stamp(seed: Seed, { code, admin }: SeededAgency, number: number, day: Day) {
  const officer = seed.people['officer']!;
  for (const kind of sealedKinds) {
    const paper = paperNumber(kind, code, number);
    const at = seed.at(shanghai(day, '15:00'), admin, 0);
    const fileId = await seedFile(seed, admin, shanghai(day, '15:00'), `${paper} 盖章扫描件.pdf`);
    await returnScan(at, paper, { code: (await loadSeal(at, paper)).code, fileId });
    const place = { place: `绩效科示例档案柜 ${day.slice(0, 4)} 年第 1 盒`, receivedOn: day };
    await keepPaper(seed.at(shanghai(day, '16:30'), officer, 1), paper, place);
  }
}

async function check(seed: Seed, agency: SeededAgency, number: number, day: Day) {
  const code = `${agency.code}-${number}`;
  await judgeAll(seed, agency, code, day, {});
  await reviews.checkDossier(await reviewing(seed, agency, day, '16:00'), code);
}

async function sendBack(seed: Seed, agency: SeededAgency, number: number, day: Day) {
  const code = `${agency.code}-${number}`;
  await judgeAll(seed, agency, code, day, {
    basic: ['mismatch', '办公场所与租赁合同所载地址不一致，按合同改正，或补充变更后的合同。'],
    trackRecord: ['missing', '所列项目没有合同，逐项上传合同首页和签章页。'],
  });
  await reviews.returnDossier(await reviewing(seed, agency, day, '16:00'), code);
}

type Faults = Partial<Record<(typeof sections)[number], [reviews.Fault['reasonCode'], string]>>;

async function judgeAll(seed: Seed, agency: SeededAgency, code: string, day: Day, faults: Faults) {
  await reviews.openReview(await reviewing(seed, agency, day, '09:30'), code);
  for (const section of await reviews.unjudgedSections(await reviewing(seed, agency, day, '09:40'), code)) {
    const fault = faults[section];
    const verdict = fault
      ? { verdict: 'needsCorrection' as const, reasonCode: fault[0]!, note: fault[1] }
      : { verdict: 'passed' as const, reasonCode: '' as const, note: '' };
    await reviews.judge(await reviewing(seed, agency, day, '10:00'), code, section, verdict);
  }
}

async function reviewing(seed: Seed, { id }: SeededAgency, day: Day, time: string) {
  const at = seed.at(shanghai(day, time), seed.people['reviewer']!);
  return { ...at, expectedVersion: (await findOpenDossier(at.db, id))!.version };
}

/** Each lead evaluator of the checked dossier gets an account: reports are signed with it. */
async function openLeadAccounts(seed: Seed, agency: SeededAgency, example: ExampleDossier, day: Day) {
  for (const [index, lead] of agency.leads.entries()) {
    lead.username = `${example.username}.lead${index + 1}`;
    await seed.addPerson({
      username: lead.username,
      name: lead.name,
      hats: ['leadEvaluator'],
      agencyId: agency.id,
      personId: lead.id,
      at: shanghai(day),
    });
  }
}

/** A new name, filed with its registration document as a change against the checked version. */
async function rename(seed: Seed, agency: SeededAgency, newName: string, renamedOn: Day) {
  const day = after(renamedOn, 3);
  const at = (version?: number) => seed.at(shanghai(day, '09:00'), agency.admin, version);
  await openDossier(at(), { changedOn: renamedOn });
  const sections = await listSections(at().db, (await findOpenDossier(at().db, agency.id))!.id);
  const basic = sections.find(({ section }) => section === 'basic')!.content as Record<string, unknown>;
  const renameFileId = await seedFile(seed, agency.admin, shanghai(day), '准予变更登记通知书.pdf');
  const values = { ...basic, newName, renamedOn, renameFileId };
  await saveSection(at(1), 'basic', { values, complete: true });
  await check(seed, agency, await submit(seed, agency, after(day, 1)), after(day, 4));
}

/** A lead evaluator's new title, filed as a change against the checked version. */
async function change(seed: Seed, agency: SeededAgency, changedOn: Day) {
  const day = after(changedOn, 5);
  const at = (version?: number) => seed.at(shanghai(day, '09:00'), agency.admin, version);
  await openDossier(at(), { changedOn });
  const { content } = (await findCheckedVersion(at().db, agency.id))!;
  const { people } = (await listSections(at().db, (await findOpenDossier(at().db, agency.id))!.id)).find(
    (row) => row.section === 'people',
  )!.content as { people: ({ id: string } & Record<string, unknown>)[] };
  const { id, version: _, ...typed } = people.find((one) => one.id === content.people[0]!.id)!;
  await savePerson(at(1), id, { ...typed, title: 'senior', titleName: '正高级会计师' });
  const number = await submit(seed, agency, after(day, 1));
  await stamp(seed, agency, number, after(day, 2));
  await check(seed, agency, number, after(day, 4));
}
