import type { z } from 'zod';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { invalidField, onConstraint } from '../refusal.ts';
import { insertDocument } from './queries.ts';
import type { newDocument } from './schema.ts';

/** Names one of the bureau's documents, so that plans and policies can refer to it. */
export async function addDocument(context: Context, input: z.output<typeof newDocument>) {
  const id = newId(context.now);
  await insertDocument(context.db, { ...input, id, number: input.number || null }).catch((error) =>
    onConstraint(error, {
      document_number_key: () => invalidField('number', '这个文号已登记过。'),
      document_title_key: () => invalidField('title', '这份文件已登记过。'),
    }),
  );
  await record(context, 'document.added', { type: 'document', id }, { ...input });
  return { id };
}
