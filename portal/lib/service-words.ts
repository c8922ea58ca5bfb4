/** How an address of service is read on the pages that show one. */
import { mailStates, type MailResult } from '#api/notices/schema.ts';
import { ways, type Way } from '#api/service-addresses/schema.ts';
import type { SummaryRow } from '#lib/components/SummaryList.svelte';

export const addressLabels = {
  way: '送达方式',
  recipient: '收件人',
  postalAddress: '邮寄地址',
  email: '电子邮箱',
  phone: '联系电话',
} as const;

export interface ShownAddress {
  way: Way;
  recipient: string;
  postalAddress: string;
  email: string;
  phone: string;
}

export const addressRows = (address: ShownAddress): SummaryRow[] =>
  (Object.keys(addressLabels) as (keyof ShownAddress)[]).map((key) => ({
    label: addressLabels[key],
    value: wayWord(address[key]),
  }));

/** The word of a way; any other value stands for itself. */
export const wayWord = (value: unknown): string => ways[value as Way] ?? String(value);

export const servedHows = { opened: '打开签收', paper: '纸质签收', deemed: '期满视为送达' } as const;

/** 「发送失败（连接不上发件服务器）」 */
export const mailText = ({ state, reason }: MailResult): string =>
  reason === null ? mailStates[state] : `${mailStates[state]}（${reason}）`;
