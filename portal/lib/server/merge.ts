/** Two colleagues wrote one form: where they differ, and the form as it is settled field by field. */

import type { Conflict } from '#lib/conflict.ts';

type Tree = Readonly<Record<string, unknown>>;
type Row = Tree & { id: string };

/** Leaf by leaf; a row that only one of them has is one conflict. */
export function conflictsOf(mine: Tree, stored: Tree, path: string[] = [], at = ''): Conflict[] {
  return keysOf(mine, stored).flatMap((key) => {
    const [one, other] = [mine[key], stored[key]];
    const here = [...path, key];
    const name = at ? `${at}.${key}` : key;
    if (Array.isArray(one) || Array.isArray(other))
      return rowConflicts(rowsOf(one), rowsOf(other), here, name);
    if (isTree(one) || isTree(other)) return conflictsOf(treeOf(one), treeOf(other), here, name);
    return (one ?? '') === (other ?? '') ? [] : [{ path: here, name, mine: one, stored: other }];
  });
}

function rowConflicts(mine: Row[], stored: Row[], path: string[], at: string): Conflict[] {
  return idsOf(mine, stored).flatMap((id): Conflict[] => {
    const [one, other] = [mine.find((row) => row.id === id), stored.find((row) => row.id === id)];
    if (one && other) return conflictsOf(one, other, [...path, id], `${at}[${mine.indexOf(one)}]`);
    return [{ path: [...path, id], name: null, mine: one, stored: other }];
  });
}

/** What was typed, but with what is stored wherever that was chosen. */
export function settled(
  mine: Tree,
  stored: Tree,
  isStored: (path: string[]) => boolean,
  path: string[] = [],
) {
  const values: Record<string, unknown> = { ...mine };
  for (const key of keysOf(mine, stored)) {
    const [one, other] = [mine[key], stored[key]];
    const here = [...path, key];
    if (Array.isArray(one) || Array.isArray(other))
      values[key] = settledRows(rowsOf(one), rowsOf(other), isStored, here);
    else if (isTree(one) || isTree(other)) values[key] = settled(treeOf(one), treeOf(other), isStored, here);
    else if (isStored(here)) values[key] = other ?? '';
  }
  return values;
}

function settledRows(mine: Row[], stored: Row[], isStored: (path: string[]) => boolean, path: string[]) {
  return idsOf(mine, stored).flatMap((id): Tree[] => {
    const [one, other] = [mine.find((row) => row.id === id), stored.find((row) => row.id === id)];
    const here = [...path, id];
    if (one && other) return [settled(one, other, isStored, here)];
    const chosen = isStored(here) ? other : one;
    return chosen ? [chosen] : [];
  });
}

/** A number of a person is sent and never sent back: there is nothing to compare it with. */
const apart = ['id', 'version', 'idNumber'];

const keysOf = (mine: Tree, stored: Tree): string[] =>
  [...new Set([...Object.keys(mine), ...Object.keys(stored)])].filter((key) => !apart.includes(key));

const idsOf = (mine: Row[], stored: Row[]): string[] => [
  ...new Set([...mine, ...stored].map((row) => row.id)),
];

/** Rows that were left blank are none. */
const rowsOf = (value: unknown): Row[] => ((value ?? []) as Row[]).filter((row) => !isBlank(row));

const isBlank = (value: unknown): boolean =>
  isTree(value)
    ? Object.entries(value).every(([key, member]) => key === 'id' || isBlank(member))
    : (value ?? '') === '';

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const treeOf = (value: unknown): Tree => (isTree(value) ? value : {});
