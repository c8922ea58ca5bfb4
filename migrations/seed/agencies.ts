/** How an agency of the example district opens its account, and what paper it holds. Nothing here belongs to anybody. */
import { checkUscc } from '#scoring/codes.ts';
import { attachLetter, confirmAdministrator, openAgency } from '../../api/agencies/commands.ts';
import { getAgency } from '../../api/agencies/queries.ts';
import { storeFile } from '../../api/files/commands.ts';
import type { Actor } from '../../api/permissions.ts';
import { thePublic } from '../../api/authentication.ts';
import { lockAccountByUsername } from '../../api/sessions/queries.ts';
import type { Instant } from '#scoring/calendar.ts';
import { examplePdf } from './example-pdf.ts';
import { examplePassword, type Seed } from './seed.ts';

export interface NewAgency {
  username: string;
  name: string;
  /** The first two characters of its code: who registered it, and as what. */
  prefix: '91' | '31' | '12';
  adminName: string;
}

export interface OpenedAgency {
  id: string;
  code: string;
  name: string;
  uscc: string;
  admin: Actor;
}

/** Opens the account; with `confirmedAt` an officer has compared the stamped letter. */
export async function seedAgency(
  seed: Seed,
  agency: NewAgency,
  openedAt: Instant,
  confirmedAt: Instant | null,
): Promise<OpenedAgency> {
  const uscc = exampleUscc(agency.prefix, Object.keys(seed.people).length);
  const opening = { uscc, name: agency.name, adminName: agency.adminName, username: agency.username };
  const { id, code } = await openAgency(seed.at(openedAt, thePublic), {
    ...opening,
    password: examplePassword,
    ...exampleAddress(agency),
  });
  const account = await lockAccountByUsername(seed.at(openedAt, thePublic).db, agency.username);
  const admin: Actor = {
    ...thePublic,
    accountId: account!.id,
    name: agency.adminName,
    hat: 'agencyAdmin',
    hats: ['agencyAdmin'],
    agencyId: id,
  };
  seed.people[agency.username] = admin;
  if (confirmedAt) await confirm(seed, id, admin, openedAt, confirmedAt);
  return { id, code, name: agency.name, uscc, admin };
}

/** Nobody's: a domain kept for examples, a number of zeros. */
const exampleAddress = ({ username, adminName }: NewAgency) => ({
  way: 'electronic' as const,
  recipient: adminName,
  postalAddress: '示例区示例路 1 号（示例地址）',
  email: `${username}@example.com`,
  phone: '0373-0000000',
  confirmed: 'yes' as const,
});

async function confirm(seed: Seed, id: string, admin: Actor, openedAt: Instant, confirmedAt: Instant) {
  const fileId = await seedFile(seed, admin, openedAt, '管理员授权书.pdf');
  const version = async () => (await getAgency(seed.at(openedAt, admin), id)).version;
  await attachLetter(seed.at(openedAt, admin, await version()), { fileId });
  await confirmAdministrator(seed.at(confirmedAt, seed.people['officer']!, await version()), id);
}

/** Stores a one-page example paper for the agency. */
export async function seedFile(seed: Seed, actor: Actor, at: Instant, name: string): Promise<string> {
  const bytes = new Blob([
    examplePdf(`示例：${name.replace(/\.pdf$/, '')}`),
  ]).stream() as ReadableStream<Uint8Array>;
  return (await storeFile(seed.at(at, actor), name, bytes)).id;
}

/**
 * A code of the district 410711 whose both check digits hold. Its organisation code begins with DEM, as none given out
 * does, so that it cannot be anybody's.
 */
export function exampleUscc(prefix: string, number: number): string {
  const stem = `${prefix}410711DEM${String(number).padStart(5, '0')}`;
  for (const inner of '0123456789X')
    for (const outer of '0123456789ABCDEFGHJKLMNPQRTUWXY')
      if (checkUscc(stem + inner + outer).faults.length === 0) return stem + inner + outer;
  throw new Error(`no check digits for ${stem}`);
}
