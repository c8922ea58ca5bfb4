/** The bytes of files: sealed before they leave, kept under a keyed digest. */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { largestFile } from '../content-checks/content.ts';
import type { Context } from '../context.ts';
import { invalidField, Refusal } from '../refusal.ts';
import { openBytes, sealBytes } from '../sealed-bytes.ts';
import { read } from './folder-store.ts';

export type Shelf = Pick<Context, 'dataDir' | 'files' | 'vault'>;

export interface Received {
  /** Where the bytes lie until they are kept or dropped. */
  path: string;
  sha256: string;
  size: number;
}

/** Writes the stream to a temporary file and to the disk. Refuses an empty and a too large one, leaving nothing. */
export async function receive(
  shelf: Pick<Shelf, 'dataDir' | 'vault'>,
  name: string,
  bytes: ReadableStream<Uint8Array> | null,
): Promise<Received> {
  const path = join(incomingOf(shelf.dataDir), name);
  await mkdir(incomingOf(shelf.dataDir), { recursive: true });
  const file = await open(path, 'wx');
  try {
    const measured = measure(bytes);
    for await (const chunk of sealBytes(shelf.vault, measured.bytes)) await file.write(chunk);
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
export const readReceived = (shelf: Pick<Shelf, 'vault'>, received: Received): Promise<Buffer> =>
  buffer(openBytes(shelf.vault, read(received.path)));

/** Puts received bytes under their digest; the same content lies there once. */
export async function keep(shelf: Shelf, received: Received): Promise<void> {
  await shelf.files.put(received.path, sealedNameOf(shelf.vault, received));
  await shelf.files.remove(plainNameOf(received));
}

export const drop = (received: Received): Promise<void> => rm(received.path, { force: true });

/** Removes what uploads had left when the process before this one was cut off; says how many. */
export async function clearIncoming(dataDir: string, before: Date): Promise<number> {
  const names = await readdir(incomingOf(dataDir)).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const path = join(incomingOf(dataDir), name);
    const found = await stat(path).catch(() => null);
    if (!found || found.mtime >= before) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

const incomingOf = (dataDir: string): string => join(dataDir, 'files', 'incoming');

/** The bytes, after their digest has been compared with the stored one. */
export async function openStored(
  shelf: Pick<Shelf, 'files' | 'vault'>,
  file: { sha256: string },
): Promise<ReadableStream<Uint8Array>> {
  const sealed = await shelf.files.open(sealedNameOf(shelf.vault, file));
  const name = sealed ? sealedNameOf(shelf.vault, file) : plainNameOf(file);
  const lying = async () => {
    const found = await shelf.files.open(name);
    if (!found) throw gone();
    return sealed ? openBytes(shelf.vault, found) : found;
  };
  const digest = createHash('sha256');
  try {
    for await (const chunk of await lying()) digest.update(chunk);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw gone();
    if (!sealed || code) throw error;
    throw altered();
  }
  if (digest.digest('hex') !== file.sha256) throw altered();
  return streamOf(await lying());
}

const streamOf = (bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> =>
  Readable.toWeb(Readable.from(bytes, { highWaterMark: 1 })) as ReadableStream<Uint8Array>;

const gone = () => new Refusal('conflict', '这份文件的内容已不在数据文件夹中。请联系系统管理员从备份恢复。');

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

/** Without the key nobody can tell from a name whether a file they guess is among those stored. */
export function sealedNameOf(vault: Shelf['vault'], { sha256 }: { sha256: string }): string {
  const name = Buffer.from(vault.indexOf(`file ${sha256}`), 'base64url').toString('hex');
  return `sealed/${name.slice(0, 2)}/${name}`;
}

/** What a file bears that was stored before files were sealed. */
export const plainNameOf = ({ sha256 }: { sha256: string }): string => `${sha256.slice(0, 2)}/${sha256}`;
