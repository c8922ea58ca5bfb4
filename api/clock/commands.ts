import type { z } from 'zod';
import type { Context } from '../context.ts';
import { record, theInstallation } from '../journal.ts';
import { invalidField, notFound } from '../refusal.ts';
import type { clockMove } from './schema.ts';

/** Moves an example district's clock forward to a Shanghai day and time; a real district has no such thing. */
export async function moveClock(context: Context, input: z.output<typeof clockMove>) {
  if (!context.isExample) throw notFound();
  const to = new Date(`${input.day}T${input.time}:00+08:00`).toISOString();
  if (to <= context.now) throw invalidField('day', '示例时钟只能向前拨。填写比现在更晚的日期和时刻。');
  await context.db
    .updateTable('installation')
    .set({ clockBase: to, clockAnchor: context.machineNow })
    .execute();
  await record(context, 'clock.moved', theInstallation, { from: context.now, to });
  return { now: to };
}
