/** Agencies that could take a commission, each of whose facts a test can change. */
import { newId } from '../../api/ids.ts';
import { fileOf } from './credit.ts';
import type { District, Person } from './district.ts';

export interface CheckedAgency {
  id: string;
  code: string;
  name: string;
  admin: Person;
  /** The person of the dossier that passes all six conditions. */
  leadId: string;
}

interface More {
  name?: string;
  /** False: nothing was ever checked. */
  dossier?: boolean;
  checkedOn?: string;
  leads?: number;
  /** Said of every lead evaluator besides. */
  lead?: Record<string, unknown>;
  /** Replaces parts of the checked content. */
  content?: Record<string, unknown>;
  /** The day all three sites were looked up; null: never. */
  queriedOn?: string | null;
}

/** An agency whose checked dossier and look-ups leave nothing open; it has not declared for anything. */
export async function checkedAgency(
  district: District,
  officer: Person,
  more: More = {},
): Promise<CheckedAgency> {
  const agency = await district.agency(more.name);
  const admin = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
  const now = district.clock.now();
  await district.owner
    .updateTable('agency')
    .set({ adminConfirmedAt: now, adminConfirmedBy: officer.accountId })
    .where('id', '=', agency.id)
    .execute();
  const leads = Array.from({ length: more.leads ?? 1 }, (_, index) => ({
    ...leadOf(newId(now), index + 1),
    ...more.lead,
  }));
  if (more.dossier !== false)
    await checkedVersion(
      district,
      agency.id,
      admin,
      { ...contentOf(leads), ...more.content },
      more.checkedOn ?? '2025-06-02',
    );
  if (more.queriedOn !== null) await lookUp(district, officer, agency.code, more.queriedOn ?? '2025-11-19');
  return { id: agency.id, code: agency.code, name: agency.name, admin, leadId: leads[0]?.id ?? '' };
}

/** Looks all three sites up through the api. */
export async function lookUp(district: District, officer: Person, agency: string, queriedOn: string) {
  const fileId = await fileOf(officer);
  for (const site of ['creditChina', 'governmentProcurement', 'nationalPlatform'])
    await officer.post('/integrity-queries', { agency, site, queriedOn, result: 'clear', fileId });
}

export const declaration = (more: Record<string, unknown> = {}) => ({
  takesPart: 'yes',
  tookPart: [],
  paidWork: [],
  kin: '',
  formerEmployment: '',
  personInCharge: `示例负责人${++count}`,
  holders: '',
  runningElsewhere: '0',
  declaredName: '示例人员',
  isTrue: 'yes',
  ...more,
});
let count = 0;

const leadOf = (id: string, number: number) => ({
  id,
  name: `示例主评人${number}`,
  role: 'leadEvaluator',
  employer: null,
  education: 'bachelor',
  diplomaFileId: id,
  title: 'middle',
  titleName: '会计师',
  qualifications: [],
  startedWorkOn: '2010-07-01',
  startedEvaluationOn: '2015-07-01',
  labourContract: true,
  labourContractFileId: id,
  obeysLaw: true,
  badRecord: false,
  skilled: true,
  criminalRecord: 'none',
  sentenceServedOn: null,
});

const contentOf = (people: unknown[]) => ({
  basic: { headName: '示例负责人' },
  people,
  trackRecord: projectsOf({ field: 'education', specialBond: false }),
  honoursPenalties: penaltiesOf(),
});

export const projectsOf = (...rows: { field: string | null; specialBond: boolean | null }[]) => ({
  hasProjects: rows.length > 0,
  projects: rows.map((row, index) => ({ id: String(index), name: `示例项目${index}`, ...row })),
});

export const penaltiesOf = (...penalties: { decidedOn: string; bannedUntil: string | null }[]) => ({
  hasHonours: false,
  honours: [],
  hasPenalties: penalties.length > 0,
  penalties: penalties.map((row) => ({ content: '较大数额罚款', serious: true, ...row })),
  seriousViolation: penalties.length > 0 ? 'yes' : 'no',
  note: null,
});

async function checkedVersion(
  district: District,
  agencyId: string,
  admin: Person,
  content: unknown,
  effectiveOn: string,
): Promise<void> {
  const now = district.clock.now();
  const recordedAt = `${effectiveOn}T02:00:00.000Z`;
  const [dossierId, submissionId] = [newId(now), newId(now)];
  const filed = { digest: '0', content: JSON.stringify(content) };
  await district.owner
    .insertInto('dossier')
    .values({ id: dossierId, agencyId, number: 1, state: 'checked', openedAt: recordedAt })
    .execute();
  await district.owner
    .insertInto('dossierSubmission')
    .values({
      ...filed,
      id: submissionId,
      dossierId,
      number: 1,
      declaredName: '示例人员',
      submittedBy: admin.accountId,
      submittedAt: recordedAt,
      withdrawalEndsAt: recordedAt,
      dueOn: effectiveOn,
    })
    .execute();
  await district.owner
    .insertInto('dossierVersion')
    .values({
      ...filed,
      id: newId(now),
      agencyId,
      number: 1,
      submissionId,
      checkedBy: admin.accountId,
      effectiveOn,
      recordedAt,
    })
    .execute();
}
