import { z } from 'zod';

export const exporting = z.strictObject({
  /** By its code; empty: the actor's own. */
  agency: z.string().trim().max(20, '没有这家机构，请从机构页面进入。').default(''),
  /** What was checked, or what the agency is still filling in. */
  of: z.enum(['checked', 'draft'], '选择已核对的档案或者草稿。').default('checked'),
});
