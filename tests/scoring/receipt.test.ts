import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../scoring/calendar.ts';
import { defaultRubric } from '../../scoring/data/default-rubric.ts';
import { sha256Hex } from '../../scoring/digest.ts';
import { defaultEligibilityRules } from '../../scoring/eligibility-rules.ts';
import { defaultRatingPolicy } from '../../scoring/rating-policy.ts';
import { issueReceipt, receiptFaults, recordedReceipt, type Receipt } from '../../scoring/receipt.ts';
import { agencyOf, commissionOf, screeningDay } from '../support/candidates.ts';
import { assessed, recordOf } from '../support/credit-records.ts';
import { adoptingAll, flawless } from './assessment-case.ts';

const calendar: Calendar = { years: {} } as unknown as Calendar;

/** Histories of up to eight assessments, in hundredths, within three years of the day. */
const rating = fc
  .array(fc.record({ months: fc.integer({ min: 1, max: 36 }), points: fc.integer({ min: 0, max: 10000 }) }), {
    maxLength: 8,
  })
  .map((jobs) =>
    issueReceipt('rating', {
      policy: defaultRatingPolicy,
      record: recordOf(
        jobs.map(({ months, points }, index) =>
          assessed(`job-${index}`, dayBefore(months), (points / 100).toFixed(2)),
        ),
      ),
      asOf: '2026-06-15',
    }),
  );

const dayBefore = (months: number): string => {
  const month = 2026 * 12 + 5 - months;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-15`;
};

const assessment = fc.integer({ min: 0, max: 30 }).map((workingDaysLate) => {
  const due = '2026-05-20';
  const plan = { id: 'm-plan', evidence: null, due, submitted: '2026-06-30', workingDaysLate };
  const facts = { ...flawless, plan: { value: plan } };
  return issueReceipt('assessment', { rubric: defaultRubric, facts, marks: adoptingAll(facts), vetoes: [] });
});

const eligibility = fc.constantFrom('A', 'B', 'C', 'D', null).map((tier) =>
  issueReceipt('eligibility', {
    rules: defaultEligibilityRules,
    conditions: commissionOf(),
    facts: agencyOf({ credit: { rating: tier, restriction: null, undecidedProposal: null } }),
    settlements: [],
    asOf: screeningDay,
    calendar,
  }),
);

const any = fc.oneof(rating, assessment, eligibility);

describe('a receipt', () => {
  it('is computed again to the same bytes, also from its own text', () => {
    fc.assert(
      fc.property(any, (receipt) => {
        expect(receiptFaults(receipt)).toEqual([]);
        const carried = JSON.parse(JSON.stringify(receipt)) as Receipt;
        expect(receiptFaults(carried)).toEqual([]);
        expect(receipt.inputsDigest).toBe(sha256Hex(receipt.inputs));
      }),
    );
  });

  it('carries the result with its explanation', () => {
    const receipt = issueReceipt('rating', {
      policy: defaultRatingPolicy,
      record: recordOf([assessed('one', '2026-03-01', '92')]),
      asOf: '2026-06-15',
    });
    const result = JSON.parse(receipt.result);
    expect(result).toMatchObject({ points: 9200, rating: 'B' });
    expect(result.explanation.children[0].text).toContain('92.00');
    expect(JSON.parse(receipt.inputs)).toMatchObject({ asOf: '2026-06-15', policy: { version: 1 } });
  });

  it('tells of any digit that was altered, in the inputs and in the result', () => {
    fc.assert(
      fc.property(any, fc.constantFrom('inputs', 'result'), fc.nat(), (receipt, part, at) => {
        const digits = [...receipt[part].matchAll(/\d/g)].map(({ index }) => index);
        fc.pre(digits.length > 0);
        const index = digits[at % digits.length]!;
        const other = receipt[part][index] === '1' ? '2' : '1';
        const altered = receipt[part].slice(0, index) + other + receipt[part].slice(index + 1);
        expect(receiptFaults({ ...receipt, [part]: altered })).not.toEqual([]);
      }),
    );
  });

  it('tells of a result that does not come of its inputs, though its fingerprint is right', () => {
    fc.assert(
      fc.property(rating, (receipt) => {
        const result = receipt.result.replace(/"trial":true/, '"trial":false');
        const forged = { ...receipt, result, resultDigest: sha256Hex(result) };
        expect(receiptFaults(forged)).toEqual(['重新计算的结果与凭据所载的不一致']);
      }),
    );
  });

  it('names the part that no longer has its fingerprint', () => {
    const receipt = issueReceipt('rating', {
      policy: defaultRatingPolicy,
      record: recordOf([]),
      asOf: '2026-06-15',
    });
    const inputs = receipt.inputs.replace('2026-06-15', '2026-06-16');
    expect(receiptFaults({ ...receipt, inputs })).toEqual(['计算所依据的内容与其指纹不一致，内容已被改动']);
    expect(receiptFaults({ ...receipt, result: `${receipt.result} ` })).toEqual([
      '结果与其指纹不一致，结果已被改动',
      '重新计算的结果与凭据所载的不一致',
    ]);
  });

  it('of what is on record holds it as it is, also where it is not what comes out', () => {
    const given = { policy: defaultRatingPolicy, record: recordOf([]), asOf: '2026-06-15' };
    const issued = issueReceipt('rating', given);
    expect(recordedReceipt('rating', given, JSON.parse(issued.result))).toEqual(issued);
    const recorded = recordedReceipt('rating', given, { rating: 'A' });
    expect(recorded).toMatchObject({ kind: 'rating', algorithm: 'SHA-256', result: '{"rating":"A"}' });
    expect(recorded.resultDigest).toBe(sha256Hex('{"rating":"A"}'));
    expect(receiptFaults(recorded)).toEqual(['重新计算的结果与凭据所载的不一致']);
  });

  it('of an eligibility counts what officers settled', () => {
    const settled = (outcome: 'pass' | 'fail') =>
      JSON.parse(
        issueReceipt('eligibility', {
          ...{ rules: defaultEligibilityRules, conditions: commissionOf(), asOf: screeningDay, calendar },
          facts: agencyOf({ running: null }),
          settlements: [{ ruleId: 'R7', outcome, note: '已核', by: '甲', on: screeningDay, proof: 'f' }],
        }).result,
      ).outcome;
    expect([settled('pass'), settled('fail')]).toEqual(['eligible', 'ineligible']);
  });

  it('says so when it cannot be computed from', () => {
    const inputs = '{"asOf":"2026-06-15"}';
    const receipt = issueReceipt('rating', {
      policy: defaultRatingPolicy,
      record: recordOf([]),
      asOf: '2026-06-15',
    });
    const cut = { ...receipt, inputs, inputsDigest: sha256Hex(inputs) };
    expect(receiptFaults(cut)).toEqual(['计算所依据的内容不完整，不能重新计算']);
  });
});
