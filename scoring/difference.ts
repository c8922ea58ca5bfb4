/** The differences between two records, leaf by leaf. */
import { canonicalJson, type Canonical } from './digest.ts';

export interface Difference {
  /** Keys from the root; a member of a list is named by its `id`, or by its place when it has none. */
  readonly path: readonly string[];
  /** null: not there before. */
  readonly before: Canonical;
  /** null: no longer there. */
  readonly after: Canonical;
}

/** In the order of the later record, then what only the earlier one holds; none when both say the same. */
export function differences(before: Canonical, after: Canonical): Difference[] {
  const earlier = new Map(leavesOf(before, []).map((leaf) => [canonicalJson(leaf.path), leaf]));
  const later = new Map(leavesOf(after, []).map((leaf) => [canonicalJson(leaf.path), leaf]));
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((key) => {
    const path = (later.get(key) ?? earlier.get(key))!.path;
    const change = { path, before: earlier.get(key)?.value ?? null, after: later.get(key)?.value ?? null };
    return canonicalJson(change.before) === canonicalJson(change.after) ? [] : [change];
  });
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: Canonical;
}

function leavesOf(value: Canonical, path: readonly string[]): Leaf[] {
  if (value === null || typeof value !== 'object') return [{ path, value }];
  const members: [string, Canonical][] = isList(value)
    ? value.map((member, index) => [nameOf(member, index), member])
    : Object.entries(value).map(([key, member]) => [key, member ?? null]);
  return members.flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

function nameOf(member: Canonical, index: number): string {
  const id =
    member !== null && typeof member === 'object' && !isList(member) && 'id' in member ? member['id'] : null;
  return typeof id === 'string' ? id : String(index);
}

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);
