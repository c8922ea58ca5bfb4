import type { AgencyFacts, CommissionConditions } from '#scoring/eligibility-facts.ts';
import { defaultEligibilityRules as rules } from '#scoring/eligibility-rules.ts';
import { wayBack } from '#scoring/way-back.ts';
import { shownWayBack } from '../../second/reckon.ts';
import { calendarIn, type Years } from './days.ts';
import { answering, type Runners } from './runner.ts';

interface Asked {
  readonly agency: Partial<AgencyFacts>;
  readonly commission: Partial<CommissionConditions>;
  readonly asOf: string;
  /** Whether there is but one smallest set, so that its kinds can be told. */
  readonly kinds: boolean;
}

interface Given extends Years {
  readonly commission: CommissionConditions;
  readonly agency: AgencyFacts;
}

export const waysBack: Runners = {
  'way-back': answering((one: Asked, given: Given) => {
    const commission = { ...given.commission, ...one.commission };
    const question = { rules, commission, calendar: calendarIn(given), asOf: one.asOf };
    const found = wayBack(question, { facts: { ...given.agency, ...one.agency }, settlements: [] });
    const changes = found.way?.steps.flatMap((step) => step.changes).map(({ kind }) => kind);
    const kinds = changes?.filter((kind) => kind !== 'wait').sort();
    return { ...shownWayBack(found), kinds: one.kinds && kinds ? kinds : null };
  }),
};
