/**
 * Which version of a policy holds on a day. The adopted (公布施行) ones come first: only where none of them has taken
 * effect does an unadopted one serve, as a trial (试评). Nothing of this is stored: dates are the facts.
 */
import type { Day } from './calendar.ts';

export interface PolicyDates {
  readonly version: number;
  /** The day from which it may serve. */
  readonly inForceFrom: Day;
  /** 施行日期 of its adoption; null: not adopted. */
  readonly adoptedFrom: Day | null;
}

export interface NamedPolicyDates extends PolicyDates {
  readonly kind: string;
  readonly name: string;
}

export type Standing =
  | { readonly state: 'inForce'; readonly from: Day }
  /** Not adopted; `serves`: what is decided today rests on it, as a trial. */
  | { readonly state: 'trial'; readonly from: Day; readonly serves: boolean }
  /** Adopted, its day still to come; `serves` as above. */
  | { readonly state: 'announced'; readonly from: Day; readonly serves: boolean }
  | { readonly state: 'superseded'; readonly by: number; readonly since: Day };

/** Of the versions of one policy the one that holds on the day. */
export function inForceOn<Version extends PolicyDates>(
  versions: readonly Version[],
  day: Day,
): Version | undefined {
  const adopted = versions.filter((one) => isAdopted(one, day));
  return highest(adopted.length > 0 ? adopted : versions.filter((one) => one.inForceFrom <= day));
}

/** Of the versions of several policies the one of each that holds on the day. */
export function inForceOfEach<Version extends NamedPolicyDates>(
  versions: readonly Version[],
  day: Day,
): Version[] {
  const keys = [...new Set(versions.map(keyOf))];
  return keys.flatMap((key) => {
    const found = inForceOn(
      versions.filter((one) => keyOf(one) === key),
      day,
    );
    return found ? [found] : [];
  });
}

/** Where one of the versions of its policy stands on the day. */
export function standingOf(versions: readonly PolicyDates[], one: PolicyDates, day: Day): Standing {
  const serves = inForceOn(versions, day)?.version === one.version;
  if (serves && isAdopted(one, day)) return { state: 'inForce', from: one.adoptedFrom! };
  const successor = serves ? undefined : successorOf(versions, one, day);
  if (successor) return { state: 'superseded', ...successor };
  if (one.adoptedFrom !== null) return { state: 'announced', from: one.adoptedFrom, serves };
  return { state: 'trial', from: one.inForceFrom, serves };
}

/** The first higher version that took its place: an adopted one, or among trials a later trial. */
function successorOf(versions: readonly PolicyDates[], one: PolicyDates, day: Day) {
  const hasAdopted = versions.some((other) => isAdopted(other, day));
  if (!hasAdopted && one.adoptedFrom !== null) return undefined;
  const [first] = versions
    .filter(({ version }) => version > one.version)
    .map(({ version, adoptedFrom, inForceFrom }) => ({
      by: version,
      since: hasAdopted ? adoptedFrom : inForceFrom,
    }))
    .filter((other): other is { by: number; since: Day } => other.since !== null && other.since <= day)
    .sort((a, b) => (a.since === b.since ? b.by - a.by : a.since < b.since ? -1 : 1));
  return first;
}

const isAdopted = ({ adoptedFrom }: PolicyDates, day: Day): boolean =>
  adoptedFrom !== null && adoptedFrom <= day;

const highest = <Version extends PolicyDates>(versions: readonly Version[]): Version | undefined =>
  versions.reduce<Version | undefined>(
    (best, one) => (best && best.version > one.version ? best : one),
    undefined,
  );

const keyOf = ({ kind, name }: NamedPolicyDates): string => `${kind} ${name}`;
