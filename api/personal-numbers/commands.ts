import type { z } from 'zod';
import { checkIdNumber, maskIdNumber } from '#scoring/codes.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { invalidField, notFound } from '../refusal.ts';
import * as queries from './queries.ts';
import type { disclosure } from './schema.ts';

/** Keeps a 身份证号码 sealed and returns its id, the same whenever the agency files the same number. Refuses a wrong one. */
export async function keepIdNumber(context: Context, agencyId: string, typed: string): Promise<string> {
  const { code, faults } = checkIdNumber(typed, context.today);
  if (faults.length > 0)
    throw invalidField('idNumber', `${faults.join('；')}。号码没有保存，出于保护也不再显示，请重新填写。`);
  const id = newId(context.now);
  return queries.keepNumber(context.db, {
    ...{ id, agencyId, sealed: context.vault.seal(code, id), lookup: context.vault.indexOf(code) },
    ...{ recordedBy: context.actor.accountId!, recordedAt: context.now },
  });
}

/** By the number's id: the number with its middle hidden. */
export async function maskedNumbers(
  { db, vault }: Pick<Context, 'db' | 'vault'>,
  ids: readonly (string | null)[],
): Promise<Record<string, string>> {
  const rows = await queries.listNumbers(
    db,
    ids.filter((id): id is string => id !== null && id !== ''),
  );
  return Object.fromEntries(rows.map(({ id, sealed }) => [id, maskIdNumber(vault.open(sealed, id))]));
}

/** The whole number, once, for a reason that stays in the journal. */
export async function disclose(context: Context, id: string, { reason }: z.output<typeof disclosure>) {
  const row = await queries.findNumber(context.db, id);
  if (!row) throw notFound();
  authorize(context.actor, 'personalNumber.disclose', row);
  const { agencyId } = row;
  await record(context, 'personalNumber.disclosed', { type: 'personalNumber', id, agencyId }, { reason });
  return { idNumber: context.vault.open(row.sealed, id) };
}
