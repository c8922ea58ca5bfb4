import { z } from 'zod';

/** The name that the file had on the sender's machine. */
export const fileUpload = z.strictObject({
  name: z.string().max(1000).default(''),
  /** Of a dossier: what an officer uploads while entering one on behalf is the agency's. */
  dossier: z.enum(['', 'yes']).default(''),
});
