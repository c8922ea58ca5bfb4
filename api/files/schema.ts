import { z } from 'zod';

/** The name that the file had on the sender's machine. */
export const fileUpload = z.strictObject({ name: z.string().max(1000).default('') });
