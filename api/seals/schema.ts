import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';

export const sealStates = { waiting: '待用印', sealed: '已用印' } as const;
export type SealState = keyof typeof sealStates;

/** `cursor` is the id of the last row of the page before. */
export const sealSearch = z.strictObject({
  state: z.enum(['', 'waiting', 'sealed']).default(''),
  cursor: z.string().max(36).default(''),
});

/** The stamped paper, scanned; the code is the one printed at its foot. */
export const sealScan = z.strictObject({
  code: z.string().trim().min(1, '填写扫描件页脚的校验码。').max(50),
  fileId: z.string().min(1, '选择盖章后的扫描件。').max(36),
});

/** Where the paper itself lies. */
export const sealPlace = z.strictObject({
  place: z.string().trim().min(1, '写明纸质件存放处，例如「绩效科档案柜 2025-03」。').max(200),
  receivedOn: z.string().trim().refine(isDay, '按 2025-11-20 的格式填写收存日期。'),
});
