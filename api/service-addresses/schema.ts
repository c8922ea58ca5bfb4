import { z } from 'zod';
import { personName, phoneNumber } from '../accounts/schema.ts';

/** How papers reach the agency. Only the first lets the days of service run without anybody's signature. */
export const ways = {
  electronic: '系统送达 + 电子邮件',
  paper: '纸质送达',
} as const;

export type Way = keyof typeof ways;

const wayKeys = Object.keys(ways) as [Way, ...Way[]];

/** As the 送达地址确认书 asks for it, at registration and at each change. */
export const serviceAddressFields = {
  way: z.enum(wayKeys, '选择文书送达方式。'),
  recipient: personName,
  postalAddress: z
    .string()
    .trim()
    .min(1, '填写能收到纸质文书的详细邮寄地址。')
    .max(200)
    .regex(/^[^\p{C}]*$/u, '邮寄地址含有看不见的字符，请重新录入。'),
  email: z
    .string()
    .trim()
    .max(200)
    .refine(
      (text) => text === '' || isEmail(text),
      '电子邮箱地址不完整或含有不能使用的字符，请核对，只填一个地址。',
    ),
  phone: phoneNumber,
  confirmed: z.literal('yes', '确认所填送达地址后才能提交。'),
};

/** With the electronic way there must be somewhere for the mail to go; said beside whatever else is wrong. */
export const hasEmail = ({ way, email }: { way: Way; email: string }) => way !== 'electronic' || email !== '';

export const emailMissing = {
  path: ['email'],
  message: '选择电子邮件送达的，填写电子邮箱。',
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
};

export const serviceAddress = z.strictObject(serviceAddressFields).refine(hasEmail, emailMissing);

/** One address and nothing that could end a header of the mail. */
const isEmail = (text: string): boolean =>
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i.test(
    text,
  );
