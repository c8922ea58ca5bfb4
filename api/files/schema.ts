import { z } from 'zod';

/** Without a word it is handed out to be saved. */
export const fileReading = z.strictObject({ as: z.literal('preview', '打开方式不在所列之中。').optional() });

/** The name that the file had on the sender's machine. */
export const fileUpload = z.strictObject({
  name: z.string().max(1000).default(''),
  /** Of a dossier: what an officer uploads while entering one on behalf is the agency's. */
  dossier: z.enum(['', 'yes']).default(''),
});
