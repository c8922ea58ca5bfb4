/**
 * json-rules-engine. Its rules have no arithmetic, so what was adopted is counted into facts before a run, and the events
 * of the rules that hold are priced and added up after it.
 */
import { Engine } from 'json-rules-engine';
import type { ItemResult, Leaf } from '#scoring/assessment.ts';
import { formatPoints } from '#scoring/points.ts';
import { adoptedOf, countsOf, judgedOf, type AdoptedByCause } from './json-facts.ts';
import {
  bandRules,
  rulesOf,
  type BandParams,
  type LossParams,
  type PartParams,
  type SheetEvent,
} from './json-rules.ts';
import { items, rubric, type Decision, type Evaluator, type Item, type Question } from './question.ts';

export function jsonRulesEngine(): Evaluator {
  // Faster than to tell it of every cause that nothing was adopted.
  const sheet = new Engine(items.flatMap(rulesOf), { allowUndefinedFacts: true });
  const tiers = new Engine(bandRules(rubric.bands, 'points', { type: 'tier' }));
  return {
    name: 'json-rules-engine',
    // One after the other: two runs at once share the engine's state and skip each other's rules.
    answer: async (questions) => {
      const answers: string[] = [];
      for (const question of questions) answers.push(JSON.stringify(await decide(sheet, tiers, question)));
      return answers;
    },
  };
}

async function decide(sheet: Engine, tiers: Engine, question: Question): Promise<Decision> {
  const found = adoptedOf(question);
  const { events } = await sheet.run({ ...countsOf(found), ...judgedOf(question) });
  const results = resultsOf(question, found, events as unknown as SheetEvent[]);
  const dimensions = rubric.dimensions.map(({ code, title, points: full, items: own }) => {
    const ofOwn = own.map((item) => results[item.code]!);
    const points = ofOwn.reduce((sum, item) => sum + item.points!, 0);
    const applicable = own.reduce((sum, item) => sum + item.points, 0);
    return { code, title, full, points, applicable, items: ofOwn };
  });
  const points = dimensions.reduce((sum, dimension) => sum + dimension.points, 0);
  const { events: reached } = await tiers.run({ points });
  return { points, tier: (reached[0]?.params as BandParams).label as Decision['tier'], dimensions };
}

type Loss = Pick<Leaf, 'factId' | 'reason' | 'evidence' | 'lost'> & { readonly place: number };

function resultsOf(
  question: Question,
  adopted: AdoptedByCause,
  events: readonly SheetEvent[],
): Record<string, ItemResult> {
  const losses: Record<string, Loss[]> = {};
  const steps: Record<string, string> = {};
  for (const event of events) {
    const { item } = event.params;
    if (event.type === 'step') steps[item] = event.params.label;
    else
      (losses[item] ??= []).push(
        ...(event.type === 'loss' ? priced(event.params, adopted) : [partLoss(event.params, question)]),
      );
  }
  const results: Record<string, ItemResult> = {};
  for (const item of items) {
    const { code, title, points: full } = item;
    const leaves = capped(item, losses[code] ?? []);
    const points = leaves.reduce((left, { lost }) => left - lost, full);
    const step = steps[code] ?? null;
    results[code] = { code, title, full, points, notApplicable: null, step, leaves, gaps: [] };
  }
  return results;
}

const fullOf = new Map(items.map(({ code, points }) => [code, points]));

function priced(params: LossParams, adopted: AdoptedByCause): Loss[] {
  const full = fullOf.get(params.item)!;
  return (adopted[params.cause] ?? []).map(({ own, found, place }) => {
    const lost = found?.lost ?? priceOf(params, full, found?.times ?? own.times);
    const { factId } = own;
    if (!found)
      return { factId, reason: `${params.title}：${own.reason}`, evidence: own.evidence, lost, place };
    const sentence = `${found.sentence}，按标准扣 ${formatPoints(lost)} 分`;
    const said = own.reason.trim() ? `${sentence}（${own.reason.trim()}）` : sentence;
    return { factId, reason: said, evidence: found.evidence ?? own.evidence, lost, place };
  });
}

function priceOf({ lost, percentPerDay }: LossParams, full: number, times: number): number {
  if (lost === 'all') return full;
  if (percentPerDay === null) return Math.min(full, lost * times);
  return Math.round((full * Math.min(100, percentPerDay * times)) / 100);
}

function partLoss({ item, part, title, points }: PartParams, { marks }: Question): Loss {
  const mark = marks[item];
  const parts = mark?.kind === 'judged' ? mark.parts : [];
  const place = parts.findIndex(({ code }) => code === part);
  const { points: given, reason, evidence } = parts[place]!;
  return { factId: null, reason: `${title}${reason}`, evidence, lost: points - (given ?? 0), place };
}

/** The heaviest first, in the order of the sheet among equals, never more than the item's points in all. */
function capped(item: Item, losses: Loss[]): Leaf[] {
  let left = item.points;
  const clause = `《${rubric.title}》第 ${rubric.version} 版 ${item.code}${item.clause ? `；${item.clause}` : ''}`;
  return losses
    .sort((a, b) => b.lost - a.lost || a.place - b.place)
    .map(({ factId, reason, evidence, lost: all }) => {
      const lost = Math.min(left, all);
      left -= lost;
      const note = lost < all ? `（本项分值已扣完，计 ${formatPoints(lost)} 分）` : '';
      return { item: item.code, factId, clause, reason: `${reason}${note}`, evidence, lost, counted: lost };
    });
}
