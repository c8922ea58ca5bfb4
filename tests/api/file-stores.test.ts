/** One contract, kept by both stores: a folder, and a bucket on an S3-compatible server. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles } from '../../api/file-checks/commands.ts';
import { folderStore } from '../../api/stored-files/folder-store.ts';
import { s3Store } from '../../api/stored-files/s3-store.ts';
import { guarded, type FileStore } from '../../api/stored-files/store.ts';
import { openDistrict } from '../support/district.ts';
import { openObjectServer, type ObjectServer } from '../support/s3.ts';
import { pdf } from '../support/sample-files.ts';

let folder: string;
let server: ObjectServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pingxin-store-'));
  server = await openObjectServer();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each<[string, () => FileStore]>([
  ['a folder', () => folderStore(join(folder, 'files'))],
  ['a bucket', () => s3Store(server.settings)],
])('%s', (_, open) => {
  const put = async (name: string, bytes: Buffer) => {
    const path = join(folder, 'incoming');
    await writeFile(path, bytes);
    await open().put(path, name);
  };
  const get = async (name: string) => {
    const found = await open().open(name);
    return found && buffer(found);
  };
  const names = async () => {
    const found: string[] = [];
    for await (const { name } of open().list()) found.push(name);
    return found.sort();
  };

  it('has nothing at first', async () => {
    expect(await names()).toEqual([]);
    expect(await open().open('sealed/aa/none')).toBeNull();
    await open().remove('sealed/aa/none');
  });

  it('gives back what was put, whole, and takes the temporary file over', async () => {
    const bytes = Buffer.alloc(3_000_000, '示例');
    await put('sealed/aa/one', bytes);
    expect((await get('sealed/aa/one'))!.equals(bytes)).toBe(true);
    expect(await readdir(folder)).not.toContain('incoming');
  });

  it('replaces what bore the name', async () => {
    await put('sealed/aa/one', Buffer.from('other'));
    expect(String(await get('sealed/aa/one'))).toBe('other');
    expect(await names()).toEqual(['sealed/aa/one']);
  });

  it('lists all there is, with when it came, and forgets what is removed', async () => {
    for (let number = 0; number < 5; number++) await put(`sealed/bb/${number}`, Buffer.from('x'));
    await put('cc/plain', Buffer.from('x'));
    await open().remove('sealed/bb/3');
    expect(await names()).toEqual([
      'cc/plain',
      'sealed/aa/one',
      ...[0, 1, 2, 4].map((number) => `sealed/bb/${number}`),
    ]);
    for await (const { at } of open().list())
      expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(120_000);
  });

  it('reads nothing of what nobody asks for', async () => {
    const found = (await open().open('sealed/aa/one'))!;
    await open().remove('sealed/aa/one');
    await expect(buffer(found)).rejects.toThrow();
  });
});

describe('an api on a bucket', () => {
  it('stores sealed, hands out, finds what is missing, and says when the store does not answer', async () => {
    const own = await openObjectServer();
    const district = await openDistrict({ files: guarded(s3Store(own.settings)) });
    const officer = await district.signedIn(['bureauOfficer']);
    const { id } = (await officer.upload('one.pdf', pdf('one'))).body;
    expect(Buffer.from((await officer.get(`/files/${id}`)).body)).toEqual(pdf('one'));
    expect(await readdir(join(district.dataDir, 'files', 'incoming'))).toEqual([]);
    const lying = await objectsOf(own.folder);
    expect(lying.length).toBeGreaterThan(0);
    for (const bytes of lying) expect(bytes.includes('%PDF')).toBe(false);
    const check = () => checkFiles(district.deps, new AbortController().signal);
    expect(await check()).toEqual({ registered: 1, removed: 0, unclaimed: 0, missing: 0 });
    for await (const { name } of district.deps.files.list()) await district.deps.files.remove(name);
    expect(await check()).toMatchObject({ registered: 1, missing: 1 });
    expect((await officer.get(`/files/${id}`)).status).toBe(409);

    await own.close();
    const refused = await officer.upload('two.pdf', pdf('two'));
    expect([refused.status, refused.body.message]).toEqual([
      503,
      '文件存储暂时不可用，没有保存任何改动，请稍后再试。',
    ]);
    expect(await readdir(join(district.dataDir, 'files', 'incoming'))).toEqual([]);
    await district.close();
  });
});

async function objectsOf(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name))));
}
