/** 信用等级的运用 as it is typed into a form, and back. What is well-formed here may still be at fault as a whole. */
import { z } from 'zod';
import type { ConsequencePolicy } from '#scoring/consequences.ts';
import { count, typedOf, yesNo } from '../typed.ts';

/** Left empty: no talk. */
const talk = z
  .union([z.literal('').transform(() => null), count()], {
    error: '写成不带小数的工作日数，如 10；不谈话的留空。',
  })
  .prefault('');
const choose = () => yesNo('选择是或者否。');

const tier = z.strictObject({
  namedFirst: choose(),
  talkWithinDays: talk,
  inspectionNextJob: choose(),
  approvalBeforeFreezing: choose(),
  restrictionProposal: choose(),
});

export const consequenceContent = z.strictObject({
  tiers: z.strictObject({ A: tier, B: tier, C: tier, D: tier, 未评级: tier }),
});

export type TypedConsequences = z.input<typeof consequenceContent>;

export const typedConsequences = ({ tiers }: ConsequencePolicy): TypedConsequences =>
  typedOf({ tiers }) as TypedConsequences;
