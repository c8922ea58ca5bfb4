import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBytes, sealBytes } from '../../api/sealed-bytes.ts';
import { newKey, openVault } from '../../api/vault.ts';

const vault = openVault(newKey());
const header = 'A256GCM-64K.'.length + 9 + 32;
const chunk = 65536;
const sealedChunk = chunk + 16;

describe('sealed bytes', () => {
  it.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 7])(
    'come back as they were, however they arrive: %i',
    async (length) => {
      const bytes = randomBytes(length);
      const sealed = await sealedFrom(bytes);
      expect(sealed.length).toBe(header + length + 16 * Math.max(1, Math.ceil(length / chunk)));
      for (const step of [sealed.length, 1000, 65537]) {
        expect((await opened(inSteps(sealed, step))).equals(bytes)).toBe(true);
      }
      const inSmallSteps = await collect(sealBytes(vault, source(inSteps(bytes, 777))));
      expect((await opened([inSmallSteps])).equals(bytes)).toBe(true);
    },
  );

  it('look different each time, and never like what they hold', async () => {
    const bytes = Buffer.alloc(1000, 'a');
    const [one, other] = [await sealedFrom(bytes), await sealedFrom(bytes)];
    expect(one.subarray(21).equals(other.subarray(21))).toBe(false);
    expect(one.includes('aaaa')).toBe(false);
  });

  const part = (sealed: Buffer, number: number) =>
    sealed.subarray(header + number * sealedChunk, header + (number + 1) * sealedChunk);
  const head = (sealed: Buffer) => sealed.subarray(0, header);
  const flipped = (sealed: Buffer, at: number) => {
    const copy = Buffer.from(sealed);
    copy[at]! ^= 1;
    return copy;
  };

  it.each<[string, (sealed: Buffer, other: Buffer) => Buffer]>([
    ['the form is another', (sealed) => flipped(sealed, 3)],
    ['the salt is another', (sealed) => flipped(sealed, header - 1)],
    ['a byte of the first chunk is flipped', (sealed) => flipped(sealed, header)],
    ['a byte of a tag is flipped', (sealed) => flipped(sealed, header + sealedChunk - 1)],
    ['a byte of the last chunk is flipped', (sealed) => flipped(sealed, sealed.length - 17)],
    ['it is cut off within a chunk', (sealed) => sealed.subarray(0, -1)],
    ['it is cut off between chunks', (sealed) => sealed.subarray(0, header + 2 * sealedChunk)],
    ['it is cut off after the header', head],
    ['it is cut off within the header', (sealed) => sealed.subarray(0, 30)],
    ['nothing is left', () => Buffer.alloc(0)],
    ['a byte is added', (sealed) => Buffer.concat([sealed, Buffer.from([0])])],
    ['two chunks are swapped', (s) => Buffer.concat([head(s), part(s, 1), part(s, 0), part(s, 2)])],
    ['a chunk is left out', (s) => Buffer.concat([head(s), part(s, 0), part(s, 2)])],
    ['a chunk stands twice', (s) => Buffer.concat([head(s), part(s, 0), part(s, 0), part(s, 1), part(s, 2)])],
    ['a chunk is of another file', (s, o) => Buffer.concat([head(s), part(s, 0), part(o, 1), part(s, 2)])],
  ])('do not open when %s', async (_, harm) => {
    const bytes = randomBytes(2 * chunk + 100);
    const [sealed, other] = [await sealedFrom(bytes), await sealedFrom(bytes)];
    expect((await opened([sealed])).equals(bytes)).toBe(true);
    await expect(opened([harm(sealed, other)])).rejects.toThrow();
  });

  it('do not open with another key, even when they bear its name', async () => {
    const other = openVault(newKey());
    const sealed = await sealedFrom(Buffer.from('示例'));
    await expect(collect(openBytes(other, source([sealed])))).rejects.toThrow('not sealed with this key');
    await expect(
      collect(openBytes({ name: vault.name, keyFor: other.keyFor }, source([sealed]))),
    ).rejects.toThrow();
  });
});

const sealedFrom = (bytes: Buffer): Promise<Buffer> => collect(sealBytes(vault, source([bytes])));
const opened = (parts: Iterable<Buffer>): Promise<Buffer> => collect(openBytes(vault, source(parts)));

async function collect(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const one of bytes) parts.push(one);
  return Buffer.concat(parts);
}

async function* source(parts: Iterable<Buffer>) {
  yield* parts;
}

function* inSteps(bytes: Buffer, step: number) {
  for (let from = 0; from < bytes.length; from += step) yield bytes.subarray(from, from + step);
}
