import { z } from 'zod';
import { isDay } from '#scoring/calendar.ts';

/** `cursor` is the id of the last row of the page before. */
export const noticeSearch = z.strictObject({
  state: z.enum(['', 'unserved', 'served']).default(''),
  cursor: z.string().max(36).default(''),
});

export const paperReceipt = z.strictObject({
  servedOn: z.string().trim().refine(isDay, '按 2025-11-20 的格式填写签收日期。'),
  note: z.string().trim().min(1, '写明送达方式和签收人，例如「直接送达，张某签收」。').max(500),
  fileId: z.string().min(1, '上传签收回证的扫描件。'),
});

/** Why a notice has not been served. */
export const unservedWhys = {
  noAddress: '无送达地址',
  paper: '待纸质送达',
  mailFailed: '邮件失败',
  mailUnset: '未设置邮件',
  unopened: '未开启',
} as const;

export type UnservedWhy = keyof typeof unservedWhys;

/** What became of the mail that tells of a notice. */
export const mailStates = {
  waiting: '待发送',
  again: '发送失败，将再次发送',
  sent: '已发送',
  failed: '发送失败',
  unset: '未设置',
} as const;

export interface MailResult {
  state: keyof typeof mailStates;
  reason: string | null;
}
