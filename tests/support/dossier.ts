/** A complete dossier as a careful person would type it, and its way through the api. */
import { randomBytes } from 'node:crypto';
import { newId } from '../../api/ids.ts';
import { exampleIdNumber } from '../../migrations/seed/id-numbers.ts';
import type { District, Person } from './district.ts';

/** A stored file of the agency, by a raw row: what it holds is the files' own tests' business. */
export async function storedFile(district: District, agencyId: string, accountId: string, name = '佐证.pdf') {
  const id = newId(district.clock.now());
  const sha256 = randomBytes(32).toString('hex');
  await district.owner
    .insertInto('file')
    .values({
      id,
      sha256,
      name,
      type: 'pdf',
      size: 1000,
      agencyId,
      uploadedBy: accountId,
      uploadedAt: district.clock.now(),
    })
    .execute();
  return id;
}

export const basicTyped = (fileId: string) => ({
  kind: 'accountingFirm',
  premises: '河南省新乡市牧野区示例路 1 号',
  mailingAddress: '河南省新乡市牧野区示例路 1 号',
  headRole: 'chiefPartner',
  headName: '示例负责人',
  contactName: '示例联系人',
  contactPhone: '0373-3051234',
  hasBranches: 'no',
  branches: [],
  rules: Object.fromEntries(
    ['qualityControl', 'accounting', 'assets', 'confidentiality', 'training'].map((key) => [
      key,
      { established: 'yes', fileId },
    ]),
  ),
});

let numbered = 0;

export const leadTyped = (fileId: string, name = '示例主评人甲') => ({
  name,
  idNumber: exampleIdNumber(++numbered),
  role: 'leadEvaluator',
  education: 'bachelor',
  diplomaFileId: fileId,
  title: 'middle',
  titleName: '会计师',
  qualifications: [],
  startedWorkOn: '2010-07-01',
  startedEvaluationOn: '2015-07-01',
  labourContract: 'yes',
  labourContractFileId: fileId,
  obeysLaw: 'yes',
  badRecord: 'no',
  skilled: 'yes',
  criminalRecord: 'none',
  sentenceServedOn: '',
});

export const trackTyped = () => ({
  hasProjects: 'yes',
  projects: [
    {
      name: '示例项目',
      client: '示例单位',
      year: '2024',
      role: 'sole',
      field: 'education',
      specialBond: 'no',
      amount: '12.50',
    },
  ],
});

export const honoursTyped = () => ({
  hasHonours: 'no',
  honours: [],
  hasPenalties: 'no',
  penalties: [],
  seriousViolation: 'no',
  note: '',
});

export interface Filer {
  agency: Awaited<ReturnType<District['agency']>>;
  person: Person;
  name: string;
  fileId: string;
}

/** An agency with a confirmed administrator and an opened filing. */
export async function filer(district: District, confirmed = true): Promise<Filer> {
  const agency = await district.agency();
  const person = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
  if (confirmed)
    await district.owner
      .updateTable('agency')
      .set({ adminConfirmedAt: district.clock.now(), adminConfirmedBy: person.accountId })
      .where('id', '=', agency.id)
      .execute();
  const name = (await person.get('/sessions/current')).body.actor.name;
  await person.post('/dossiers', { changedOn: '' });
  return { agency, person, name, fileId: await storedFile(district, agency.id, person.accountId) };
}

export async function fillIn({ person, fileId }: Filer): Promise<string> {
  await person.put(
    '/dossiers/own/sections/basic',
    { values: basicTyped(fileId), complete: true },
    { version: 0 },
  );
  const added = await person.post('/dossier-people', leadTyped(fileId));
  await person.put(
    '/dossiers/own/sections/trackRecord',
    { values: trackTyped(), complete: true },
    { version: 0 },
  );
  await person.put(
    '/dossiers/own/sections/honoursPenalties',
    { values: honoursTyped(), complete: true },
    { version: 0 },
  );
  return added.body.id;
}

export async function submit(filed: Filer, more: Record<string, unknown> = {}) {
  const { version } = (await filed.person.get('/dossiers/own')).body.dossier;
  const declaration = { truthful: 'yes', responsible: 'yes', declaredName: filed.name, ...more };
  return filed.person.post('/dossier-submissions', declaration, { version });
}

/** Past the ten minutes; nobody's session ends by it. */
export const wait = (district: District) => district.clock.pass(10 * 60_000);

export async function judge(
  reviewer: Person,
  code: string,
  verdicts: Record<string, Record<string, string>>,
) {
  const answers = [];
  for (const [section, verdict] of Object.entries(verdicts)) {
    const { version } = (await reviewer.get(`/dossier-reviews/${code}`)).body;
    answers.push(await reviewer.put(`/dossier-reviews/${code}/verdicts/${section}`, verdict, { version }));
  }
  return answers;
}

const passed = { verdict: 'passed' };
export const allPassed = { basic: passed, people: passed, trackRecord: passed, honoursPenalties: passed };
export const fault = (note = '办公场所与租赁合同不一致，请改正。') => ({
  verdict: 'needsCorrection',
  reasonCode: 'mismatch',
  note,
});

export async function decide(reviewer: Person, code: string, act: 'return' | 'check') {
  const { version } = (await reviewer.get(`/dossier-reviews/${code}`)).body;
  return reviewer.post(`/dossier-reviews/${code}/${act}`, {}, { version });
}

/** From an empty agency to 核对完成. */
export async function checkedFiler(district: District, reviewer: Person): Promise<Filer> {
  const filed = await filer(district);
  await fillIn(filed);
  const { body } = await submit(filed);
  wait(district);
  const code = `${filed.agency.code}-${body.number}`;
  await reviewer.post(`/dossier-reviews/${code}/opening`);
  await judge(reviewer, code, allPassed);
  await decide(reviewer, code, 'check');
  return filed;
}
