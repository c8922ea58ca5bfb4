/**
 * Why an agency may not take a commission, and the least set of changes after which it may. Nothing is promised: a set is
 * one when the screening of the changed facts says so, and it is the least because no smaller one does.
 */
import type { Day } from './calendar.ts';
import { changeText } from './change-words.ts';
import type { Decision } from './decision.ts';
import { outcomeOf, type Eligibility } from './eligibility.ts';
import {
  changesFor,
  endingsOf,
  type Change,
  type ChangeActor,
  type Question,
  type Standing,
} from './eligibility-changes.ts';
import type { RuleId } from './eligibility-facts.ts';
import { changed, decisionsOn, leastOver, openRules, type Found } from './least-changes.ts';

export interface WayBack {
  readonly outcome: Eligibility;
  /** What stands in the way, the hardest to change first, then in the rules' order. */
  readonly reasons: readonly Reason[];
  /** The last day until which waiting serves this commission: its planned beginning. */
  readonly lastDay: Day;
  /** Null: nobody can make the agency eligible. Without steps: it is eligible already. */
  readonly way: Way | null;
}

export interface Reason {
  readonly ruleId: RuleId;
  readonly title: string;
  readonly text: string;
  /** Who can change it: `late` when time does, but after the last day; null when nobody does. */
  readonly hold: ChangeActor | 'late' | null;
}

export interface Way {
  readonly steps: readonly Step[];
  /** The first day on which a screening says eligible once the steps are done. */
  readonly eligibleOn: Day;
  /** False: the commission will have begun by then; it serves for others. */
  readonly inTime: boolean;
}

/** One change of the least set, or several of one kind together. */
export interface Step {
  readonly changes: readonly Change[];
  readonly kind: Change['kind'];
  readonly text: string;
  readonly who: ChangeActor;
  readonly on: Day;
  /** The rules that stay open when this step alone is left out. */
  readonly clears: readonly RuleId[];
  /** What would do in its place, the rest as it is. */
  readonly instead: readonly { readonly text: string; readonly who: ChangeActor }[];
}

export function wayBack(question: Question, standing: Standing): WayBack {
  const { asOf, commission } = question;
  const decisions = decisionsOn(question, standing, asOf);
  const lastDay = commission.window.from > asOf ? commission.window.from : asOf;
  const days = [...new Set([asOf, ...endingsOf(question, standing).map(({ on }) => on)])];
  const found =
    leastOver(
      question,
      standing,
      days.filter((day) => day <= lastDay),
    ) ??
    leastOver(
      question,
      standing,
      days.filter((day) => day > lastDay),
    );
  return {
    outcome: outcomeOf(decisions),
    reasons: reasonsOf(question, standing, decisions, days, lastDay),
    lastDay,
    way: found && {
      steps: stepsOf(question, standing, found),
      eligibleOn: found.day,
      inTime: found.day <= lastDay,
    },
  };
}

function stepsOf(question: Question, standing: Standing, { day, changes }: Found): Step[] {
  const opens = (some: readonly Change[], on: Day) =>
    openRules(decisionsOn(question, changed(question, on, standing, some), on));
  const groups = [...new Set(changes.map(({ kind, ruleId }) => `${kind} ${ruleId}`))].map((group) =>
    changes.filter(({ kind, ruleId }) => group === `${kind} ${ruleId}`),
  );
  const candidates = changesFor(question, standing, day);
  const steps = groups.map((group): Step => {
    const rest = changes.filter((one) => !group.includes(one));
    const clears = opens(rest, day);
    const { kind, who, on } = group[0]!;
    const text = changeText(question, standing.facts, group);
    const instead = candidates
      .filter((one) => !changes.includes(one) && opens([...rest, one], day).length === 0)
      .map((one) => ({ text: changeText(question, standing.facts, [one]), who: one.who }))
      .filter(
        (one, index, list) =>
          one.text !== text && list.findIndex((other) => other.text === one.text) === index,
      );
    return { changes: group, kind, text, who, on, clears, instead };
  });
  return day > question.asOf
    ? [waitFor(question, standing, { day, changes }, opens(changes, question.asOf)), ...steps]
    : steps;
}

function waitFor(
  question: Question,
  standing: Standing,
  { day, changes }: Found,
  open: readonly RuleId[],
): Step {
  const isRepaired = (factId: string) =>
    changes.some(({ kind, object }) => kind === 'repairDecision' && object === factId);
  const over = endingsOf(question, standing).filter(
    ({ on, repairs }) => on <= day && (repairs === undefined || isRepaired(repairs)),
  );
  const clears = open.filter((rule) => over.some(({ ruleId }) => ruleId === rule));
  const ended = over.filter(({ ruleId }) => clears.includes(ruleId));
  const { ruleId } = ended.at(-1)!;
  const wait: Change = { kind: 'wait', ruleId, helps: clears, who: 'time', on: day, object: '' };
  return {
    changes: [wait],
    kind: 'wait',
    text: ended.map(({ text }) => text).join('；'),
    who: 'time',
    on: day,
    clears,
    instead: [],
  };
}

/** Who can change each open answer: found by making all changes of that person and screening again. */
function reasonsOf(
  question: Question,
  standing: Standing,
  decisions: readonly Decision[],
  days: readonly Day[],
  lastDay: Day,
): Reason[] {
  const { asOf } = question;
  const isOpenAfter = (ruleId: string, day: Day, actors: readonly ChangeActor[]): boolean => {
    const changes = changesFor(question, standing, day).filter(({ who }) => actors.includes(who));
    const after = decisionsOn(question, changed(question, day, standing, changes), day);
    return openRules(after).includes(ruleId as RuleId);
  };
  const holdOf = (ruleId: string): Reason['hold'] => {
    if (!isOpenAfter(ruleId, asOf, ['agency'])) return 'agency';
    if (!isOpenAfter(ruleId, asOf, ['agency', 'bureau'])) return 'bureau';
    const first = days.find((day) => !isOpenAfter(ruleId, day, ['agency', 'bureau']));
    if (first === undefined) return null;
    return first <= lastDay ? 'time' : 'late';
  };
  return decisions
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')
    .map(({ ruleId, title, observed }) => ({
      ruleId: ruleId as RuleId,
      title,
      text: observed,
      hold: holdOf(ruleId),
    }))
    .toSorted((a, b) => hardest.indexOf(a.hold) - hardest.indexOf(b.hold));
}

const hardest: readonly Reason['hold'][] = [null, 'late', 'time', 'bureau', 'agency'];
