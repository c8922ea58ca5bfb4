/** Each item of the rubric as one expression of the ZEN engine's language: losses, caps, leaves, points. */
import type { LateRule, Loss, RatioRule } from '#scoring/rubric.ts';
import { rubric, type Item } from './question.ts';
import { records } from './zen-records.ts';
import { printed, text } from './zen-text.ts';

/** `losses` in the order of the sheet, each with what the heavier ones before it have left of the item. */
export function itemExpression(item: Item): string {
  const { code, points: full } = item;
  const clause = `《${rubric.title}》第 ${rubric.version} 版 ${code}${item.clause ? `；${item.clause}` : ''}`;
  return `${lossesOf(item)};
    heavier = map(keys(losses) as i, sum(map(filter(keys(losses) as j,
      losses[j].lost > losses[i].lost or (losses[j].lost == losses[i].lost and j < i)) as j, losses[j].lost)));
    counted = map(keys(losses) as i, max([0, min([losses[i].lost, ${full} - heavier[i]])]));
    leaves = map(keys(losses) as i, {
      item: '${code}', factId: losses[i].factId, clause: '${clause}', evidence: losses[i].evidence, lost: counted[i],
      counted: counted[i],
      reason: counted[i] < losses[i].lost
        ? ${text`${'losses[i].reason'}（本项分值已扣完，计 ${printed('counted[i]')} 分）`} : losses[i].reason });
    points = ${full} - sum(counted);
    { code: '${code}', title: '${item.title}', full: ${full}, points: points, notApplicable: null,
      step: ${stepOf(item)}, leaves: leaves, gaps: [] }`;
}

const stepOf = (item: Item): string =>
  item.kind === 'steps'
    ? item.steps.reduceRight((rest, { label, from }) => `points >= ${from} ? '${label}' : ${rest}`, 'null')
    : 'null';

function lossesOf(item: Item): string {
  if (item.kind === 'steps') return judged(item.code, [item], false);
  if (item.kind === 'judged') return judged(item.code, item.parts, true);
  const losses = item.kind === 'lateDays' ? [] : item.losses;
  const suggested = [
    ...losses.map((loss) => suggestedBy(item.points, loss)),
    ...(item.kind === 'ratio' ? [ratio(item.points, item)] : []),
    ...(item.kind === 'lateDays' ? [late(item.points, item)] : []),
  ];
  const title = losses.reduceRight(
    (rest, one) => `one.own.cause == '${one.cause}' ? '${one.title}' : ${rest}`,
    "''",
  );
  const lost = losses.reduceRight(
    (rest, one) =>
      `one.own.cause == '${one.cause}' ? ${priceOf(item.points, one, 'one.own.times')} : ${rest}`,
    '0',
  );
  return `given = filter(marks.${item.code}.deductions as own, own.adopted);
    suggested = len(given) == 0 ? [] : flatten([${suggested.join(', ')}]);
    adopted = map(given as own, { own: own,
      rule: filter(suggested as rule, rule.factId == own.factId and rule.cause == own.cause)[0] });
    losses = map(adopted as one, one.rule != null
      ? { factId: one.own.factId, evidence: one.rule.evidence ?? one.own.evidence, lost: one.rule.lost,
          reason: trim(one.own.reason) == '' ? one.rule.sentence
            : ${text`${'one.rule.sentence'}（${'trim(one.own.reason)'}）`} }
      : { factId: one.own.factId, evidence: one.own.evidence, lost: ${lost},
          reason: ${text`${title}：${'one.own.reason'}`} })`;
}

function judged(
  code: string,
  parts: readonly { code: string; title: string; points: number }[],
  titled: boolean,
) {
  const full = parts.reduceRight(
    (rest, part) => `part.code == '${part.code}' ? ${part.points} : ${rest}`,
    '0',
  );
  const title = parts.reduceRight(
    (rest, part) => `part.code == '${part.code}' ? '${part.title}' : ${rest}`,
    "''",
  );
  const reason = titled ? text`${title}：${'part.reason'}` : 'part.reason';
  return `losses = map(filter(marks.${code}.parts as part, part.points < (${full})) as part,
    { factId: null, reason: ${reason}, evidence: part.evidence, lost: (${full}) - part.points })`;
}

const priceOf = (full: number, { lost }: Loss, times: string): string =>
  lost === 'all'
    ? String(full)
    : times === '1'
      ? String(Math.min(full, lost))
      : `min([${full}, ${lost} * ${times}])`;

const suggestion = (factId: string, cause: string, lost: string, sentence: string): string =>
  `{ factId: ${factId}, cause: '${cause}', evidence: fact.evidence, lost: ${lost},
     sentence: ${text`${sentence}，按标准扣 ${printed(lost)} 分`} }`;

function suggestedBy(full: number, loss: Loss): string {
  const { list, sentence, factId = 'fact.id', times = '1' } = records[loss.cause];
  return `map(${list}, ${suggestion(factId, loss.cause, priceOf(full, loss, times), sentence)})`;
}

function late(full: number, { cause, percentPerDay }: LateRule): string {
  const { list, sentence } = records[cause];
  const share = `min([100, ${percentPerDay} * fact.workingDaysLate])`;
  return `map(${list}, ${suggestion('fact.id', cause, `floor(${full} * ${share} / 100 + 0.5)`, sentence)})`;
}

function ratio(full: number, { measure, minimumPercent }: RatioRule): string {
  const minimum = `fact.funds * ${minimumPercent} / 100`;
  const required = measure === 'fieldWork' ? `max([fact.planned, ${minimum}])` : 'fact.checked';
  const done = measure === 'fieldWork' ? 'fact.done' : 'fact.supported';
  // Multiplied first: a quotient of its own would be rounded before it is.
  const lost = `max([0, ${full} - floor(${full} * ${done} / (${required}) + 0.5)])`;
  const basis = `(fact.planned >= ${minimum} ? '实施方案计划' : ${text`资金总额 ${'fact.funds / 1000000'} 万元的 ${String(minimumPercent)}%`})`;
  const sentence =
    measure === 'fieldWork'
      ? text`现场调研覆盖资金 ${'fact.done / 1000000'} 万元，应覆盖 ${`floor(${required} + 0.5) / 1000000`} 万元（${basis}），完成 ${printed(`floor(${done} * 10000 / (${required}) + 0.5)`)}%`
      : text`抽查 ${'fact.checked'} 项，${'fact.supported'} 项有工作底稿`;
  const list = `filter([facts.${measure}.value] as fact, ${lost} > 0) as fact`;
  return `map(${list}, ${suggestion('fact.id', measure, lost, sentence)})`;
}
