import type { Context } from '../context.ts';
import type { DossierContent } from '../dossiers/schema.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { Refusal } from '../refusal.ts';
import * as queries from './queries.ts';

interface Checked {
  agencyId: string;
  versionId: string;
  content: DossierContent;
  filedBy: string;
  filedAt: string;
}

/**
 * Part of the check of a dossier: the new name that it files holds from the day of the registration document. The code
 * never changes with it. A version that names no other name than the agency bears changes nothing.
 */
export async function takeNewName(context: Context, checked: Checked): Promise<void> {
  const { newName, renamedOn, renameFileId } = checked.content.basic;
  const agency = await queries.lockName(context.db, checked.agencyId);
  if (!newName || newName === agency.name) return;
  const [last] = agency.renames;
  if (last && renamedOn! <= last.effectiveOn)
    throw new Refusal(
      'conflict',
      `所填变更登记日期（${renamedOn}）不晚于上次更名的日期（${last.effectiveOn}），应退回补正，请机构对照准予变更登记通知书改正。`,
    );
  await queries.insertRename(context.db, {
    ...{ id: newId(context.now), agencyId: agency.id, number: (last?.number ?? 0) + 1 },
    ...{ oldName: agency.name, newName, effectiveOn: renamedOn!, fileId: renameFileId! },
    ...{ versionId: checked.versionId, filedBy: checked.filedBy, filedAt: checked.filedAt },
    ...{ checkedBy: context.actor.accountId!, checkedAt: context.now },
  });
  await queries.markName(context.db, agency.id, newName);
  const subject = { type: 'agency' as const, id: agency.id, code: agency.code, agencyId: agency.id };
  const detail = { before: agency.name, after: newName, effectiveOn: renamedOn! };
  await record(context, 'agency.renamed', subject, detail);
}
