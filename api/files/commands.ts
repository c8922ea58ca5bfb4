import type { Context } from '../context.ts';
import { inTransaction } from '../database.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { fileNameOf, fileTypeOf } from '../content-checks/content.ts';
import * as queries from './queries.ts';
import { drop, keep, readReceived, receive } from '../stored-files/storage.ts';

/** Stores a file for the actor's own side. The bytes are safe on the disk before the row says that they are. */
export async function storeFile(context: Context, given: string, bytes: ReadableStream<Uint8Array> | null) {
  const { actor } = context;
  const name = fileNameOf(given);
  const id = newId(context.now);
  const received = await receive(context, id, bytes);
  try {
    const content = await readReceived(context, received);
    const type = await fileTypeOf(content, name);
    await context.scan?.(content);
    await keep(context, received);
    return await inTransaction(context.db, async (db) => {
      const twin = await queries.findTwin(db, actor, received.sha256, name);
      if (twin) return twin;
      const { agencyId, unitId } = actor;
      const { sha256, size } = received;
      const row = { id, sha256, name, type, size, agencyId, unitId };
      const sealedBy = context.vault.name;
      const file = { ...row, sealedBy, uploadedBy: actor.accountId!, uploadedAt: context.now };
      await record({ ...context, db: db }, 'file.stored', { ...row, type: 'file' }, { name, sha256, size });
      return queries.insertFile(db, file);
    });
  } finally {
    await drop(received);
  }
}
