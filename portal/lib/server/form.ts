/** A posted form as the api takes it: strings as typed, repeats as lists, `rows[0].name` as nesting. */

import type { Problem } from '#api/refusal.ts';

export interface PostedForm {
  /** What was typed, without the form's own hidden fields. Its shape is the schema's to judge. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  values: any;
  /** If-Match and Idempotency-Key, from the hidden fields that the page carried. */
  options: { headers: Record<string, string> };
  files: Map<string, File>;
  /** What the form says of itself, by the names that begin with `_`. */
  own: Map<string, string>;
}

/** Which form of its page was refused, and the version that it stays at. */
export interface Kept {
  form: string;
  version: number;
  /** The stored version beside which the page shows what was typed: only who says so replaces it. */
  newer?: number;
}

/** What a refusal has to know of the form that was posted. */
interface Posted {
  form: string | undefined;
  headers: Record<string, string>;
  /** A form without any content of its own loses nothing when it is shown again. */
  hasContent: boolean;
}

const posts = new WeakMap<Request, Posted>();

/** Names in `lists` are always lists, also when one value or none was chosen. */
export async function formOf(request: Request, lists: readonly string[] = []): Promise<PostedForm> {
  const data = await request.formData();
  const values: Record<string, unknown> = {};
  const files = new Map<string, File>();
  const own = new Map<string, string>();
  for (const name of lists) place(values, name, []);
  for (const name of new Set(data.keys())) {
    const all = data.getAll(name);
    const [first] = all;
    if (name.startsWith('_')) {
      if (typeof first === 'string') own.set(name, first);
    } else if (first instanceof File) {
      if (first.size > 0) files.set(name, first);
    } else {
      place(values, name, all.length > 1 || lists.includes(name) ? all : first);
    }
  }
  const headers = headersOf(own);
  const hasContent = [...data.keys()].some((name) => !name.startsWith('_'));
  posts.set(request, { form: own.get('_form'), headers, hasContent });
  return { values, files, own, options: { headers } };
}

/**
 * How the form stands after a refusal: at the version that was sent, so that whoever mends it does not overwrite unseen
 * what another has saved meanwhile. `headers` are those of a second write that the posting led to.
 */
export function keptOf(
  request: Request,
  problem: Problem,
  headers?: Record<string, string>,
): Kept | undefined {
  const posted = posts.get(request);
  if (!posted?.form) return undefined;
  const { form, hasContent } = posted;
  const version = Number((headers ?? posted.headers)['If-Match']?.replaceAll('"', '') ?? 0);
  const newer = problem.code === 'stale' ? (problem.current as { version?: number })?.version : undefined;
  if (newer === undefined) return { form, version };
  return hasContent ? { form, version, newer } : { form, version: newer };
}

/** What of the posted values a page may show again: a number of a person is typed anew. */
export const shown = ({ idNumber: _idNumber, ...values }: Record<string, unknown>) => values;

function headersOf(own: ReadonlyMap<string, string>): Record<string, string> {
  const headers: Record<string, string> = {};
  const version = own.get('_over') ?? own.get('_version');
  const key = own.get('_key');
  if (version) headers['If-Match'] = `"${version}"`;
  if (key) headers['Idempotency-Key'] = key;
  return headers;
}

/** Sets `people[0].name` in a tree of objects and lists. */
function place(root: Record<string, unknown>, name: string, value: unknown): void {
  const parts = name.match(/[^.[\]]+/g) ?? [name];
  if (parts.some((part) => ['__proto__', 'constructor', 'prototype'].includes(part))) return;
  let node: Record<string, unknown> = root;
  parts.slice(0, -1).forEach((part, index) => {
    const nextIsIndex = /^\d+$/.test(parts[index + 1] ?? '');
    node[part] ??= nextIsIndex ? [] : {};
    node = node[part] as Record<string, unknown>;
  });
  node[parts.at(-1)!] = value;
}
