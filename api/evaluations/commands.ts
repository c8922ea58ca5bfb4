import type { ActOf, Machine } from '#scoring/lifecycle.ts';
import {} from '#scoring/lifecycle.ts';
import type { Context } from '../context.ts';
import { isId } from '../ids.ts';
import { findFile } from '../files/queries.ts';
import type { Subject } from '../journal.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';

/** The evaluation as far as the actor may know of it, or a 404. */
export async function getEvaluation({ db, actor }: Context, code: string): Promise<queries.Evaluation> {
  const evaluation = await queries.findEvaluation(db, actor, code);
  if (!evaluation) throw notFound();
  return evaluation;
}

/** As `getEvaluation`, locked: every change of an evaluation passes here one by one. */
export async function lockEvaluation({ db, actor }: Context, code: string): Promise<queries.Evaluation> {
  const evaluation = await queries.lockEvaluationRow(db, actor, code);
  if (!evaluation) throw notFound();
  return evaluation;
}

export const running = ['contracted', 'running'] as const;

/** Why the work on it has ended, or null. */
export const whyClosed = ({ state }: { state: string }): string | null => {
  if ((running as readonly string[]).includes(state)) return null;
  return state === 'terminated' ? '委托已终止，不再办理。' : '评价报告已验收，不再改动。';
};

export function assertOpen(evaluation: { state: string }): void {
  const reason = whyClosed(evaluation);
  if (reason) throw new Refusal('conflict', reason);
}

/** The bureau's division that acts must be the one that leads. */
export function whyNotDivision({ actor }: Context, evaluation: { division: string }): string | null {
  if (actor.hat !== 'divisionOfficer' || actor.division === evaluation.division) return null;
  return `这件委托由${evaluation.division}牵头，由该科室或绩效科办理。`;
}

export function assertDivision(context: Context, evaluation: { division: string }): void {
  const reason = whyNotDivision(context, evaluation);
  if (reason)
    throw new Refusal('forbidden', reason, { who: `财政局经办人、财政局复核人、${evaluation.division}` });
}

/** The state that the act leads to, or a refusal in the machine's words. */
export function stepOf<M extends Machine>(
  machine: M,
  state: keyof M['states'] & string,
  act: ActOf<M>,
): string {
  return stepTo(machine as Machine, state, act);
}

/** A stored file that the actor's own side has handed in. */
export async function assertOwnFile({ db, actor }: Context, fileId: string, field: string): Promise<void> {
  const file = isId(fileId) ? await findFile(db, fileId) : undefined;
  if (!file || file.agencyId !== actor.agencyId || file.unitId !== actor.unitId)
    throw invalidField(field, '没有找到这个文件，请重新上传。');
}

/** A journal line about the commission, open to its agency and, where it concerns it, its unit. */
export const subjectOf = (
  evaluation: queries.Evaluation,
  seenBy: 'both' | 'agency' | 'bureau' = 'agency',
): Subject => ({
  type: 'commission',
  id: evaluation.id,
  code: evaluation.code,
  agencyId: seenBy === 'bureau' ? null : evaluation.agencyId,
  unitId: seenBy === 'both' ? evaluation.unitId : null,
});
