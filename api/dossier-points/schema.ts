import { z } from 'zod';
import { sections } from '#scoring/filing.ts';

export const pointsQuery = z.strictObject({ section: z.enum(sections) });
