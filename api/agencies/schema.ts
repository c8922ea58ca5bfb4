import { z } from 'zod';
import { checkUscc } from '#scoring/codes.ts';
import { emailMissing, hasEmail, serviceAddressFields } from '../service-addresses/schema.ts';
import { personName, username } from '../accounts/schema.ts';

/** Stored half width and in capitals, whatever was typed; both check digits must hold. */
export const uscc = z.string().transform(checked);

/** Of whom the code is not known, it stays empty. */
export const usccIfKnown = z.string().transform((text, check) => (text.trim() ? checked(text, check) : ''));

export const agencyName = z
  .string()
  .trim()
  .min(1, '填写营业执照上的机构全称。')
  .max(200)
  .regex(/^[^\p{C}]*$/u, '机构名称含有看不见的字符，请重新录入。');

/** With the account the agency confirms where papers reach it: every window runs from their service. */
export const agencyOpening = z
  .strictObject({
    uscc,
    name: agencyName,
    adminName: personName,
    username,
    password: z.string().max(200),
    ...serviceAddressFields,
  })
  .refine(hasEmail, emailMissing);

export const letter = z.strictObject({ fileId: z.string().min(1, '选择盖章授权书的扫描件。') });

export const letterReturn = z.strictObject({
  reason: z.string().trim().min(1, '写明授权书哪里不符、怎样补正。').max(500),
});

/** `cursor` is the id of the last row of the page before. */
export const agencySearch = z.strictObject({
  q: z.string().trim().max(200).default(''),
  confirmation: z.enum(['', 'confirmed', 'waiting', 'noLetter']).default(''),
  cursor: z.string().max(36).default(''),
});

function checked(text: string, check: z.RefinementCtx): string {
  const { code, faults } = checkUscc(text);
  for (const fault of faults) check.addIssue({ code: 'custom', message: `${fault}。` });
  return code;
}
