import { attachmentOf } from './attachment.ts';

/**
 * A table as Excel opens it: UTF-8 with its mark, CRLF, every cell quoted. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it; a number stays one.
 */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\u{feff}${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && looksComputed(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Full width, small forms and what cannot be seen before the sign deceive no spreadsheet. */
const looksComputed = (text: string): boolean =>
  /^[\t\r\n]/.test(text) || /^[\s\p{C}]*[=+\-@]/u.test(text.normalize('NFKC'));

/** The file as an answer, saved under the name. */
export const csvResponse = (name: string, text: string): Response =>
  new Response(text, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', ...attachmentOf(name) },
  });
