import { Hono } from 'hono';
import { allow, read, type Context, type Env } from '../context.ts';
import { sealedNameOf } from '../stored-files/storage.ts';
import { findLatestCheck, listFiles } from './queries.ts';

/** What the check at the last start found; null while the first one goes on. */
export const fileChecks = new Hono<Env>().get('/latest', allow('fileCheck.read'), async (c) =>
  c.json({ check: await latest(read(c)) }),
);

async function latest({ db, vault }: Context) {
  const row = await findLatestCheck(db);
  if (!row) return null;
  const { checkedAt, registered, removed, unclaimed, missing, missingIds } = row;
  const files = missingIds.length > 0 ? await listFiles(db, missingIds) : [];
  const missingFiles = files.map(({ id, sha256, uploadedAt, agencyCode, unitCode }) => {
    const storedAs = sealedNameOf(vault, { sha256 });
    return { id, uploadedAt, side: agencyCode ?? unitCode, storedAs };
  });
  return { checkedAt, registered, removed, unclaimed, missing, missingFiles };
}
