import { z } from 'zod';
import { hats, type Hat } from '../permissions.ts';

export const signIn = z.strictObject({
  username: z.string().trim().min(1, '填写用户名。').max(100),
  password: z.string().min(1, '填写密码。').max(200),
});

export const secondFactor = z.strictObject({
  code: z
    .string()
    .trim()
    .transform((code) => code.replaceAll(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().regex(/^(\d{6}|[0-9A-F]{10})$/, '填写 6 位动态验证码，或一个 10 位恢复码。')),
});

export const hatChoice = z.strictObject({ hat: z.enum(Object.keys(hats) as [Hat, ...Hat[]]) });
