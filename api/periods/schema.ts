/** 办理时限 as they are typed into a form, and back. */
import { z } from 'zod';
import { periods, type PeriodKey, type Periods } from '#scoring/periods.ts';
import { count, typedOf } from '../typed.ts';

const keys = Object.keys(periods) as PeriodKey[];
const fields = Object.fromEntries(keys.map((key) => [key, count()])) as Record<
  PeriodKey,
  ReturnType<typeof count>
>;

export const periodsContent = z.strictObject(fields);

export type TypedPeriods = z.input<typeof periodsContent>;

/** The periods as they would be typed; one that an old version does not hold is left empty. */
export const typedPeriods = (days: Partial<Periods>): TypedPeriods =>
  typedOf(Object.fromEntries(keys.map((key) => [key, days[key]]))) as TypedPeriods;
