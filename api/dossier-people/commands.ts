import type { z } from 'zod';
import { assertCurrent, type Context } from '../context.ts';
import { findPersonPoint } from '../dossier-points/queries.ts';
import {
  assertOwnFiles,
  isRecordedLately,
  lockEditable,
  stale,
  subjectOf,
  writeSection,
} from '../dossiers/commands.ts';
import { findSection, type SectionRow } from '../dossiers/queries.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { keepIdNumber } from '../personal-numbers/commands.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { leavesTyped, tidied } from '../typed.ts';
import { judgePerson, type typedPerson, type TypedPerson } from './schema.ts';

const most = 500;

/** Adds a person under a new id, which stays through all versions of the dossier. */
export async function addPerson(context: Context, values: z.output<typeof typedPerson>) {
  const { dossier, stored, people } = await lockPeople(context);
  if (people.length >= most) throw new Refusal('conflict', `一份档案至多 ${most} 人。`);
  const one = {
    ...(await typedPersonOf(context, dossier.agencyId, values, people)),
    id: newId(context.now),
    version: 1,
  };
  await assertOwnFiles(context, dossier.agencyId, one);
  await writeSection(context, dossier, 'people', { people: [...people, one] }, stored, false);
  await record(context, 'dossier.personAdded', subjectOf(dossier), { personId: one.id });
  return { id: one.id, version: 1, faults: judgePerson(one, context.today).faults };
}

/** Keeps one person as typed; another person's page is not touched by it. */
export async function savePerson(context: Context, id: string, values: z.output<typeof typedPerson>) {
  const { dossier, stored, people } = await lockPeople(context);
  const earlier = people.find((one) => one.id === id);
  if (!earlier) throw notFound();
  if (context.expectedVersion !== null && context.expectedVersion !== earlier.version)
    throw await staleOf(context, dossier.id, earlier, stored!);
  assertCurrent(context, earlier, earlier);
  const others = people.filter((other) => other.id !== id);
  const typed = await typedPersonOf(context, dossier.agencyId, values, others, earlier['idNumberId']);
  const one = { ...typed, id, version: earlier.version + 1 };
  await assertOwnFiles(context, dossier.agencyId, one);
  const changed = people.map((other) => (other.id === id ? one : other));
  await writeSection(context, dossier, 'people', { people: changed }, stored, false);
  const detail = { personId: id };
  if (!(await isRecordedLately(context, 'dossier.personSaved', dossier, detail)))
    await record(context, 'dossier.personSaved', subjectOf(dossier), detail);
  const { faults } = judgePerson(one, context.today);
  return { id, version: one.version, faults, savedAt: context.now };
}

export async function removePerson(context: Context, id: string) {
  const { dossier, stored, people } = await lockPeople(context);
  const earlier = people.find((one) => one.id === id);
  if (!earlier) throw notFound();
  assertCurrent(context, earlier, earlier);
  const left = people.filter((other) => other.id !== id);
  await writeSection(context, dossier, 'people', { people: left }, stored, false, true);
  await record(context, 'dossier.personRemoved', subjectOf(dossier), { personId: id });
  return { id };
}

/** The section may have been written for another person since: the points know who wrote this one. */
async function staleOf(context: Context, dossierId: string, earlier: TypedPerson, stored: SectionRow) {
  const kept = await findPersonPoint(context.db, dossierId, earlier);
  const { savedByName, savedAt } = kept ?? { savedByName: stored.updatedByName, savedAt: stored.updatedAt };
  return stale(savedByName, savedAt, leavesTyped({ ...earlier, idNumberId: undefined }));
}

async function lockPeople(context: Context) {
  const dossier = await lockEditable(context, 'people');
  const stored = await findSection(context.db, dossier.id, 'people');
  const people = (stored?.content as { people?: TypedPerson[] } | undefined)?.people ?? [];
  return { dossier, stored, people };
}

/** As it is kept: the id of the sealed number in place of the number. Nothing typed there leaves what was filed. */
async function typedPersonOf(
  context: Context,
  agencyId: string,
  values: unknown,
  others: readonly TypedPerson[],
  filed: unknown = '',
): Promise<Record<string, unknown>> {
  const tidy = tidied(values, () => newId(context.now)) as Record<string, unknown>;
  const { idNumber, ...rest } = tidy;
  if (typeof idNumber !== 'string' || idNumber.trim() === '') return { ...rest, idNumberId: filed };
  const idNumberId = await keepIdNumber(context, agencyId, idNumber);
  const same = others.find((other) => other['idNumberId'] === idNumberId);
  if (same)
    throw invalidField(
      'idNumber',
      `与「${String(same['name'])}」的身份证号码相同。同一人只登记一次，请核对。`,
    );
  return { ...rest, idNumberId };
}
