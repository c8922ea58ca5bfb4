import type { z } from 'zod';
import { kinds } from '#scoring/dossier-words.ts';
import type { ShownFacts } from '#scoring/national-record.ts';
import type { Context } from '../context.ts';
import { findCheckedVersion } from '../dossier-versions/queries.ts';
import type { DossierContent } from '../dossiers/schema.ts';
import { newId } from '../ids.ts';
import { assertFile } from '../integrity-queries/commands.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField } from '../refusal.ts';
import * as queries from './queries.ts';
import type { nationalRecord } from './schema.ts';

/** Keeps what the platform showed on a day, beside what the bureau held then. It decides nothing. */
export async function recordNational(context: Context, input: z.output<typeof nationalRecord>) {
  authorize(context.actor, 'nationalRecord.record');
  const agency = await queries.findAgency(context.db, input.agency);
  if (!agency) throw invalidField('agency', '没有找到这家机构，请从所列各项中选择。');
  if (input.queriedOn > context.today) throw invalidField('queriedOn', '查询日期不得晚于今天。');
  await assertFile(context, input.fileId, '上传查询页面的截图或打印件。');
  const isRegistered = input.registered === 'yes';
  const version = await findCheckedVersion(context.db, agency.id);
  const id = newId(context.now);
  await queries.insertRecord(context.db, {
    ...{ id, agencyId: agency.id, queriedOn: input.queriedOn, registered: isRegistered },
    recordNumber: input.recordNumber || null,
    shown: isRegistered ? JSON.stringify(input.shown) : null,
    filed: version ? JSON.stringify(filedFacts(agency, version.content)) : null,
    versionId: version?.id ?? null,
    ...{ note: input.note, fileId: input.fileId },
    ...{ queriedBy: context.actor.accountId!, recordedAt: context.now },
  });
  const subject = { type: 'agency' as const, id: agency.id, code: agency.code, agencyId: agency.id };
  const { queriedOn, registered } = input;
  await record(context, 'nationalRecord.recorded', subject, { queriedOn, registered });
  return { id };
}

/** The checked dossier in the facts that the platform shows. */
function filedFacts(agency: { name: string; uscc: string }, { basic, people }: DossierContent): ShownFacts {
  const inRole = (role: string) => String(people.filter((one) => one.role === role).length);
  return {
    name: agency.name,
    uscc: agency.uscc,
    kind: kinds[basic.kind],
    premises: basic.premises,
    mailingAddress: basic.mailingAddress,
    headName: basic.headName,
    branches: String(basic.branches.length),
    leadEvaluators: inRole('leadEvaluator'),
    evaluators: inRole('evaluator'),
    experts: inRole('expert'),
  };
}
