/** What differs between the form of one colleague and what another stored meanwhile. */

export interface Conflict {
  /** Keys from the root; a row of a list is named by its id. */
  path: string[];
  /** Under which name the form holds what was typed; null for a row that only one of them has. */
  name: string | null;
  mine: unknown;
  stored: unknown;
  chosen?: string | undefined;
}

export interface Conflicted {
  /** The version that was compared: what is chosen is saved over it. */
  version: number;
  conflicts: Conflict[];
  /** Where rows are found by their ids. */
  stored: unknown;
}

/** The name of the choice about a conflict. */
export const choiceOf = ({ path }: Pick<Conflict, 'path'>): string => `_take.${path.join('.')}`;
