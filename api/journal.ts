import type { Context } from './context.ts';
import { newId } from './ids.ts';

/** What a line can be about; the portal has a word for each. */
export type SubjectType =
  | 'account'
  | 'agency'
  | 'assessment'
  | 'commission'
  | 'disclosure'
  | 'document'
  | 'dossier'
  | 'dossierVersion'
  | 'doubleRegistration'
  | 'evaluatee'
  | 'file'
  | 'identityChange'
  | 'installation'
  | 'personalNumber'
  | 'plan'
  | 'policy'
  | 'policyDraft'
  | 'rectification'
  | 'sanction'
  | 'setting'
  | 'unit'
  | 'whatIfRun'
  | 'yearlyRating';

/** What a journal line is about. `agencyId` and `unitId` open the line to that agency's or unit's own timeline. */
export interface Subject {
  type: SubjectType;
  id: string;
  code?: string | null;
  agencyId?: string | null;
  unitId?: string | null;
}

/** What is about the whole installation; it is no row. */
export const theInstallation: Subject = { type: 'installation', id: '00000000-0000-7000-8000-000000000000' };

/** Writes who did what to which object, under which hat and when; in the transaction of the change itself. */
export async function record<const Detail extends Readonly<Record<string, unknown>>>(
  context: Context,
  event: `${string}.${string}`,
  subject: Subject,
  detail?: Detail,
): Promise<void> {
  await context.db
    .insertInto('journalEntry')
    .values({
      id: newId(context.now),
      at: context.now,
      accountId: context.actor.accountId,
      actorName: context.actor.name,
      hat: context.actor.hat,
      event,
      subjectType: subject.type,
      subjectId: subject.id,
      subjectCode: subject.code ?? null,
      agencyId: subject.agencyId ?? null,
      unitId: subject.unitId ?? null,
      detail: JSON.stringify(detail ?? {}),
    })
    .execute();
}
