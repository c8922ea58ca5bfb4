/** The bytes of files: sealed, in the data folder, under a keyed digest. A crash leaves no half file under it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Context } from '../context.ts';
import { invalidField, Refusal } from '../refusal.ts';
import { openBytes, sealBytes } from '../sealed-bytes.ts';
import { largestFile } from './content.ts';

type Store = Pick<Context, 'dataDir' | 'vault'>;

export interface Received {
  /** Where the bytes lie until they are kept or dropped. */
  path: string;
  sha256: string;
  size: number;
}

/** Writes the stream to a temporary file and to the disk. Refuses an empty and a too large one, leaving nothing. */
export async function receive(
  store: Store,
  name: string,
  bytes: ReadableStream<Uint8Array> | null,
): Promise<Received> {
  const path = join(store.dataDir, 'files', 'incoming', name);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx');
  try {
    const measured = measure(bytes);
    for await (const chunk of sealBytes(store.vault, measured.bytes)) await file.write(chunk);
    const { sha256, size } = measured.result();
    if (size === 0) throw invalidField('file', '这个文件是空的（0 字节），请重新选择。');
    await file.sync();
    return { path, sha256, size };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** What was received, as it was sent; whole, for its kind is told by its end as well. */
export const readReceived = (store: Store, received: Received): Promise<Buffer> =>
  buffer(openBytes(store.vault, read(received.path)));

/** Puts received bytes under their digest; the same content lies there once. */
export async function keep(store: Store, received: Received): Promise<void> {
  const path = sealedPathOf(store, received);
  await mkdir(dirname(path), { recursive: true });
  await rename(received.path, path);
  for (let folder = dirname(path); folder !== store.dataDir; folder = dirname(folder))
    await syncFolder(folder);
  await rm(plainPathOf(store, received), { force: true });
}

export const drop = (received: Received): Promise<void> => rm(received.path, { force: true });

/** The bytes, after their digest has been compared with the stored one. */
export async function openStored(
  store: Store,
  file: { sha256: string },
): Promise<ReadableStream<Uint8Array>> {
  const path = sealedPathOf(store, file);
  const isSealed = await exists(path);
  const bytes = () => (isSealed ? openBytes(store.vault, read(path)) : read(plainPathOf(store, file)));
  const digest = createHash('sha256');
  try {
    for await (const chunk of bytes()) digest.update(chunk as Buffer);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new Refusal('conflict', '这份文件的内容已不在数据文件夹中。请联系系统管理员从备份恢复。');
    }
    if (!isSealed || code) throw error;
    throw altered();
  }
  if (digest.digest('hex') !== file.sha256) throw altered();
  return streamOf(bytes());
}

/** Opened when the first byte is asked for: an answer that nobody reads leaves no open file behind. */
async function* read(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path) as AsyncIterable<Buffer>;
}

const streamOf = (bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> =>
  Readable.toWeb(Readable.from(bytes, { highWaterMark: 1 })) as ReadableStream<Uint8Array>;

const altered = () =>
  new Refusal('conflict', '这份文件的内容与登记的摘要不符，已停止下载。请联系系统管理员从备份恢复。');

/** Hands the bytes on while it counts and digests them. */
function measure(given: ReadableStream<Uint8Array> | null) {
  const digest = createHash('sha256');
  let size = 0;
  async function* bytes() {
    for await (const chunk of given ?? []) {
      size += chunk.byteLength;
      if (size > largestFile) {
        const message = '文件超过 20 MB，请压缩或拆分后再上传。';
        throw new Refusal('tooLarge', message, { fields: { file: message } });
      }
      digest.update(chunk);
      yield chunk;
    }
  }
  return { bytes: bytes(), result: () => ({ sha256: digest.digest('hex'), size }) };
}

/** Without the key nobody can tell from a name on the disk whether a file they guess is among those stored. */
function sealedPathOf({ dataDir, vault }: Store, { sha256 }: { sha256: string }): string {
  const name = Buffer.from(vault.indexOf(`file ${sha256}`), 'base64url').toString('hex');
  return join(dataDir, 'files', 'sealed', name.slice(0, 2), name);
}

/** Where a file lies that was stored before files were sealed. */
const plainPathOf = ({ dataDir }: Store, { sha256 }: { sha256: string }): string =>
  join(dataDir, 'files', sha256.slice(0, 2), sha256);

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the rename itself must do.
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
