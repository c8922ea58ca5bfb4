/** Compares the registered files with the bytes that lie in the store: what is missing, and what nobody registered. */
import { systemContext } from '../authentication.ts';
import type { Deps } from '../context.ts';
import { inTransaction } from '../database.ts';
import { newId } from '../ids.ts';
import { record, theInstallation } from '../journal.ts';
import { areSealedBy } from '../sealed-bytes.ts';
import { clearIncoming, plainNameOf, sealedNameOf } from '../stored-files/storage.ts';
import { findLatestCheck, insertCheck, listContents } from './queries.ts';

const day = 86_400_000;
const pageSize = 5000;
const mostListed = 100;

export interface FileCheck {
  registered: number;
  removed: number;
  unclaimed: number;
  missing: number;
}

/** At the start of the process. Says on the log what it found. */
export async function checkFiles(deps: Deps, stopping: AbortSignal): Promise<FileCheck | null> {
  const began = deps.clock();
  const { byName, registered } = await readRegistered(deps);
  const strange: string[] = [];
  for await (const { name, at } of deps.files.list()) {
    if (stopping.aborted) return null;
    if (byName.delete(name) || !name.startsWith('sealed/')) continue;
    if (at.getTime() < began.getTime() - day) strange.push(name);
  }
  const missing: string[] = [];
  for (const [name, { id, sha256 }] of byName) {
    if (stopping.aborted) return null;
    const there = (await deps.files.open(name)) ?? (await deps.files.open(plainNameOf({ sha256 })));
    if (!there) missing.push(id);
  }
  // A database that knows little of what lies here is rather an older copy, or another one, than right.
  const believed = strange.length * 2 <= registered;
  const removed = believed ? await remove(deps, strange) : 0;
  const check = { registered, removed, unclaimed: strange.length - removed, missing: missing.length };
  await file(deps, began, check, missing.slice(0, mostListed));
  console.log(sentenceOf(check));
  return check;
}

/** The temporary files of uploads that a crash cut off; before anybody can upload. */
export async function clearAfterCrash({ dataDir, clock }: Deps): Promise<void> {
  const removed = await clearIncoming(dataDir, clock());
  if (removed > 0) console.log(`已清除上次中断的上传留下的临时文件 ${removed} 个。`);
}

export const sentenceOf = ({ registered, removed, unclaimed, missing }: FileCheck): string =>
  [
    `附件核对：登记 ${registered} 份`,
    missing > 0 ? `，其中 ${missing} 份的内容不在存储中，请从备份恢复` : '，内容都在',
    removed > 0 ? `；已清除没有登记的内容 ${removed} 份` : '',
    unclaimed > 0 ? `；另有没有登记的内容 ${unclaimed} 份，没有清除，请核对数据库与附件是否配套` : '',
    '。',
  ].join('');

/** By the name of its bytes; a content under two names stands once. */
async function readRegistered({ db, vault }: Deps) {
  const byName = new Map<string, { id: string; sha256: string }>();
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await listContents(db, after, pageSize);
    for (const row of page) byName.set(sealedNameOf(vault, row), row);
    if (page.length < pageSize) return { byName, registered: byName.size };
    after = page.at(-1)!.id;
  }
}

async function remove({ files, vault }: Deps, names: readonly string[]): Promise<number> {
  let removed = 0;
  for (const name of names) {
    const bytes = await files.open(name);
    if (!bytes || !(await areSealedBy(vault, bytes))) continue;
    if (await files.removeUnclaimed(name)) removed++;
  }
  return removed;
}

async function file(deps: Deps, began: Date, check: FileCheck, missingIds: readonly string[]): Promise<void> {
  await inTransaction(deps.db, async (db) => {
    const context = await systemContext(deps, db);
    const before = await findLatestCheck(db);
    const row = { id: newId(context.machineNow), checkedAt: began.toISOString() };
    await insertCheck(db, { ...row, ...check, missingIds: JSON.stringify(missingIds) });
    if (check.removed === 0 && check.missing === (before?.missing ?? 0)) return;
    const { removed, missing } = check;
    await record(context, 'file.checked', theInstallation, { removed, missing });
  });
}
