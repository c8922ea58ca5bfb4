import { mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFiles, clearAfterCrash, sentenceOf } from '../../api/file-checks/commands.ts';
import { keep, receive, sealedNameOf } from '../../api/stored-files/storage.ts';
import { newKey, openVault } from '../../api/vault.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { pdf } from '../support/sample-files.ts';

let district: District;
let officer: Person;
let admin: Person;
beforeEach(async () => {
  district = await openDistrict();
  officer = await district.signedIn(['bureauOfficer']);
  admin = await district.signedIn(['systemAdmin']);
  for (const mark of ['一', '二', '三', '四']) await officer.upload(`${mark}.pdf`, pdf(mark));
});
afterEach(() => district.close());

const none = { registered: 4, removed: 0, unclaimed: 0, missing: 0 };

describe('the check of stored files', () => {
  it('finds all in order, and says so without a line in the journal', async () => {
    expect(await check()).toEqual(none);
    const { body } = await admin.get('/file-checks/latest');
    expect(body.check).toEqual({ ...none, checkedAt: '2025-11-20T01:00:00.000Z', missingFiles: [] });
    expect(await journal()).toEqual([]);
  });

  it('says nothing before it was made, and tells only the administrator and the auditor', async () => {
    expect((await admin.get('/file-checks/latest')).body).toEqual({ check: null });
    expect((await (await district.signedIn(['auditor'])).get('/file-checks/latest')).status).toBe(200);
    expect((await officer.get('/file-checks/latest')).status).toBe(403);
    expect((await district.public.get('/file-checks/latest')).status).toBe(401);
  });

  it('removes what nobody registered once it is older than a day, and nothing else', async () => {
    const [old, young] = [
      await strange('旧', '2025-11-19T00:59:59Z'),
      await strange('新', '2025-11-19T01:00:01Z'),
    ];
    expect(await check()).toEqual({ ...none, removed: 1 });
    expect(await lies(old)).toBe(false);
    expect(await lies(young)).toBe(true);
    expect(await journal()).toEqual([{ event: 'file.checked', detail: { removed: 1, missing: 0 } }]);
    for (const mark of ['一', '二', '三', '四'])
      expect((await officer.upload(`${mark}.pdf`, pdf(mark))).status).toBe(201);
  });

  it('leaves what an upload of this process has put there and not yet registered', async () => {
    const received = await receive(district.deps, 'under-way', streamOf(pdf('正在登记')));
    await keep(district.deps, received);
    const name = sealedNameOf(district.deps.vault, received);
    await age(name, '2025-11-01T00:00:00Z');
    expect(await check()).toEqual({ ...none, unclaimed: 1 });
    expect(await lies(name)).toBe(true);
  });

  it('lets an upload wait until the same bytes are removed, and then puts them there', async () => {
    const name = await strange('同时', '2025-11-01T00:00:00Z');
    const received = await receive(district.deps, 'same', streamOf(pdf('同时')));
    const removal = district.deps.files.removeUnclaimed(name);
    await keep(district.deps, received);
    expect(await removal).toBe(true);
    expect(await lies(name)).toBe(true);
  });

  it('leaves everything where more is unknown than an accident explains', async () => {
    const names = await Promise.all(['甲', '乙', '丙'].map((mark) => strange(mark, '2025-11-01T00:00:00Z')));
    const found = await check();
    expect(found).toEqual({ ...none, unclaimed: 3 });
    for (const name of names) expect(await lies(name)).toBe(true);
    expect(sentenceOf(found)).toContain('没有清除，请核对数据库与附件是否配套');
  });

  it('leaves what another key has sealed: it is of another installation', async () => {
    const name = await strange('别处', '2025-11-01T00:00:00Z', openVault(newKey()));
    expect(await check()).toEqual({ ...none, unclaimed: 1 });
    expect(await lies(name)).toBe(true);
  });

  it('tells which registered files have no bytes, by place and not by name', async () => {
    const agency = await district.agency();
    const sender = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    const { id } = (await sender.upload('张某的合同.pdf', pdf('遗失'))).body;
    const row = await district.owner
      .selectFrom('file')
      .select('sha256')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const name = sealedNameOf(district.deps.vault, row);
    await rm(pathOf(name));
    expect(await check()).toEqual({ ...none, registered: 5, missing: 1 });
    const { body } = await admin.get('/file-checks/latest');
    expect(body.check.missingFiles).toEqual([
      { id, side: agency.code, storedAs: name, uploadedAt: '2025-11-20T01:00:00.000Z' },
    ]);
    expect(await journal()).toEqual([{ event: 'file.checked', detail: { removed: 0, missing: 1 } }]);
    // The same finding at the next start is no news.
    await check();
    expect(await journal()).toHaveLength(1);
  });

  it('clears temporary files that are older than the start', async () => {
    const folder = join(district.dataDir, 'files', 'incoming');
    await mkdir(folder, { recursive: true });
    for (const [name, at] of [
      ['cut-off', '2025-11-20T00:59:59Z'],
      ['running', '2025-11-20T01:00:01Z'],
    ] as const) {
      await writeFile(join(folder, name), 'x');
      await utimes(join(folder, name), new Date(at), new Date(at));
    }
    await clearAfterCrash(district.deps);
    expect(await readdir(folder)).toEqual(['running']);
  });
});

const check = async () => (await checkFiles(district.deps, new AbortController().signal))!;
const pathOf = (name: string) => join(district.dataDir, 'files', name);
const age = (name: string, at: string) => utimes(pathOf(name), new Date(at), new Date(at));
const streamOf = (bytes: Buffer) => new Blob([new Uint8Array(bytes)]).stream() as ReadableStream<Uint8Array>;

/** Sealed bytes without a row, as an earlier process has left them. */
async function strange(mark: string, at: string, vault = district.deps.vault): Promise<string> {
  const received = await receive(
    { dataDir: district.dataDir, vault },
    `strange-${mark}`,
    streamOf(pdf(mark)),
  );
  const name = sealedNameOf(vault, received);
  await mkdir(join(pathOf(name), '..'), { recursive: true });
  await rename(received.path, pathOf(name));
  await age(name, at);
  return name;
}

const lies = async (name: string): Promise<boolean> =>
  (await readdir(join(district.dataDir, 'files'), { recursive: true })).includes(name);

const journal = () =>
  district.owner
    .selectFrom('journalEntry')
    .select(['event', 'detail'])
    .where('subjectType', '=', 'installation')
    .execute();
