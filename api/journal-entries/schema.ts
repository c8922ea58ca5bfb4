import { z } from 'zod';

/** The auditor's search; `cursor` is the id of the last line of the page before. */
export const journalSearch = z.strictObject({
  event: z.string().trim().max(100).default(''),
  actor: z.string().trim().max(100).default(''),
  subject: z.string().trim().max(100).default(''),
  from: z.string().trim().max(10).default(''),
  until: z.string().trim().max(10).default(''),
  cursor: z.string().max(36).default(''),
});
