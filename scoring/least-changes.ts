/** The least set of changes, searched by screening the changed facts again and again: exact, and small by nature. */
import type { Day } from './calendar.ts';
import { applyChange } from './changed-facts.ts';
import type { Decision } from './decision.ts';
import { screen } from './eligibility.ts';
import { changesFor, type Change, type Question, type Standing } from './eligibility-changes.ts';
import type { RuleId } from './eligibility-facts.ts';
import { settle } from './settlement.ts';

/** The eight answers of that day, what officers settled included. */
export function decisionsOn(
  { rules, commission, calendar }: Question,
  standing: Standing,
  day: Day,
): Decision[] {
  return settle(screen(rules, commission, standing.facts, day, calendar), standing.settlements);
}

/** The standing with all the changes made. */
export const changed = (
  question: Question,
  day: Day,
  standing: Standing,
  changes: readonly Change[],
): Standing => changes.reduce((before, change) => applyChange(question, day, before, change), standing);

export interface Found {
  readonly day: Day;
  readonly changes: readonly Change[];
}

/** The fewest changes over those days; waiting for a later day is one of them. Of equals the earliest day. */
export function leastOver(question: Question, standing: Standing, days: readonly Day[]): Found | null {
  let least: Found | null = null;
  let size = Infinity;
  for (const day of days) {
    const waiting = day > question.asOf ? 1 : 0;
    const changes = leastOn(question, standing, day, size - waiting - 1);
    if (changes === null) continue;
    least = { day, changes };
    size = changes.length + waiting;
  }
  return least;
}

/** The fewest changes on one day, at most `most`; an exception only where nothing else is as short. */
function leastOn(question: Question, standing: Standing, day: Day, most: number): readonly Change[] | null {
  const all = changesFor(question, standing, day);
  const opens: Opens = (changes) =>
    openRules(decisionsOn(question, changed(question, day, standing, changes), day));
  if (opens(all).length > 0) return null;
  const ordinary = all.filter(({ kind }) => kind !== 'approveException');
  const pools = [ordinary, all].map((pool) => ({ pool, needed: neededOf(pool, opens) }));
  for (let size = 0; size <= Math.min(most, all.length); size += 1)
    for (const { pool, needed } of pools) {
      const found = needed.length > size ? null : search(pool, opens, size, needed, new Set());
      if (found !== null) return found;
    }
  return null;
}

/** The rules that are still open once the changes are made, in their order. */
type Opens = (changes: readonly Change[]) => readonly RuleId[];

/** No change ever opens a rule, so what all the others together cannot replace is in every set. */
const neededOf = (pool: readonly Change[], opens: Opens): Change[] =>
  pool.filter((one) => opens(pool.filter((other) => other !== one)).length > 0);

/** `size` changes or fewer after which nothing is open. Only what helps the first open rule is tried. */
function search(
  pool: readonly Change[],
  opens: Opens,
  size: number,
  chosen: readonly Change[],
  seen: Set<string>,
): readonly Change[] | null {
  const [open] = opens(chosen);
  if (open === undefined) return chosen;
  if (chosen.length >= size) return null;
  for (const one of pool) {
    if (!one.helps.includes(open) || chosen.includes(one)) continue;
    const more = [...chosen, one];
    const key = more.map(keyOf).sort().join();
    if (seen.has(key)) continue;
    seen.add(key);
    const found = search(pool, opens, size, more, seen);
    if (found !== null) return found;
  }
  return null;
}

const keyOf = ({ kind, ruleId, object }: Change): string => `${kind} ${ruleId} ${object}`;

export const openRules = (decisions: readonly Decision[]): RuleId[] =>
  decisions
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')
    .map(({ ruleId }) => ruleId as RuleId);
