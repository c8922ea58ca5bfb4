/** Whole identity card numbers where none may stand: in answers, logs, the database's own files, stored files. */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBufferPromise } from 'yauzl';

/** All that the examples and the tests know are of the district's region and of somebody born in 1900. */
const shape = '4107111900\\d{7}[\\dX]';
const longest = 2 * 18;

/** Every such number in the bytes, also as UTF-16 would have it. */
export function numbersIn(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const wide = text.includes([...'410711'].join('\0')) ? text.replaceAll('\0', '') : '';
  return `${text}\n${wide}`.match(new RegExp(shape, 'g')) ?? [];
}

/** The same of an answer: what a workbook holds is read unpacked. */
export async function numbersInAnswer(bytes: Uint8Array): Promise<string[]> {
  const found = numbersIn(bytes);
  if (Buffer.from(bytes).subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return found;
  const archive = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  for await (const entry of archive.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    found.push(...numbersIn(Buffer.concat(chunks)));
  }
  return found;
}

/** Files below the folder that hold one in clear, each with the first it holds. */
export async function filesWithNumbers(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const number = await firstNumberIn(path);
    if (number) found.push(`${path}: ${number}`);
  }
  return found;
}

async function firstNumberIn(path: string): Promise<string | undefined> {
  let before: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 4 * 1024 * 1024 })) {
    const bytes = Buffer.concat([before, chunk as Buffer]);
    const [number] = numbersIn(bytes);
    if (number) return number;
    before = bytes.subarray(-longest);
  }
  return undefined;
}
