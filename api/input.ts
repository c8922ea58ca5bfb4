/** What crosses the wire inwards: read by a zod schema, or refused in Chinese with every field that is wrong. */
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Env } from './context.ts';
import { isId } from './ids.ts';
import { notFound, Refusal } from './refusal.ts';

z.config({ customError: wordIssue });

/** Reads the JSON body by a strict schema. The portal's typed client sends what the schema takes in. */
export const body = <Schema extends z.ZodType>(
  schema: Schema,
): MiddlewareHandler<Env, string, { in: { json: z.input<Schema> }; out: { json: z.output<Schema> } }> =>
  async function readBody(c, next) {
    c.req.addValidatedData('json', parse(schema, await jsonOf(c)) as object);
    await next();
  };

/** Reads the query string by a strict schema; a repeated name becomes a list. */
export const query = <Schema extends z.ZodType>(
  schema: Schema,
): MiddlewareHandler<Env, string, { in: { query: z.input<Schema> }; out: { query: z.output<Schema> } }> =>
  async function readQuery(c, next) {
    const all = Object.entries(c.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]);
    c.req.addValidatedData('query', parse(schema, Object.fromEntries(all)) as object);
    await next();
  };

async function jsonOf(c: HonoContext<Env>): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid', '提交的内容不是完整的 JSON，请重新提交。');
  }
}

/** Checks that each named path parameter can be an id; anything else is answered like an id nobody has. */
export const id = (...names: string[]): MiddlewareHandler => {
  const wanted = names.length === 0 ? ['id'] : names;
  return async (c, next) => {
    for (const name of wanted) if (!isId(c.req.param(name) ?? '')) throw notFound();
    await next();
  };
};

/** The parsed value, or a refusal that names every field. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const unreadable = unreadableAt(value);
  if (unreadable !== null)
    throw new Refusal('invalid', summary(1), { fields: { [unreadable]: '含有看不见的字符，请重新录入。' } });
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal('invalid', summary(result.error.issues.length), { fields: fieldsOf(result.error) });
}

/** More than any form has, and far fewer than would exhaust whoever walks through them. */
const mostLevels = 50;

/** Where a text lies that no database keeps (NUL) or that no encoding carries (half a character); null: nowhere. */
function unreadableAt(value: unknown, path: readonly PropertyKey[] = []): string | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? pathText(path) : null;
  if (typeof value !== 'object' || value === null) return null;
  if (path.length === mostLevels) throw new Refusal('invalid', '提交的内容嵌套层次过多，请从页面重新提交。');
  for (const [key, member] of Object.entries(value)) {
    const found = unreadableAt(member, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== null) return found;
  }
  return null;
}

const summary = (count: number) => `有 ${count} 处需要处理。`;

function fieldsOf(error: z.ZodError): Record<string, string> {
  // Without a prototype, so that a key named `__proto__` is named like any other.
  const fields: Record<string, string> = Object.create(null);
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) fields[pathText([...issue.path, key])] ??= '没有这一项，请勿提交。';
    } else {
      fields[pathText(issue.path)] ??= issue.message;
    }
  }
  return fields;
}

/** ['people', 0, 'name'] → 'people[0].name' */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

const kinds: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
  date: '日期',
};

/** The one place that words what a schema finds wrong and has no words of its own for. */
function wordIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return '填写这一项。';
      return `这一项应为${kinds[issue.expected] ?? '规定的内容'}。`;
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1 ? '填写这一项。' : `至少 ${issue.minimum} 个字。`;
      if (issue.origin === 'array') return `至少 ${issue.minimum} 项。`;
      return `不得小于 ${issue.minimum}。`;
    case 'too_big':
      if (issue.origin === 'string') return `至多 ${issue.maximum} 个字。`;
      if (issue.origin === 'array') return `至多 ${issue.maximum} 项。`;
      return `不得大于 ${issue.maximum}。`;
    case 'invalid_value':
      return issue.input === undefined || issue.input === '' ? '选择一项。' : '从所列各项中选择。';
    case 'unrecognized_keys':
      return '含有没有规定的内容，请勿提交。';
    case 'invalid_format':
      return '格式不符合要求。';
    default:
      return '内容不符合要求。';
  }
}
