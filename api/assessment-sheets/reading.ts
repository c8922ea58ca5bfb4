/** What a typed sheet says: the facts only its scorer can know, and the marks; with every fault by the path of its field. */
import { isDay } from '#scoring/calendar.ts';
import { assess, type Assessment } from '#scoring/assessment.ts';
import type { AssessmentFacts, Breach, Known, PlanElement } from '#scoring/facts.ts';
import { markFaults, type ItemMark, type MarkedDeduction, type Marks } from '#scoring/marks.ts';
import { parseMoney } from '#scoring/money.ts';
import { parsePoints } from '#scoring/points.ts';
import { itemsOf, type Rubric, type RubricItem } from '#scoring/rubric.ts';
import { suggest, type ItemSuggestion } from '#scoring/suggestion.ts';
import type { Confirmations } from './queries.ts';
import { emptyItem, type Observed, type TypedItem, type TypedSheet } from './schema.ts';

export interface ReadSheet {
  facts: AssessmentFacts;
  suggestions: readonly ItemSuggestion[];
  marks: Marks;
  assessment: Assessment;
  /** Form path → what is wrong and how to mend it. */
  faults: Record<string, string>;
}

export function readSheet(
  rubric: Rubric,
  system: AssessmentFacts,
  typed: TypedSheet,
  by: { assessmentId: string; scorerId: string; confirmed: Confirmations },
): ReadSheet {
  const faults: Record<string, string> = {};
  const facts = completeFacts(system, typed.observed, by.assessmentId, faults);
  const suggestions = suggest(rubric, facts);
  const marks: Record<string, ItemMark | undefined> = {};
  for (const item of itemsOf(rubric)) {
    const found = typed.items[item.code] ?? emptyItem();
    marks[item.code] = markOf(item, found, by, faults);
  }
  for (const { item, sentence } of markFaults(rubric, facts, marks))
    faults[`items.${item}.done`] ??= `${item}：${sentence}。`;
  const assessment = assess(rubric, facts, marks);
  for (const { code, gaps } of assessment.dimensions.flatMap(({ items }) => items))
    if (gaps[0]) faults[`items.${code}.done`] ??= `${code}：${gaps[0]}。`;
  return { facts, suggestions, marks, assessment, faults };
}

/** The facts that only a scorer can know, when the platform does not. */
const observable = [
  'planFiling',
  'comments',
  'archive',
  'fieldWork',
  'workingPapers',
  'reportFaults',
  'secrecyBreaches',
  'undeclaredRelations',
] as const satisfies readonly (keyof AssessmentFacts)[];

/** The parts of the sheet that wait for its scorer: `observed` for the facts, and items by their code. */
export function pendingParts(rubric: Rubric, { facts, faults }: ReadSheet): string[] {
  const paths = Object.keys(faults);
  const isUnseen =
    observable.some((name) => facts[name].value === null) ||
    paths.some((path) => path.startsWith('observed.'));
  const items = itemsOf(rubric).map(({ code }) => code);
  return [
    ...(isUnseen ? ['observed'] : []),
    ...items.filter((code) => paths.some((path) => path.startsWith(`items.${code}.`))),
  ];
}

const scorer = '评分人';
const confirmer = '确认人';

function markOf(
  item: RubricItem,
  typed: TypedItem,
  by: { assessmentId: string; scorerId: string; confirmed: Confirmations },
  faults: Record<string, string>,
): ItemMark | undefined {
  if (typed.notApplicable === 'yes') {
    const confirmed = by.confirmed[item.code];
    const holds = confirmed && confirmed.reason === typed.notApplicableReason.trim();
    return {
      kind: 'notApplicable',
      reason: typed.notApplicableReason.trim(),
      // The marks are in the agency's receipt: by whom, only the confirmation and the journal say.
      markedBy: scorer,
      secondPerson: holds ? (confirmed.by === by.scorerId ? scorer : confirmer) : '',
    };
  }
  if (item.kind === 'steps' || item.kind === 'judged') return judgedOf(item, typed, faults);
  const own = ownOf(item.code, typed, by.assessmentId, faults);
  const decided = typed.suggestions.filter(({ verdict }) => verdict !== '');
  if (typed.done !== 'yes' && own.length === 0 && decided.length === 0) return undefined;
  const suggested = decided.map(
    (row) =>
      ({
        ...{ factId: row.factId, cause: row.cause, times: 1, evidence: null },
        ...{ adopted: row.verdict === 'adopt', reason: row.reason.trim() },
      }) as MarkedDeduction,
  );
  return { kind: 'deductions', deductions: [...suggested, ...own], reason: typed.reason.trim() };
}

function judgedOf(item: RubricItem, typed: TypedItem, faults: Record<string, string>): ItemMark | undefined {
  const wanted = item.kind === 'judged' ? item.parts.map(({ code }) => code) : [item.code];
  const parts = typed.parts.map((part, index) => ({ part, index }));
  if (parts.every(({ part }) => part.points.trim() === '')) return undefined;
  return {
    kind: 'judged',
    parts: parts.map(({ part, index }) => {
      const parsed = parsePoints(part.points);
      const path = `items.${item.code}.parts[${index}].points`;
      if ('problem' in parsed && parsed.problem !== 'empty')
        faults[path] =
          parsed.problem === 'tooManyDecimals'
            ? '得分至多两位小数，如 6.50。'
            : '按数字填写得分，如 6 或 6.50，不用全角字符。';
      return {
        code: part.code || wanted[index] || '',
        points: 'points' in parsed ? parsed.points : null,
        reason: part.reason.trim(),
        evidence: part.evidence.trim() || null,
      };
    }),
  };
}

function ownOf(
  code: string,
  typed: TypedItem,
  assessmentId: string,
  faults: Record<string, string>,
): MarkedDeduction[] {
  return typed.own.flatMap((row, index) => {
    if (![row.cause, row.times, row.reason, row.evidence].some((value) => value.trim() !== '')) return [];
    const path = `items.${code}.own[${index}]`;
    if (row.cause === '') faults[`${path}.cause`] = '选择扣分情形。';
    const times = row.times.trim() === '' ? 1 : whole(row.times);
    if (times === null || times < 1) faults[`${path}.times`] = '次数填写不小于 1 的整数。';
    if (row.evidence.trim() === '') faults[`${path}.evidence`] = '写明证据：材料名称和页码。';
    return [
      {
        factId: `own:${assessmentId}:${code}:${index}`,
        cause: row.cause as MarkedDeduction['cause'],
        times: times ?? 0,
        adopted: true,
        reason: row.reason.trim(),
        evidence: row.evidence.trim() || null,
      },
    ];
  });
}

/** Fills in what is null among the platform's facts by what the scorer saw; nothing known is overwritten. */
function completeFacts(
  system: AssessmentFacts,
  seen: Observed,
  assessmentId: string,
  faults: Record<string, string>,
): AssessmentFacts {
  const source = (kind: string, evidence: string | null) => ({
    id: `observed:${assessmentId}:${kind}`,
    evidence,
  });
  const unless = <Value>(known: Known<Value>, read: () => Known<NoInfer<Value>>): Known<Value> =>
    known.value === null ? read() : known;
  const listed = (kind: string, checked: string, missing: readonly string[], reason: string | undefined) =>
    checked === 'yes'
      ? { value: { ...source(kind, '评分人核查'), missing: missing.filter((one) => one !== '') } }
      : { value: null, reason: reason ?? '尚未核查' };
  return {
    ...system,
    planFiling: unless(
      system.planFiling,
      () =>
        listed('plan', seen.planChecked, seen.planMissing, system.planFiling.reason) as Known<{
          id: string;
          evidence: string | null;
          missing: readonly PlanElement[];
        }>,
    ),
    comments: unless(system.comments, () =>
      seen.commentsChecked === 'yes' ? { value: [] } : missingOf(system.comments.reason),
    ),
    archive: unless(system.archive, () =>
      listed('archive', seen.archiveChecked, seen.archiveMissing, system.archive.reason),
    ),
    fieldWork: unless(system.fieldWork, () => fieldWorkSeen(system, seen, source, faults)),
    workingPapers: unless(system.workingPapers, () => papersSeen(system, seen, source, faults)),
    reportFaults: unless(system.reportFaults, () =>
      seen.reportChecked === 'yes'
        ? {
            value: seen.reportFaults.flatMap((row, index) => {
              if ([row.text, row.gravity, row.evidence].every((value) => value.trim() === '')) return [];
              if (row.gravity === '' || row.text.trim() === '')
                faults[`observed.reportFaults[${index}].text`] = '写明差错并选择轻重。';
              const gravity = row.gravity || 'other';
              const evidence = row.evidence.trim() || null;
              return [{ ...source(`report:${index}`, evidence), gravity, text: row.text.trim() }];
            }),
          }
        : missingOf(system.reportFaults.reason),
    ),
    secrecyBreaches: unless(system.secrecyBreaches, () =>
      breachesSeen('secrecy', seen.secrecyChecked, seen.secrecyBreaches, source, faults),
    ),
    undeclaredRelations: unless(system.undeclaredRelations, () =>
      breachesSeen('relations', seen.relationsChecked, seen.undeclaredRelations, source, faults),
    ),
  };
}

type SourceOf = (kind: string, evidence: string | null) => { id: string; evidence: string | null };

const missingOf = (reason: string | undefined): { value: null; reason: string } => ({
  value: null,
  reason: reason ?? '尚未核查',
});

function fieldWorkSeen(
  system: AssessmentFacts,
  seen: Observed,
  source: SourceOf,
  faults: Record<string, string>,
): AssessmentFacts['fieldWork'] {
  const typed = {
    fieldWorkDone: seen.fieldWorkDone,
    fieldWorkPlanned: seen.fieldWorkPlanned,
    fieldWorkFunds: seen.fieldWorkFunds,
  };
  if (Object.values(typed).every((value) => value.trim() === '')) return missingOf(system.fieldWork.reason);
  const amount = (name: keyof typeof typed): number => {
    const parsed = parseMoney(typed[name], '万元');
    if ('fen' in parsed) return parsed.fen;
    faults[`observed.${name}`] = '按万元填写资金额，如 120.5；没有的填 0。';
    return NaN;
  };
  const [done, planned, funds] = [
    amount('fieldWorkDone'),
    amount('fieldWorkPlanned'),
    amount('fieldWorkFunds'),
  ];
  if ([done, planned, funds].some(Number.isNaN)) return missingOf('现场调研的资金额尚未填写完整');
  return { value: { ...source('fieldWork', '评分人核查'), done, planned, funds, offSite: null } };
}

function papersSeen(
  system: AssessmentFacts,
  seen: Observed,
  source: SourceOf,
  faults: Record<string, string>,
): AssessmentFacts['workingPapers'] {
  const typed = {
    papersTotal: seen.papersTotal,
    papersChecked: seen.papersChecked,
    papersSupported: seen.papersSupported,
  };
  if (Object.values(typed).every((value) => value.trim() === ''))
    return missingOf(system.workingPapers.reason);
  const count = (name: keyof typeof typed): number => {
    const read = whole(typed[name]);
    if (read === null) faults[`observed.${name}`] = '填写不小于 0 的整数。';
    return read ?? NaN;
  };
  const [total, checked, supported] = [
    count('papersTotal'),
    count('papersChecked'),
    count('papersSupported'),
  ];
  if ([total, checked, supported].some(Number.isNaN)) return missingOf('抽查底稿的数量尚未填写完整');
  if (checked > total) faults['observed.papersChecked'] = '抽查数不得多于总数。';
  else if (supported > checked) faults['observed.papersSupported'] = '有底稿数不得多于抽查数。';
  if (checked > total || supported > checked) return missingOf('抽查底稿的数量前后不符');
  const evidence = seen.papersEvidence.trim() || null;
  return { value: { ...source('papers', evidence), total, checked, supported } };
}

function breachesSeen(
  kind: 'secrecy' | 'relations',
  checked: string,
  rows: Observed['secrecyBreaches'],
  source: SourceOf,
  faults: Record<string, string>,
): Known<readonly Breach[]> {
  if (checked !== 'yes') return missingOf(kind === 'secrecy' ? '保密与资料管理尚未核实' : '利害关系尚未核实');
  const name = kind === 'secrecy' ? 'secrecyBreaches' : 'undeclaredRelations';
  return {
    value: rows.flatMap((row, index) => {
      if ([row.on, row.gravity, row.text, row.evidence].every((value) => value.trim() === '')) return [];
      const path = `observed.${name}[${index}]`;
      if (!isDay(row.on.trim())) faults[`${path}.on`] = '按 2025-11-20 的格式填写日期。';
      if (row.gravity === '') faults[`${path}.gravity`] = '选择情节轻重。';
      if (row.text.trim() === '') faults[`${path}.text`] = '写明事实和核实的方式。';
      const gravity = row.gravity || 'minor';
      const evidence = row.evidence.trim() || null;
      return [{ ...source(`${kind}:${index}`, evidence), on: row.on.trim(), gravity, text: row.text.trim() }];
    }),
  };
}

const whole = (typed: string): number | null =>
  /^\d{1,6}$/.test(typed.trim()) ? Number(typed.trim()) : null;
