import { z } from 'zod';

const place = z.coerce.number('没有这一列，请重新打开页面。').int('没有这一列，请重新打开页面。');

/** Which page of the workbook, and the number of the row that names its columns; without them the likeliest. */
export const header = z.strictObject({
  sheet: z
    .string()
    .regex(/^\d{0,3}$/, '没有这张工作表，请重新选择。')
    .default(''),
  header: z
    .string()
    .regex(/^\d{0,6}$/, '没有这一行，请重新选择。')
    .default(''),
});

export const mapping = z.strictObject({
  sheet: z.coerce.number('没有这张工作表，请重新选择。').int('没有这张工作表，请重新选择。'),
  header: z.coerce.number('没有这一行，请重新选择。').int('没有这一行，请重新选择。'),
  columns: z.array(z.strictObject({ place, target: z.string().max(100).default('') })).max(200),
  /** What fills the blanks of a required column, by its key; of what is chosen its word. */
  fixed: z.record(z.string(), z.string().trim().max(200, '至多 200 个字。')).default({}),
});
