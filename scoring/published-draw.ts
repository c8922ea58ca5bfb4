/**
 * RFC 3797: the IETF's public selection of a committee, whose section 6 prints a draw with its inputs. It proves the
 * machinery of `tickets.ts` on a draw that somebody else published; no draw of the bureau's uses it, nor MD5.
 */
import { md5Hex } from './digest.ts';
import { drawTickets } from './tickets.ts';

/** Places in a pool of 1 to `pool`. `key` is the sources' text as the RFC joins it: '9319./2.5.8.10.12./…/'. */
export function selectByRfc3797(key: string, pool: number, places: number): number[] {
  const holders = Array.from({ length: pool }, (_, index) => ({ id: String(index + 1), tickets: 1n }));
  return drawTickets(holders, places, (total, counter) => {
    // The RFC takes the remainder as it is: over 128 bits and a pool this small its bias does not matter.
    const number = BigInt(`0x${md5Hex(bracketed(key, counter))}`) % total;
    return { number, counter };
  }).map(({ id }) => Number(id));
}

/** The key between two copies of the index, two bytes each, the higher one first. */
function bracketed(key: string, index: number): Uint8Array {
  const bytes = [index >> 8, index & 255];
  return Uint8Array.from([...bytes, ...[...key].map((character) => character.charCodeAt(0)), ...bytes]);
}
