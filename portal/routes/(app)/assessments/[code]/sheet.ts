/** What the parts of the sheet's form share: which of them are open, and how many rows they show. */

export type Faults = Readonly<Record<string, string>>;

/** Whether any field under this path has a fault. */
export const isFaulty = (fields: Faults, path: string): boolean =>
  Object.keys(fields).some((name) => name.startsWith(`${path}.`) || name.startsWith(`${path}[`));

/** Whether anything was typed into these rows. */
export const isFilled = (rows: readonly object[] | undefined): boolean =>
  (rows ?? []).some((row) => Object.values(row).some((value) => value !== ''));

/** The rows as typed, at least one, and one more where it was asked for. */
export function rowsOf(
  rows: readonly Readonly<Record<string, string>>[] | undefined,
  isMore: boolean,
): readonly Readonly<Record<string, string>>[] {
  const typed = rows && rows.length > 0 ? rows : [{}];
  return isMore ? [...typed, {}] : typed;
}

/** The id that a link of the contents leads to: inside the fold, so that the browser opens it. */
export const anchorOf = (part: string): string => `sheet-${part}`;
