import { digestOf, type Canonical } from '#scoring/digest.ts';
import { checkCode, paperNumber, type PaperKind } from '#scoring/papers.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import * as queries from './queries.ts';
import type { Records } from './wording.ts';

/** Keeps what the paper says, inside the command that makes it necessary: GET prints, and never writes. */
export async function makePaper<Kind extends PaperKind>(
  context: Context,
  kind: Kind,
  of: { submissionId: string; agencyId: string },
  record: Records[Kind],
) {
  const fingerprint = digestOf(record as unknown as Canonical);
  await queries.insertPaper(context.db, {
    id: newId(context.now),
    kind,
    number: paperNumber(kind, record.agency.code, record.submission),
    ...of,
    record,
    fingerprint,
    code: checkCode(fingerprint),
    madeAt: context.now,
  });
}
