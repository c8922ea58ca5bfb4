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
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return `{${membersJson(value)}}`;
  throw new Error(`no canonical JSON for ${Object.prototype.toString.call(value)}`);
}

function integerJson(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`not a safe integer: ${value}`);
  return value === 0 ? '0' : String(value);
}

function membersJson(record: { readonly [key: string]: Canonical | undefined }): string {
  const members: string[] = [];
  for (const key of Object.keys(record).sort()) {
    const member = record[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return members.join(',');
}

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);
