import { z } from 'zod';

export const newDocument = z.strictObject({
  number: z
    .string()
    .trim()
    .max(50)
    .refine(
      (text) => text === '' || /^\p{Script=Han}+〔\d{4}〕\d+号$/u.test(text),
      '文号写成 牧财字〔2025〕18号；没有文号的留空。',
    )
    .default(''),
  title: z.string().trim().min(1, '填写文件名称。').max(200),
  note: z.string().trim().max(500).default(''),
});
