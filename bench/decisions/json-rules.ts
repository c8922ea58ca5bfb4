/** The default rubric as json-rules-engine's rules: one a cause of loss, ratio, part or step, and one a band. */
import type { RuleProperties } from 'json-rules-engine';
import type { Ground } from '#scoring/facts.ts';
import type { Band } from '#scoring/scale.ts';
import type { Item } from './question.ts';

export interface LossParams {
  readonly item: string;
  readonly cause: Ground;
  readonly title: string;
  /** What one occurrence costs; a ratio brings its own. */
  readonly lost: number | 'all';
  readonly percentPerDay: number | null;
}
export interface PartParams {
  readonly item: string;
  readonly part: string;
  readonly title: string;
  readonly points: number;
}
export interface BandParams {
  readonly label: string;
}
export type SheetEvent =
  | { readonly type: 'loss'; readonly params: LossParams }
  | { readonly type: 'part'; readonly params: PartParams }
  | { readonly type: 'step'; readonly params: BandParams & { readonly item: string } };

export function rulesOf(item: Item): RuleProperties[] {
  const loss = (
    cause: Ground,
    title: string,
    lost: LossParams['lost'],
    percentPerDay: number | null = null,
  ) => ({
    conditions: { all: [{ fact: cause, operator: 'greaterThan', value: 0 }] },
    event: { type: 'loss', params: { item: item.code, cause, title, lost, percentPerDay } },
  });
  const part = (code: string, title: string, points: number) => ({
    conditions: { all: [{ fact: code, operator: 'lessThan', value: points }] },
    event: { type: 'part', params: { item: item.code, part: code, title, points } },
  });
  switch (item.kind) {
    case 'steps': {
      const steps = bandRules(item.steps, item.code, { type: 'step', params: { item: item.code } });
      return [part(item.code, '', item.points), ...steps];
    }
    case 'judged':
      return item.parts.map(({ code, title, points }) => part(code, `${title}：`, points));
    case 'lateDays':
      return [loss(item.cause, '', 0, item.percentPerDay)];
    case 'ratio':
      return [
        ...item.losses.map(({ cause, title, lost }) => loss(cause, title, lost)),
        loss(item.measure, '', 'all'),
      ];
    default:
      return item.losses.map(({ cause, title, lost }) => loss(cause, title, lost));
  }
}

export const bandRules = (
  bands: readonly Band[],
  fact: string,
  event: { type: string; params?: object },
): RuleProperties[] =>
  bands.map(({ label, from }, index) => {
    const above = bands[index - 1];
    const below = above ? [{ fact, operator: 'lessThan', value: above.from }] : [];
    return {
      conditions: { all: [{ fact, operator: 'greaterThanInclusive', value: from }, ...below] },
      event: { type: event.type, params: { ...event.params, label } },
    };
  });
