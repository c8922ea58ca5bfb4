import { z } from 'zod';

export const kind = z.strictObject({
  kind: z.enum(['people', 'trackRecord'], '没有这种表格，请从档案页面进入。'),
});
export const upload = kind.extend({
  name: z.string().max(200, '文件名超过 200 个字，请缩短后再上传。').default(''),
});

const cell = z.string().max(4000);
export const mending = z.strictObject({
  rows: z
    .array(z.strictObject({ number: z.coerce.number().int(), cells: z.record(z.string(), cell) }))
    .max(500),
});
/** One wrong word put right in all rows that have it. */
export const sameMistake = z.strictObject({
  column: z.string(),
  from: cell,
  to: cell.min(1, '选择改成哪一项。'),
});
