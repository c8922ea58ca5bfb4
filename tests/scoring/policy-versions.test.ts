import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../scoring/calendar.ts';
import {
  inForceOfEach,
  inForceOn,
  standingOf,
  type PolicyDates,
  type Standing,
} from '../../scoring/policy-versions.ts';

const one = (version: number, inForceFrom: string, adoptedFrom: string | null = null): PolicyDates => ({
  version,
  inForceFrom,
  adoptedFrom,
});
const day = '2026-03-01';

describe('the version in force', () => {
  it.each([
    ['nothing has begun', [one(1, '2026-03-02')], undefined],
    ['a trial begins on its day', [one(1, '2026-03-01')], 1],
    ['the highest trial serves', [one(1, '2020-01-01'), one(2, '2026-03-01')], 2],
    ['a trial still to begin does not', [one(1, '2020-01-01'), one(2, '2026-03-02')], 1],
    ['an adopted one beats a higher trial', [one(1, '2020-01-01', '2026-03-01'), one(2, '2026-01-01')], 1],
    ['not before its day', [one(1, '2020-01-01', '2026-03-02'), one(2, '2026-01-01')], 2],
    [
      'the higher of two adopted',
      [one(1, '2020-01-01', '2026-02-01'), one(2, '2020-01-01', '2026-01-01')],
      2,
    ],
    [
      'a higher adopted one only from its day',
      [one(1, '2020-01-01', '2021-01-01'), one(2, '2026-01-01', '2026-03-02')],
      1,
    ],
  ])('%s', (_name, versions, expected) => {
    expect(inForceOn(versions, day)?.version).toBe(expected);
    expect(inForceOn([...versions].reverse(), day)?.version).toBe(expected);
  });

  it('is found policy by policy', () => {
    const versions = [
      { kind: 'a', name: 'x', ...one(1, '2020-01-01') },
      { kind: 'a', name: 'y', ...one(3, '2020-01-01') },
      { kind: 'a', name: 'x', ...one(2, '2020-01-01') },
      { kind: 'b', name: 'x', ...one(1, '2027-01-01') },
    ];
    expect(inForceOfEach(versions, day).map(({ name, version }) => `${name}${version}`)).toEqual([
      'x2',
      'y3',
    ]);
  });
});

describe('where a version stands', () => {
  it('names the version that took its place, not the newest', () => {
    const versions = [
      one(1, '2020-01-01', '2020-02-01'),
      one(2, '2021-01-01', '2021-02-01'),
      one(3, '2022-01-01', '2022-02-01'),
    ];
    expect(standingOf(versions, versions[0]!, day)).toEqual({
      state: 'superseded',
      by: 2,
      since: '2021-02-01',
    });
    expect(standingOf(versions, versions[1]!, day)).toEqual({
      state: 'superseded',
      by: 3,
      since: '2022-02-01',
    });
    expect(standingOf(versions, versions[2]!, day)).toEqual({ state: 'inForce', from: '2022-02-01' });
  });

  it('of two that began on one day names the higher', () => {
    const versions = [one(1, '2020-01-01'), one(2, '2021-01-01'), one(3, '2021-01-01')];
    expect(standingOf(versions, versions[0]!, day)).toEqual({
      state: 'superseded',
      by: 3,
      since: '2021-01-01',
    });
  });

  const first = one(1, '2020-01-01', '2020-02-01');
  it.each<[string, PolicyDates[], number, Standing]>([
    ['in force from its adoption', [first], 1, { state: 'inForce', from: '2020-02-01' }],
    [
      'a trial beside an adopted one',
      [first, one(2, '2026-01-01')],
      2,
      { state: 'trial', from: '2026-01-01', serves: false },
    ],
    [
      'a trial before an adopted one',
      [one(1, '2020-01-01'), one(2, '2020-02-01', '2021-01-01')],
      1,
      { state: 'superseded', by: 2, since: '2021-01-01' },
    ],
    [
      'the trial that serves',
      [one(1, '2026-01-01')],
      1,
      { state: 'trial', from: '2026-01-01', serves: true },
    ],
    [
      'a trial still to begin',
      [one(1, '2026-01-01'), one(2, '2026-03-02')],
      2,
      { state: 'trial', from: '2026-03-02', serves: false },
    ],
    [
      'a trial after a trial that begins today',
      [one(1, '2026-01-01'), one(2, '2026-03-01')],
      1,
      { state: 'superseded', by: 2, since: '2026-03-01' },
    ],
    [
      'a trial behind a higher one that began before it',
      [one(1, '2026-02-01'), one(2, '2026-01-01')],
      1,
      { state: 'superseded', by: 2, since: '2026-01-01' },
    ],
    [
      'adopted, to come, beside one in force',
      [first, one(2, '2026-01-01', '2026-03-02')],
      2,
      { state: 'announced', from: '2026-03-02', serves: false },
    ],
    [
      'adopted, to come, behind a trial: no trial takes its place',
      [one(1, '2020-01-01', '2026-03-02'), one(2, '2026-01-01')],
      1,
      { state: 'announced', from: '2026-03-02', serves: false },
    ],
    [
      'of several that came after, the earliest, whatever its number',
      [first, one(2, '2020-01-01', '2025-01-01'), one(3, '2020-01-01', '2024-01-01')],
      1,
      { state: 'superseded', by: 3, since: '2024-01-01' },
    ],
    [
      'an adopted one under a higher one adopted before it',
      [one(1, '2020-01-01', '2025-01-01'), one(2, '2020-01-01', '2024-01-01')],
      1,
      { state: 'superseded', by: 2, since: '2024-01-01' },
    ],
  ])('%s', (_, versions, version, standing) =>
    expect(standingOf(versions, versions[version - 1]!, day)).toEqual(standing),
  );

  it('is announced while its day is to come, also when it serves as a trial until then', () => {
    const versions = [one(1, '2020-01-01', '2026-03-02')];
    expect(standingOf(versions, versions[0]!, day)).toEqual({
      state: 'announced',
      from: '2026-03-02',
      serves: true,
    });
  });
});

const days = fc.integer({ min: -6, max: 6 }).map((count) => addDays(day, count));
const histories = fc
  .array(fc.record({ inForceFrom: days, adoptedFrom: fc.option(days) }), { minLength: 1, maxLength: 6 })
  .map((all) => all.map((dates, index) => ({ version: index + 1, ...dates })));

it('in any history: one that is adopted never gives way to a trial, and every other version says why not', () => {
  fc.assert(
    fc.property(histories, (versions) => {
      const found = inForceOn(versions, day);
      const adopted = versions.filter(({ adoptedFrom }) => adoptedFrom !== null && adoptedFrom <= day);
      const begun = versions.filter(({ inForceFrom }) => inForceFrom <= day);
      const numbers = (adopted.length > 0 ? adopted : begun).map(({ version }) => version);
      expect(found?.version).toBe(numbers.length > 0 ? Math.max(...numbers) : undefined);
      for (const version of versions) {
        const standing = standingOf(versions, version, day);
        if (standing.state === 'superseded') {
          expect(standing.by).toBeGreaterThan(version.version);
          expect(standing.since <= day).toBe(true);
          expect(found!.version).toBeGreaterThanOrEqual(standing.by);
        } else if (standing.state === 'inForce') expect(found).toBe(version);
        else expect(standing.serves).toBe(found === version);
      }
    }),
  );
});
