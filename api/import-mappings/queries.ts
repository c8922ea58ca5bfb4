import type { Db } from '../database.ts';
import type { ImportKind } from '../dossier-sheets/columns.ts';

export interface Remembered {
  /** By each filled header in order; empty: not imported. */
  targets: string[];
  fixed: Record<string, string>;
  chosenByName: string;
  chosenAt: string;
  signature: string;
}

/** What the agency chose for sheets with one of these header rows, last first. */
export const listRemembered = (db: Db, agencyId: string, kind: ImportKind, signatures: readonly string[]) =>
  db
    .selectFrom('importMapping')
    .innerJoin('account', 'account.id', 'importMapping.chosenBy')
    .select(['signature', 'targets', 'fixed', 'chosenAt', 'account.name as chosenByName'])
    .where('importMapping.agencyId', '=', agencyId)
    .where('kind', '=', kind)
    .where('signature', 'in', [...signatures])
    .orderBy('chosenAt', 'desc')
    .$castTo<Remembered>()
    .execute();

export const rememberMapping = (
  db: Db,
  row: {
    agencyId: string;
    kind: ImportKind;
    signature: string;
    targets: string[];
    fixed: Record<string, string>;
    chosenBy: string;
    chosenAt: string;
  },
) => {
  const { targets, fixed, ...rest } = row;
  const values = { ...rest, targets: JSON.stringify(targets), fixed: JSON.stringify(fixed) };
  return db
    .insertInto('importMapping')
    .values(values)
    .onConflict((conflict) => conflict.columns(['agencyId', 'kind', 'signature']).doUpdateSet(values))
    .execute();
};
