/** What the proof of a rubric promises, kept by random rubrics of every kind of rule. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess, type Assessment } from '#scoring/assessment.ts';
import type { AssessmentFacts } from '#scoring/facts.ts';
import type { ItemMark } from '#scoring/marks.ts';
import { itemsOf, type Rubric, type RubricItem } from '#scoring/rubric.ts';
import { claims } from '#scoring/rubric-fault.ts';
import { proveRubric } from '#scoring/rubric-proof.ts';
import { suggestForItem } from '#scoring/suggestion.ts';
import { randomFacts, rubrics } from './random-rubrics.ts';

/** Everything suggested is adopted; judged parts get the share of their points. */
function assessed(rubric: Rubric, facts: AssessmentFacts, share: number): Assessment {
  const marks = itemsOf(rubric).map((item) => [item.code, markOf(item, facts, share)] as const);
  return assess(rubric, facts, Object.fromEntries(marks));
}

function markOf(item: RubricItem, facts: AssessmentFacts, share: number): ItemMark {
  if (item.kind === 'steps' || item.kind === 'judged') {
    const parts = item.kind === 'judged' ? item.parts : [item];
    return {
      kind: 'judged',
      parts: parts.map(({ code, points }) => ({
        ...{ code, points: Math.trunc((points * share) / 100) },
        ...{ reason: '见评分记录', evidence: null },
      })),
    };
  }
  const deductions = suggestForItem(item, facts).deductions.map(({ factId, cause, times, evidence }) => ({
    ...{ factId, cause, times, evidence },
    ...{ adopted: true, reason: '' },
  }));
  return { kind: 'deductions', deductions, reason: '已核对' };
}

test('every random rubric is proved', () => {
  fc.assert(
    fc.property(rubrics, (rubric) => {
      expect(proveRubric(rubric)).toEqual({ faults: [], proved: Object.values(claims) });
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('any facts give points inside every item, and leaves that add up to what is missing', () => {
  fc.assert(
    fc.property(rubrics, randomFacts, fc.nat(100), (rubric, facts, share) => {
      const result = assessed(rubric, facts, share);
      expect(result.gaps).toEqual([]);
      for (const item of result.dimensions.flatMap(({ items }) => items)) {
        expect(item.points! >= 0 && item.points! <= item.full).toBe(true);
        const lost = item.leaves.reduce((sum, leaf) => sum + leaf.lost, 0);
        expect(lost).toBe(item.full - item.points!);
      }
      const counted = result.leaves.reduce((sum, leaf) => sum + leaf.counted, 0);
      expect(counted).toBe(10000 - result.points!);
      const sum = result.dimensions.reduce((total, { points }) => total + points!, 0);
      expect(sum).toBe(result.points);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('more days late never give more points', () => {
  const nodes = fc.constantFrom('plan', 'draft', 'final');
  fc.assert(
    fc.property(rubrics, randomFacts, nodes, fc.integer({ min: 1, max: 40 }), (rubric, facts, node, more) => {
      const { value } = facts[node];
      const workingDaysLate = Math.min(3650, value!.workingDaysLate + more);
      const later = { ...facts, [node]: { value: { ...value!, workingDaysLate } } };
      const before = assessed(rubric, facts, 80).points!;
      expect(assessed(rubric, later, 80).points!).toBeLessThanOrEqual(before);
    }),
    { numRuns: 300 },
  );
}, 60_000);

/** A change that must be found, and where; null where the item has nothing of the kind. */
type Mutation = (item: RubricItem) => { item: object; path: string } | null;

const first = (item: RubricItem) => ('losses' in item ? item.losses[0] : undefined);
const mutations: readonly Mutation[] = [
  (item) => ({ item: { ...item, points: 0 }, path: 'points' }),
  (item) => ({ item: { ...item, points: -item.points }, path: 'points' }),
  (item) => ({ item: { ...item, title: '' }, path: 'title' }),
  (item) => ({ item: { ...item, code: 'a b' }, path: 'code' }),
  (item) => ({ item: { ...item, kind: 'guess' }, path: 'kind' }),
  (item) =>
    first(item) ? { item: { ...item, losses: [{ ...first(item), lost: 0 }] }, path: 'losses.0.lost' } : null,
  (item) =>
    first(item)
      ? {
          item: { ...item, floor: 0, losses: [{ ...first(item), lost: item.points + 1 }] },
          path: 'losses.0.lost',
        }
      : null,
  (item) =>
    first(item) ? { item: { ...item, losses: [first(item), first(item)] }, path: 'losses.1.cause' } : null,
  (item) => (item.kind === 'deduction' ? { item: { ...item, floor: item.points }, path: 'floor' } : null),
  (item) =>
    item.kind === 'deduction' || item.kind === 'gradedFaults'
      ? { item: { ...item, losses: [] }, path: 'losses' }
      : null,
  (item) => (item.kind === 'condition' ? { item: { ...item, lost: 0 }, path: 'lost' } : null),
  (item) => (item.kind === 'condition' ? { item: { ...item, lost: item.points + 1 }, path: 'lost' } : null),
  (item) => (item.kind === 'elementShare' ? { item: { ...item, required: [] }, path: 'required' } : null),
  (item) =>
    item.kind === 'elementShare'
      ? {
          item: { ...item, required: [...item.required, item.required[0]] },
          path: `required.${item.required.length}`,
        }
      : null,
  (item) =>
    item.kind === 'steps'
      ? {
          item: { ...item, steps: [{ ...item.steps[0], from: item.points + 1 }, ...item.steps.slice(1)] },
          path: 'steps.0.from',
        }
      : null,
  (item) =>
    item.kind === 'judged'
      ? {
          item: {
            ...item,
            parts: [{ ...item.parts[0], points: item.parts[0]!.points + 1 }, ...item.parts.slice(1)],
          },
          path: 'parts',
        }
      : null,
  (item) =>
    item.kind === 'lateDays' ? { item: { ...item, percentPerDay: -1 }, path: 'percentPerDay' } : null,
  (item) =>
    item.kind === 'ratio' ? { item: { ...item, minimumPercent: 101 }, path: 'minimumPercent' } : null,
  (item) =>
    item.kind === 'formula'
      ? {
          item: { ...item, formula: { op: 'add', left: item.formula, right: cent } },
          path: 'formula',
        }
      : null,
  (item) =>
    item.kind === 'formula'
      ? {
          item: {
            ...item,
            formula: { op: 'subtract', left: item.formula, right: { ...cent, n: item.points + 1 } },
          },
          path: 'formula',
        }
      : null,
  (item) =>
    item.kind === 'formula'
      ? {
          item: {
            ...item,
            formula: { op: 'max', left: { op: 'fact', fact: 'planDaysLate' }, right: item.formula },
          },
          path: 'formula',
        }
      : null,
];
const cent = { op: 'constant', unit: 'points', n: 1, d: 100 };

test('every random mutation is found in its field', () => {
  const found = new Set<number>();
  fc.assert(
    fc.property(rubrics, fc.nat(), fc.nat(mutations.length - 1), (rubric, pick, which) => {
      const places = rubric.dimensions.flatMap(({ items }, row) =>
        items.map((_, column) => [row, column] as const),
      );
      const hits = places.flatMap(([row, column]) => {
        const changed = mutations[which]!(rubric.dimensions[row]!.items[column]!);
        return changed ? [{ row, column, ...changed }] : [];
      });
      const hit = hits[pick % hits.length];
      fc.pre(hit !== undefined);
      const { row, column, item, path } = hit!;
      const dimensions = rubric.dimensions.map((dimension, n) =>
        n === row ? { ...dimension, items: dimension.items.with(column, item as RubricItem) } : dimension,
      );
      const { faults, proved } = proveRubric({ ...rubric, dimensions });
      const places_ = faults.map((fault) => fault.path);
      expect(places_).toContain(`dimensions.${row}.items.${column}.${path}`);
      expect(proved.length).toBeLessThan(Object.keys(claims).length);
      found.add(which);
    }),
    { numRuns: 400 },
  );
  expect(found.size).toBe(mutations.length);
}, 60_000);

test('a rubric cut, doubled or misweighted as a whole is found too', () => {
  fc.assert(
    fc.property(rubrics, fc.nat(), fc.integer({ min: 1, max: 500 }), (rubric, pick, by) => {
      const row = pick % rubric.dimensions.length;
      const pathsOf = (changed: Partial<Rubric>) =>
        proveRubric({ ...rubric, ...changed }).faults.map(({ path }) => path);
      const dimension = rubric.dimensions[row]!;
      const heavier = { ...dimension, points: dimension.points + by };
      expect(pathsOf({ dimensions: rubric.dimensions.with(row, heavier) })).toEqual([
        `dimensions.${row}.points`,
        'dimensions',
      ]);
      expect(pathsOf({ dimensions: rubric.dimensions.toSpliced(row, 1) })).toContain('dimensions');
      expect(pathsOf({ dimensions: [...rubric.dimensions, dimension] })).toContain(
        `dimensions.${rubric.dimensions.length}.code`,
      );
      const bands = rubric.bands.with(1, { ...rubric.bands[1]!, from: rubric.bands[0]!.from });
      expect(pathsOf({ bands })).toContain('bands.1.from');
      const policy = { ...rubric.policy, lineWeight: rubric.policy.lineWeight + 1 };
      expect(pathsOf({ policy })).toEqual(['policy.lineWeight']);
    }),
    { numRuns: 60 },
  );
}, 60_000);
