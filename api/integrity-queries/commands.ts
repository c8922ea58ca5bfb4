import type { z } from 'zod';
import type { Context } from '../context.ts';
import { findFile } from '../files/queries.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField } from '../refusal.ts';
import { findAgency, insertQuery } from './queries.ts';
import type { integrityQuery } from './schema.ts';

/** Keeps what an official site said of an agency on a day, with the screenshot as its proof (财库〔2016〕125号). */
export async function recordQuery(context: Context, input: z.output<typeof integrityQuery>) {
  authorize(context.actor, 'integrityQuery.record');
  const agency = await findAgency(context.db, input.agency);
  if (!agency) throw invalidField('agency', '没有找到这家机构，请从所列各项中选择。');
  if (input.queriedOn > context.today) throw invalidField('queriedOn', '查询日期不得晚于今天。');
  if (input.violationDecidedOn > context.today)
    throw invalidField('violationDecidedOn', '作出决定的日期不得晚于今天。');
  await assertFile(context, input.fileId, '上传查询页面的截图或打印件。');
  const id = newId(context.now);
  await insertQuery(context.db, {
    id,
    agencyId: agency.id,
    site: input.site,
    queriedOn: input.queriedOn,
    result: input.result,
    note: input.note,
    violationTitle: input.violationTitle || null,
    violationDecidedOn: input.violationDecidedOn || null,
    banUntil: input.banUntil || null,
    fileId: input.fileId,
    queriedBy: context.actor.accountId!,
    recordedAt: context.now,
  });
  const { site, queriedOn, result } = input;
  const subject = { type: 'agency' as const, id: agency.id, code: agency.code, agencyId: agency.id };
  await record(context, 'integrityQuery.recorded', subject, { site, queriedOn, result });
  return { id };
}

/** A proof is a file that the actor's own side has stored. */
export async function assertFile({ db, actor }: Context, fileId: string, missing: string): Promise<void> {
  const file = isId(fileId) ? await findFile(db, fileId) : undefined;
  if (!file || file.agencyId !== actor.agencyId || file.unitId !== actor.unitId)
    throw invalidField('fileId', missing);
}
