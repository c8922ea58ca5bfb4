import type { z } from 'zod';
import { lockAgency } from '../agencies/queries.ts';
import { assertCurrent, type Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import * as queries from './queries.ts';
import type { serviceAddress } from './schema.ts';

type Confirmed = z.output<typeof serviceAddress>;

/** A new version of the agency's own address; what was sent before keeps the old one. */
export async function confirmServiceAddress(context: Context, input: Confirmed) {
  const agency = await lockAgency(context.db, context.actor.agencyId ?? '');
  if (!agency) throw notFound();
  authorize(context.actor, 'serviceAddress.confirm', agency);
  const current = await queries.findServiceAddress(context.db, agency.id);
  const version = current?.number ?? 0;
  assertCurrent(context, { version }, { ...(current && shownOf(current)), version });
  return insertAddress(context, agency, version + 1, input);
}

const shownOf = ({ way, recipient, postalAddress, email, phone }: Omit<Confirmed, 'confirmed'>) => ({
  ...{ way, recipient, postalAddress, email, phone },
});

/** With the opening of the account there is none before it. The line names the way and neither person nor address. */
export async function insertAddress(
  context: Context,
  agency: { id: string; code: string },
  number: number,
  { confirmed: _, ...address }: Confirmed,
) {
  await queries.insertServiceAddress(context.db, {
    ...{ ...address, id: newId(context.now), agencyId: agency.id, number },
    confirmedBy: context.actor.accountId!,
    confirmedAt: context.now,
  });
  const subject = { type: 'agency' as const, id: agency.id, code: agency.code, agencyId: agency.id };
  await record(context, 'serviceAddress.confirmed', subject, { number, way: address.way });
  return { code: agency.code, number };
}
