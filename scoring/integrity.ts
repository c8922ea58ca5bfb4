/** R5: no 重大违法记录, proved by the agency's declaration and dated look-ups (实施条例 19, 财库〔2016〕125号). */
import { daysBetween, type Day } from './calendar.ts';
import { isWithin } from './credit-record.ts';
import { fail, pass, unknown, type Verdict } from './decision.ts';
import type { IntegrityFacts, IntegrityQuery, SeriousViolation } from './eligibility-facts.ts';
import type { EligibilityRules } from './eligibility-rules.ts';

export function checkIntegrity(rules: EligibilityRules, facts: IntegrityFacts, asOf: Day): Verdict {
  const counted = facts.violations.find((violation) => counts(rules, violation, asOf));
  if (counted) return fail(violationText(counted), source, wayBack(rules, counted));
  if (facts.declaresNone === null)
    return unknown('机构未就重大违法记录作出声明', '机构档案·奖惩情况', '由机构在档案中明确填写有或无');
  const missing = rules.integritySites.filter((site) => !latestQuery(facts, site, asOf));
  if (missing.length > 0)
    return unknown(`尚未查询${missing.join('、')}`, source, '经办人查询后登记网站、日期、结果并附截图');
  const queries = rules.integritySites.flatMap((site) => latestQuery(facts, site, asOf) ?? []);
  const found = queries.filter((query) => query.result === 'found');
  if ((found.length > 0 || !facts.declaresNone) && facts.violations.length === 0)
    return unknown(
      found.length > 0
        ? `${found.map((query) => query.site).join('、')}查有记录，未登记内容`
        : '机构声明有记录，未登记内容',
      source,
      '登记记录的作出日期、内容和禁止期限',
    );
  const days = queries.map((query) => `${query.site} ${query.on}`).join('，');
  const past = facts.violations.length > 0 ? '，已登记的记录均已届满' : '';
  return pass(`已声明，查询结果无在期记录（${days}）${past}`, source);
}

/** Why the list may not be frozen on that day, or null: the oldest look-up that counts is too old. */
export function staleQuery(rules: EligibilityRules, facts: IntegrityFacts, freezeOn: Day): string | null {
  for (const site of rules.integritySites) {
    const query = latestQuery(facts, site, freezeOn);
    if (query && daysBetween(query.on, freezeOn) > rules.queryDays)
      return `${site}的查询日期为 ${query.on}，早于冻结日 ${rules.queryDays} 日，须重新查询`;
  }
  return null;
}

const source = '诚信查询登记';

function counts(rules: EligibilityRules, violation: SeriousViolation, asOf: Day): boolean {
  if (violation.decidedOn > asOf) return false;
  if (violation.bannedUntil !== null) return asOf <= violation.bannedUntil;
  return isWithin(violation.decidedOn, rules.violationYears * 12, asOf);
}

const violationText = ({ title, decidedOn, bannedUntil }: SeriousViolation): string =>
  `${title}，${decidedOn} 作出${bannedUntil === null ? '' : `，禁止期至 ${bannedUntil}`}`;

const wayBack = (rules: EligibilityRules, { bannedUntil }: SeriousViolation): string =>
  bannedUntil === null
    ? `自作出之日起满 ${rules.violationYears} 年后可以参加`
    : `禁止期届满后（${bannedUntil} 以后）可以参加`;

/** Of several of one day the one that was recorded last. */
const latestQuery = (facts: IntegrityFacts, site: string, asOf: Day): IntegrityQuery | undefined =>
  facts.queries
    .filter((query) => query.site === site && query.on <= asOf)
    .reduce<IntegrityQuery | undefined>(
      (latest, query) => (latest && query.on < latest.on ? latest : query),
      undefined,
    );
