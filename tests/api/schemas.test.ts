import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import '../../api/input.ts';

/** Wrong in every way a form can be wrong. */
const probes: unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'x',
  '不',
  '-1',
  '1e9',
  '0.001',
  '2025-02-30',
  '25:00',
  'x'.repeat(5000),
  0,
  -1,
  1.5,
  1e12,
  NaN,
  true,
  [],
  ['x'],
  [{}],
  Array(500).fill('x'),
  {},
  { unknown: 1 },
  new Date(0),
];

/** Codes and kinds that are printed with letters wherever they are named, and a probe quoted as it was typed. */
const printed =
  /“x+”|PDF|DOCX|XLSX|JPG|PNG|CSV|JSON|MB|I、O、S、V、Z|[A-Z]{2}-\d[\d-]*|\b[A-DX]\b|(?<![A-Za-z])[A-Z](?![A-Za-z])/g;

const folders = (await readdir('api', { withFileTypes: true })).filter((entry) => entry.isDirectory());
const modules: { name: string; schemas: [string, z.ZodType][] }[] = [];
for (const { name } of folders) {
  if (!existsSync(`api/${name}/schema.ts`)) continue;
  const module = (await import(`../../api/${name}/schema.ts`)) as Record<string, unknown>;
  const schemas = Object.entries(module).filter(
    (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
  );
  if (schemas.length > 0) modules.push({ name, schemas });
}

describe('what the schemas say', () => {
  it('is looked at in every noun that has some', () => {
    expect(modules.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['accounts', 'agencies', 'notices']),
    );
  });

  it.each(modules)('is Chinese without a Latin letter, whatever is wrong: $name', ({ schemas }) => {
    for (const [name, schema] of schemas) {
      for (const message of new Set(messagesOf(schema))) {
        expect(message.replaceAll(printed, ''), `${name}：${message}`).not.toMatch(/[A-Za-z]/);
        expect(message, name).toMatch(/\p{Script=Han}/u);
      }
    }
  });
});

/** Every message that the schema or one inside it gives to any probe. */
function messagesOf(schema: z.ZodType, seen = new Set<unknown>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const own = probes.flatMap((probe) => {
    const result = schema.safeParse(probe);
    return result.success ? [] : result.error.issues.map(({ message }) => message);
  });
  return [...own, ...inside(schema).flatMap((inner) => messagesOf(inner, seen))];
}

function inside(schema: z.ZodType): z.ZodType[] {
  const def = schema.def as unknown as Record<string, unknown>;
  const parts = [
    def.element,
    def.innerType,
    def.in,
    def.out,
    def.keyType,
    def.valueType,
    def.left,
    def.right,
  ];
  const lists = [Object.values((def.shape as object | undefined) ?? {}), def.options ?? [], def.items ?? []];
  return (
    [...parts, ...lists.flat()]
      .filter((part): part is z.ZodType => part instanceof z.ZodType)
      // A transformation only ever sees what the schema before it has let through.
      .filter((part) => part.def.type !== 'transform')
  );
}
