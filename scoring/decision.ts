/** The answer to one rule about one party: what was asked, what was seen, and how to mend it. */
export interface Decision {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly title: string;
  readonly required: string;
  readonly observed: string;
  readonly outcome: DecisionOutcome;
  /** Where the observed fact was read: 机构档案, 处理决定, … */
  readonly source: string;
  /** The day the answer holds for. */
  readonly asOf: string;
  readonly citation: string;
  /** What the party can do about it; absent when nothing needs doing. */
  readonly fix?: string;
}

/** `excepted` is a failed rule covered by an approved 例外审批. */
export type DecisionOutcome = 'pass' | 'fail' | 'unknown' | 'excepted';

/** What a rule asks, before anyone is looked at. */
export type Rule = Pick<Decision, 'ruleId' | 'ruleVersion' | 'title' | 'required' | 'citation'>;
/** What was seen of one party. */
export type Verdict = Pick<Decision, 'outcome' | 'observed' | 'source' | 'fix'>;

export const pass = (observed: string, source: string): Verdict => ({ outcome: 'pass', observed, source });

export const fail = (observed: string, source: string, fix: string): Verdict => ({
  outcome: 'fail',
  observed,
  source,
  fix,
});

export const unknown = (observed: string, source: string, fix: string): Verdict => ({
  outcome: 'unknown',
  observed,
  source,
  fix,
});

export const decide = (rule: Rule, verdict: Verdict, asOf: string): Decision => ({
  ...rule,
  ...verdict,
  asOf,
});
