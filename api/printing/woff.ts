import { inflateSync } from 'node:zlib';

export const isWoff = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 4) === 'wOFF';

/** The TrueType font inside a WOFF file (W3C WOFF 1.0): browsers take only that as a font of the system. */
export function unpackWoff(woff: Buffer): Buffer {
  if (!isWoff(woff)) throw new Error('not a WOFF file');
  const count = woff.readUInt16BE(12);
  const font = Buffer.alloc(woff.readUInt32BE(16));
  writeHeader(font, woff.subarray(4, 8), count);
  let end = HEADER_BYTES + count * ENTRY_BYTES;
  for (let index = 0; index < count; index++) {
    const [tag, offset, packed, length, checksum] = readEntry(woff, 44 + index * 20);
    const data = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(data) : data;
    table.copy(font, end);
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    [tag, checksum, end, length].forEach((value, field) => font.writeUInt32BE(value, entry + field * 4));
    end += Math.ceil(length / 4) * 4;
  }
  return font;
}

const HEADER_BYTES = 12;
const ENTRY_BYTES = 16;

function writeHeader(font: Buffer, flavour: Buffer, count: number): void {
  const power = Math.floor(Math.log2(count));
  flavour.copy(font);
  font.writeUInt16BE(count, 4);
  font.writeUInt16BE(2 ** power * 16, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(count * 16 - 2 ** power * 16, 10);
}

function readEntry(woff: Buffer, at: number): [number, number, number, number, number] {
  const field = (index: number) => woff.readUInt32BE(at + index * 4);
  return [field(0), field(1), field(2), field(3), field(4)];
}
