/** The bytes of files: in the data folder, under the digest of their content. A crash leaves no half file under it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { invalidField, Refusal } from '../refusal.ts';
import { largestFile } from './content.ts';

export interface Received {
  /** Where the bytes lie until they are kept or dropped. */
  path: string;
  sha256: string;
  size: number;
}

/** Writes the stream to a temporary file and to the disk. Refuses an empty and a too large one, leaving nothing. */
export async function receive(dataDir: string, name: string, bytes: ReadableStream<Uint8Array> | null) {
  const path = join(dataDir, 'files', 'incoming', name);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx');
  try {
    const received = { path, ...(await copy(bytes, file)) };
    if (received.size === 0) throw invalidField('file', '这个文件是空的（0 字节），请重新选择。');
    await file.sync();
    return received satisfies Received;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** Puts received bytes under their digest; the same content lies there once. */
export async function keep(dataDir: string, received: Received): Promise<void> {
  const path = pathOf(dataDir, received.sha256);
  await mkdir(dirname(path), { recursive: true });
  await rename(received.path, path);
  for (const folder of [dirname(path), dirname(dirname(path))]) await syncFolder(folder);
}

export const drop = (received: Received): Promise<void> => rm(received.path, { force: true });

/** The bytes, after their digest has been compared with the stored one. */
export async function openStored(
  dataDir: string,
  file: { sha256: string },
): Promise<ReadableStream<Uint8Array>> {
  const path = pathOf(dataDir, file.sha256);
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Refusal('conflict', '这份文件的内容已不在数据文件夹中。请联系系统管理员从备份恢复。');
  }
  if (digest.digest('hex') !== file.sha256) {
    throw new Refusal('conflict', '这份文件的内容与登记的摘要不符，已停止下载。请联系系统管理员从备份恢复。');
  }
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
}

async function copy(bytes: ReadableStream<Uint8Array> | null, file: FileHandle) {
  const digest = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes ?? []) {
    size += chunk.byteLength;
    if (size > largestFile) {
      const message = '文件超过 20 MB，请压缩或拆分后再上传。';
      throw new Refusal('tooLarge', message, { fields: { file: message } });
    }
    digest.update(chunk);
    await file.write(chunk);
  }
  return { sha256: digest.digest('hex'), size };
}

const pathOf = (dataDir: string, sha256: string): string =>
  join(dataDir, 'files', sha256.slice(0, 2), sha256);

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the rename itself must do.
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
