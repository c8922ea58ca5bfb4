import { randomBytes } from 'node:crypto';

/**
 * A UUIDv7, made here and not by the database. Ids are ordered by their instant, and those of one instant by the order
 * in which they were made, so that the journal reads as things happened.
 */
export function newId(now: string): string {
  const bytes = randomBytes(16);
  made = (made + 1) % 2 ** 26;
  bytes.writeUIntBE(Date.parse(now), 0, 6);
  bytes.writeUInt16BE(0x7000 | (made >> 14), 6);
  bytes.writeUInt16BE(0x8000 | (made & 0x3fff), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

let made = 0;

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for text that can be an id at all; anything else must not reach a uuid column. */
export const isId = (text: string): boolean => shape.test(text);

/** No row bears it: among the ids of a condition it keeps the list from being empty. */
export const nobody = '00000000-0000-7000-8000-000000000000';
