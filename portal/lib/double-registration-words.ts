import { answers, type Standing } from '#api/double-registrations/schema.ts';
import type { Tone } from '#lib/words.ts';

/** How an agency's answer stands, with the colour of its tag. */
export const standings: Readonly<Record<Standing, readonly [word: string, tone: Tone]>> = {
  stays: [answers.stays, 'info'],
  left: [answers.left, 'neutral'],
  unserved: ['尚未签收通知', 'neutral'],
  running: ['待答复', 'warn'],
  overdue: ['逾期未答复', 'bad'],
};
