/**
 * Digests of stored records. The only file of `scoring` with an import from outside: the hash is synchronous and pure.
 */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What canonical JSON can hold: integers only, so that no two programs write a number differently. */
export type Canonical =
  null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical | undefined };

/** SHA-256 in lower-case hex; a string is taken as UTF-8. */
export function sha256Hex(input: string | Uint8Array): string {
  if (typeof input === 'string' && !input.isWellFormed()) throw new Error('text with a lone surrogate');
  return bytesToHex(sha256(typeof input === 'string' ? utf8ToBytes(input) : input));
}

/** For `published-draw.ts` alone: MD5 proves nothing of the bureau's. */
export const md5Hex = (input: Uint8Array): string => bytesToHex(md5(input));

/** The digest of a record, whatever the order of its keys. */
export const digestOf = (value: Canonical): string => sha256Hex(canonicalJson(value));

/**
 * JSON without blanks, keys in the order of their UTF-16 units (as RFC 8785 has it). Keys whose value is undefined are
 * left out, as JSON does; a fraction, NaN or an integer beyond 2^53 is refused.
 */
export function canonicalJson(value: Canonical): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return integerJson(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isRecord(value)) return `{${membersJson(value)}}`;
  throw new Error(`no canonical JSON for ${Object.prototype.toString.call(value)}`);
}

/** The same text in parts, where it is too long to be written at once: records part by part, lists item by item. */
export function* canonicalParts(value: Canonical): Generator<string, void> {
  if (isList(value)) {
    yield '[';
    for (const [index, item] of value.entries()) yield (index > 0 ? ',' : '') + canonicalJson(item);
    yield ']';
  } else if (isRecord(value)) {
    yield '{';
    let before = '';
    for (const [key, member] of membersOf(value)) {
      yield `${before}${JSON.stringify(key)}:`;
      yield* canonicalParts(member);
      before = ',';
    }
    yield '}';
  } else yield canonicalJson(value);
}

function integerJson(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`not a safe integer: ${value}`);
  return String(value);
}

type Members = { readonly [key: string]: Canonical | undefined };

const membersJson = (record: Members): string =>
  membersOf(record)
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    .join(',');

function membersOf(record: Members): [string, Canonical][] {
  const members: [string, Canonical][] = [];
  for (const key of Object.keys(record).sort()) {
    const member = record[key];
    if (member !== undefined) members.push([key, member]);
  }
  return members;
}

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);

const isRecord = (value: Canonical): value is Members =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
