/** A posted form as the api takes it: strings as typed, repeats as lists, `rows[0].name` as nesting. */

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
  return { values, files, own, options: { headers: headersOf(own) } };
}

/** What of the posted values a page may show again: a number of a person is typed anew. */
export const shown = ({ idNumber: _idNumber, ...values }: Record<string, unknown>) => values;

function headersOf(own: ReadonlyMap<string, string>): Record<string, string> {
  const headers: Record<string, string> = {};
  const version = own.get('_version');
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
