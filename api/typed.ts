/**
 * Forms that are kept as typed and judged later. A complete schema is built of these leaves, which all take text; its
 * draft takes any text in the same shape, so that half and wrong values are never lost.
 */
import { z } from 'zod';
import { isDay, type Day } from '#scoring/calendar.ts';
import { yesNo as yesNoWords } from '#scoring/dossier-words.ts';
import { parsePoints, type Points } from '#scoring/points.ts';
import { pathText } from './input.ts';
import { isId } from './ids.ts';

export const text = (missing: string, max = 200) =>
  z.string().trim().min(1, missing).max(max, `至多 ${max} 个字。`).prefault('');

export const optionalText = (max = 200) =>
  z
    .string()
    .trim()
    .max(max, `至多 ${max} 个字。`)
    .transform((typed) => typed || null)
    .prefault('');

/** The full name of an organisation, when there is one to tell. */
export const optionalName = () =>
  z
    .string()
    .trim()
    .max(200, '至多 200 个字。')
    .regex(/^[^\p{C}]*$/u, '名称含有看不见的字符，请重新录入。')
    .transform((typed) => typed || null)
    .prefault('');

/** A day that must be filled in; 2025-3-1, 2025/03/01 and 2025年3月1日 are the same day. */
export const day = (missing: string) =>
  read((typed): Day => {
    if (typed === '') throw new Fault(missing);
    return dayTyped(typed);
  });

export const optionalDay = () => read((typed): Day | null => (typed === '' ? null : dayTyped(typed)));

/** One of the keys of a table of words. */
export const choice = <Key extends string>(words: Readonly<Record<Key, string>>, missing: string) =>
  read((typed): Key => {
    if (!isKey(words, typed)) throw new Fault(missing);
    return typed;
  });

export const optionalChoice = <Key extends string>(words: Readonly<Record<Key, string>>) =>
  read((typed): Key | null => {
    if (typed === '') return null;
    if (!isKey(words, typed)) throw new Fault('从所列各项中选择。');
    return typed;
  });

export const yesNo = (missing: string) => choice(yesNoWords, missing).transform((key) => key === 'yes');

export const optionalYesNo = () =>
  optionalChoice(yesNoWords).transform((key) => (key === null ? null : key === 'yes'));

/** The id of a number that is kept sealed; the form never sends it. */
export const sealedNumber = () => read((typed): string | null => (isId(typed) ? typed : null));

/** The id of an uploaded file; whether it is the writer's own, the command checks. */
export const optionalFile = () =>
  read((typed): string | null => {
    if (typed === '') return null;
    if (!isId(typed)) throw new Fault('没有找到这份文件，请重新上传。');
    return typed;
  });

/** Points of 0.00 to 100.00 as typed → hundredths. */
export const points = () =>
  read((typed): Points => {
    if (typed === '') throw new Fault('填写分值。');
    return pointsTyped(typed);
  });

export const optionalPoints = () =>
  read((typed): Points | null => (typed === '' ? null : pointsTyped(typed)));

/** A whole number of at most four digits: percents, months, times. */
export const count = () =>
  read((typed): number => {
    if (typed === '') throw new Fault('填写数字。');
    if (!/^\d{1,4}$/.test(typed)) throw new Fault('写成不带小数的数字，如 12。');
    return Number(typed);
  });

/** What may be left empty until the whole is judged. */
export const anyText = (max = 200) => z.string().trim().max(max, `至多 ${max} 个字。`).prefault('');

/** Ticked boxes: one alone comes as text, none not at all. */
export const ticked = () =>
  z
    .union([z.string().transform((one) => [one]), z.array(z.string())], { error: '从所列各项中选择。' })
    .pipe(z.array(z.string().max(100, '至多 100 个字。')).max(60, '至多 60 项。'))
    .prefault([]);

/** What is written one a line, without blank lines. */
export const linesOf = (written: string): string[] =>
  written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** 万元 with up to six decimals → 分. */
export const optionalWanYuan = () =>
  read((typed): number | null => {
    if (typed === '') return null;
    const match = /^(\d{1,8})(?:\.(\d{1,6}))?$/.exec(typed.replaceAll(/[,，]/g, ''));
    if (!match) throw new Fault('金额以万元为单位，写成数字，如 12.50。');
    return Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
  });

/** The same shape with every leaf any text or nothing: what a draft may hold. Unknown keys are refused. */
export function asTyped(schema: z.core.$ZodType): z.ZodType {
  const inner = schema instanceof z.ZodPrefault ? schema.def.innerType : null;
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape).map(([key, part]) => [
      key,
      asTyped(part as z.ZodType).optional(),
    ]);
    return z.strictObject(Object.fromEntries(shape));
  }
  if (schema instanceof z.ZodArray) return z.array(asTyped(schema.element)).max(500);
  if (inner instanceof z.ZodArray || inner instanceof z.ZodObject) return asTyped(inner);
  return storable;
}

/** Text that the database and the digest can hold. */
const storable = z
  .string()
  .max(4000)
  .refine((typed) => typed.isWellFormed() && !typed.includes('\0'), '含有不能保存的字符，请删除后重新填写。');

export type Faults = Record<string, string>;

/** The complete value, or what is wrong with it, by form path. */
export function judge<Schema extends z.ZodType>(
  schema: Schema,
  typed: unknown,
): { value: z.output<Schema> | null; faults: Faults } {
  const result = schema.safeParse(typed);
  if (result.success) return { value: result.data, faults: {} };
  const faults: Faults = {};
  for (const issue of result.error.issues) faults[pathText(issue.path)] ??= issue.message;
  return { value: null, faults };
}

/** A complete value back as it would be typed; `writers` word the numbers of a key, such as an amount in 分. */
export function typedOf(value: unknown, writers: Record<string, (number: number) => string> = {}): unknown {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((member) => typedOf(member, writers));
  if (typeof value !== 'object') return String(value);
  const members = Object.entries(value).map(([key, member]) => {
    const writer = typeof member === 'number' ? writers[key] : undefined;
    return [key, writer ? writer(member) : typedOf(member, writers)];
  });
  return Object.fromEntries(members);
}

/** 分 → 万元 as typed: 12500000 → '12.5' */
export const wanYuanTyped = (fen: number): string => {
  const decimals = String(fen % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${Math.trunc(fen / 1_000_000)}${decimals && `.${decimals}`}`;
};

/** Typed leaves by form path: what a stale write is shown. */
export function leavesTyped(value: unknown, path: (string | number)[] = []): Record<string, string> {
  if (typeof value === 'string') return { [pathText(path)]: value };
  if (typeof value !== 'object' || value === null) return {};
  const members = Array.isArray(value) ? value.map((one, index) => [index, one]) : Object.entries(value);
  return Object.assign({}, ...members.map(([key, member]) => leavesTyped(member, [...path, key])));
}

/** Without list rows that were left blank; rows that are new get an id, which they keep through all versions. */
export function tidied(value: unknown, newRowId: () => string): unknown {
  if (Array.isArray(value))
    return value
      .filter((row) => !isBlank(row))
      .map((row) => tidied(isRow(row) && !row['id'] ? { ...row, id: newRowId() } : row, newRowId));
  if (!isRow(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, tidied(member, newRowId)]));
}

/** Every file named anywhere in it. */
export function fileIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member !== 'string') return fileIdsIn(member);
    return /(^f|F)ileId$/.test(key) && member !== '' ? [member] : [];
  });
}

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBlank = (value: unknown): boolean =>
  isRow(value)
    ? Object.entries(value).every(([key, member]) => key === 'id' || isBlank(member))
    : value === undefined || (typeof value === 'string' && value.trim() === '');

/** The day as it is stored, or a fault that says how to write it. */
function dayTyped(typed: string): Day {
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  const found = match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : '';
  if (!isDay(found)) throw new Fault('日期写成 年-月-日，如 2025-10-10。');
  return found;
}

function pointsTyped(typed: string): Points {
  const parsed = parsePoints(typed);
  if ('problem' in parsed || parsed.points < 0 || parsed.points > 10_000)
    throw new Fault('分值写成 0.00 至 100.00 之间的数字，至多两位小数，如 5 或 2.50。');
  return parsed.points;
}

/** What a leaf says against what was typed. */
class Fault extends Error {}

function read<Value>(reading: (typed: string) => Value) {
  return z
    .string()
    .prefault('')
    .transform((typed, ctx): Value => {
      try {
        return reading(typed.trim());
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        ctx.addIssue({ code: 'custom', message: error.message });
        return z.NEVER;
      }
    });
}

const isKey = <Key extends string>(words: Readonly<Record<Key, string>>, typed: string): typed is Key =>
  Object.hasOwn(words, typed);
