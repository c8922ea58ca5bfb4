/** Bytes of any length sealed for the disk, chunk by chunk: no side ever holds more than one chunk of them. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Vault } from './vault.ts';

/** One chunk's length before it is sealed. */
export const chunkBytes = 64 * 1024;
const saltBytes = 32;
const tagBytes = 16;

type Keys = Pick<Vault, 'name' | 'keyFor'>;

/**
 * The form's name, the key's name and a salt, then the chunks. A chunk's nonce is its number and whether it is the
 * last, so one that is moved, left out or cut off does not open; a salt is used once, so no nonce comes twice.
 */
export async function* sealBytes(keys: Keys, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes);
  const header = Buffer.concat([titleOf(keys), salt]);
  const key = keys.keyFor(salt);
  yield header;
  for await (const { piece, number, last } of cut(bytes, () => chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, last)).setAAD(header);
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** The bytes as they were. Throws where the first altered chunk begins: what came before it is genuine. */
export async function* openBytes(keys: Keys, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const title = titleOf(keys);
  const headerBytes = title.length + saltBytes;
  const sizeOf = (number: number) => (number === 0 ? headerBytes : chunkBytes + tagBytes);
  let header: Buffer | undefined;
  let key: Buffer | undefined;
  for await (const { piece, number, last } of cut(sealed, sizeOf)) {
    if (!header || !key) {
      header = piece;
      if (last || !header.subarray(0, title.length).equals(title))
        throw new Error('not sealed with this key');
      key = keys.keyFor(header.subarray(title.length));
      continue;
    }
    if (piece.length < tagBytes) throw new Error('a sealed chunk is cut off');
    const body = piece.subarray(0, -tagBytes);
    const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(number - 1, last))
      .setAAD(header)
      .setAuthTag(piece.subarray(-tagBytes));
    yield Buffer.concat([cipher.update(body), cipher.final()]);
  }
}

/** Whether they begin as this key seals; they are read no further. */
export async function areSealedBy(keys: Keys, sealed: AsyncIterable<Uint8Array>): Promise<boolean> {
  const title = titleOf(keys);
  let start = Buffer.alloc(0);
  for await (const chunk of sealed) {
    start = Buffer.concat([start, chunk]);
    if (start.length >= title.length) break;
  }
  return start.subarray(0, title.length).equals(title);
}

const titleOf = ({ name }: Keys): Buffer => Buffer.from(`A256GCM-64K.${name}.`);

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** The bytes in pieces of given sizes. The last one may be shorter, or empty when there are no bytes at all. */
async function* cut(bytes: AsyncIterable<Uint8Array>, sizeOf: (number: number) => number) {
  let number = 0;
  let piece = Buffer.alloc(sizeOf(number));
  let filled = 0;
  for await (const given of bytes) {
    for (let from = 0; from < given.length;) {
      if (filled === piece.length) {
        yield { piece, number, last: false };
        piece = Buffer.alloc(sizeOf(++number));
        filled = 0;
      }
      const part = given.subarray(from, from + piece.length - filled);
      piece.set(part, filled);
      filled += part.length;
      from += part.length;
    }
  }
  yield { piece: piece.subarray(0, filled), number, last: true };
}
