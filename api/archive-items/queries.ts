import type { Insertable } from 'kysely';
import type { Db } from '../database.ts';
import type { ArchiveItemTable } from '../tables.ts';
import { archiveLists } from './schema.ts';

export const listArchiveItems = (db: Db, commissionId: string) =>
  db
    .selectFrom('archiveItem')
    .innerJoin('account as filer', 'filer.id', 'archiveItem.filedBy')
    .leftJoin('file', 'file.id', 'archiveItem.fileId')
    .select([
      'archiveItem.id',
      'archiveItem.class',
      'archiveItem.title',
      'archiveItem.fileId',
      'file.name as fileName',
      'file.size as fileSize',
      'filer.name as filerName',
      'archiveItem.filedAt',
    ])
    .where('archiveItem.commissionId', '=', commissionId)
    .orderBy('archiveItem.id')
    .execute();

export type ArchiveItem = Awaited<ReturnType<typeof listArchiveItems>>[number];

/** What 4号 art 20 asks for and nobody has filed yet. */
export const missingItems = (items: readonly Pick<ArchiveItem, 'class' | 'title'>[]) =>
  archiveLists.flatMap(({ key, items: wanted }) =>
    wanted
      .filter((title) => !items.some((item) => item.class === key && item.title === title))
      .map((title) => ({ class: key, title })),
  );

export const insertArchiveItem = (db: Db, row: Insertable<ArchiveItemTable>) =>
  db.insertInto('archiveItem').values(row).execute();
