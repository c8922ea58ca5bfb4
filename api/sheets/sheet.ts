/** Tables that people fill in with Excel: their columns, and what a template says of itself. */
import type { z } from 'zod';

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly required?: boolean;
  /** What can be chosen, by key. */
  readonly words?: Readonly<Record<string, string>>;
  /** What the cell must hold, of text as a form sends it. */
  readonly leaf: z.ZodType;
  readonly hint?: string;
  /** As an official would fill it in. */
  readonly example: string;
  /** In characters. */
  readonly width?: number;
}

export interface Sheet {
  readonly key: string;
  readonly title: string;
  /** Raised when columns change: a file made from an older template is told so. */
  readonly version: number;
  readonly columns: readonly Column[];
}

/** Text by column key, as it stood in the cell. */
export type Cells = Readonly<Record<string, string>>;

export interface SheetRow {
  /** The number that the sheet itself shows. */
  readonly number: number;
  readonly cells: Cells;
}

/** A page of a workbook as it stands there: only what is filled, and what of it a person does not see. */
export interface SourceSheet {
  readonly title: string;
  readonly rows: readonly SourceRow[];
  readonly hiddenPlaces: readonly number[];
}

export interface SourceRow {
  readonly number: number;
  readonly cells: readonly SourceCell[];
  readonly hidden?: true;
}

export interface SourceCell {
  /** Of its column, from 1. */
  readonly place: number;
  readonly value: string | number;
  readonly formula?: true;
  readonly merged?: true;
}

export const largestSheet = 10 * 1024 * 1024;
export const mostRows = 500;
/** Where a template names itself; hidden, so that nobody edits it by mistake. */
export const markSheet = '_评信';
export const reasonTitle = '错误原因';

export const headerOf = ({ title, required }: Column): string => (required ? `${title}（必填）` : title);
