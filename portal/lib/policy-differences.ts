/** What a draft changes, line by line in words: old and new beside each other, found by codes and not by places. */
import { itemKinds, lateCauses } from '#scoring/rubric-names.ts';
import { causeTitles, ratioTitles } from '#scoring/facts.ts';
import type { EligibilityRules } from '#scoring/eligibility-rules.ts';
import type { Framework } from '#scoring/evaluation.ts';
import { shortPoints } from '#scoring/points.ts';
import { capKinds, type RatingPolicy } from '#scoring/rating-policy.ts';
import type { Rubric, RubricItem } from '#scoring/rubric.ts';
import type { PolicyKind } from '#api/policies/schema.ts';
import { capText, eligibilityRows, examineText, policySections } from './policy-sections.ts';
import { lossLine, ruleLines as sentences } from './rubric-words.ts';
import { pointsText } from './words.ts';

export interface PolicyDifference {
  label: string;
  /** null: not there. */
  before: string | null;
  after: string | null;
}

interface Line {
  key: string;
  label: string;
  text: string;
}

interface Kept {
  content: unknown;
  basis: string;
}

/** The kinds that are compared otherwise than by what their pages show. */
const ownLines: Readonly<Partial<Record<PolicyKind, (kept: Kept) => Line[]>>> = {
  rubric: ({ content }) => [
    ...rubricLines(content as Rubric),
    line('basis', '制定依据', (content as Rubric).basis.join('、')),
  ],
  eligibility: ({ content, basis }) => [
    ...eligibilityRows(content as EligibilityRules).map(([title, value]) => line(title, title, value)),
    line('basis', '制定依据', basis),
  ],
  framework: ({ content, basis }) => [
    ...frameworkLines(content as Framework),
    line('basis', '制定依据', basis),
  ],
  rating: ({ content, basis }) => [...ratingLines(content as RatingPolicy), line('basis', '制定依据', basis)],
};

/** In the order of the draft, then what only the earlier version holds. */
export function policyDifferences(
  { kind, name }: { kind: PolicyKind; name: string },
  before: Kept,
  after: Kept,
): PolicyDifference[] {
  const read = (kept: Kept): Map<string, Line> => {
    const lines = ownLines[kind]?.(kept) ?? shownLines(kind, name, kept);
    return new Map(lines.map((one) => [one.key, one]));
  };
  const [earlier, later] = [read(before), read(after)];
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((key) => {
    const [old, now] = [earlier.get(key), later.get(key)];
    if (old?.text === now?.text) return [];
    return { label: (now ?? old)!.label, before: old?.text ?? null, after: now?.text ?? null };
  });
}

/** Cell by cell as the page of a version shows it; the first column names the row. */
function shownLines(kind: PolicyKind, name: string, { content, basis }: Kept): Line[] {
  const lines = policySections(kind, name, content).flatMap(({ title, note, columns, rows }) => [
    line(`${title}/note`, `${title} 说明`, note ?? ''),
    ...rows.flatMap(([row = '', ...cells]) =>
      cells.map((text, index) => {
        const column = cells.length === 1 ? '' : ` ${columns[index + 1]}`;
        return line(`${title}/${row}/${index}`, `${row}${column}`, text);
      }),
    ),
  ]);
  return [...lines, line('basis', '制定依据', basis)];
}

function rubricLines({ title, dimensions, bands, vetoes, policy }: Rubric): Line[] {
  const order = dimensions.flatMap(({ items }) => items.map(({ code }) => code)).join('、');
  return [
    line('title', '名称', title),
    ...dimensions.flatMap((dimension) => {
      const name = `维度 ${dimension.code}`;
      return [
        line(`d/${dimension.code}/title`, `${name} 名称`, dimension.title),
        line(`d/${dimension.code}/points`, `${name} ${dimension.title} 分值`, pointsText(dimension.points)),
        ...dimension.items.flatMap((item) => itemLines(item, `${dimension.code} ${dimension.title}`)),
      ];
    }),
    line('order', '评分项的次序', order),
    ...bands.map(({ label, from }) => line(`b/${label}`, `考核等级 ${label} 下限`, pointsText(from))),
    ...vetoes.map((veto) => line(`v/${veto.code}`, '否决事项', veto.title)),
    line(
      'p/weights',
      '两位评分人的权重',
      `业务科室 ${policy.lineWeight}%，绩效科 ${policy.performanceWeight}%`,
    ),
    line(
      'p/difference',
      '须会商的差异',
      `超过本项分值的 ${policy.differencePercent}% 且不少于 ${pointsText(policy.differenceAtLeast)} 分`,
    ),
    line('p/full', '满分须写理由的分值', `${pointsText(policy.fullMarksReasonFrom)} 分及以上`),
  ];
}

function itemLines(item: RubricItem, dimension: string): Line[] {
  const name = `${item.code} ${item.title}`;
  const own = (key: string, label: string, text: string) =>
    line(`i/${item.code}/${key}`, `${name} ${label}`, text);
  return [
    own('title', '名称', item.title),
    own('dimension', '所属维度', dimension),
    own('points', '分值', pointsText(item.points)),
    own('clause', '条款', item.clause ?? '本局要求'),
    own('kind', '评分方式', itemKinds[item.kind]),
    ...ruleLines(item, own),
  ];
}

function ruleLines(item: RubricItem, own: (key: string, label: string, text: string) => Line): Line[] {
  const losses =
    'losses' in item
      ? item.losses.map((loss) =>
          own(`l/${loss.cause}`, `扣分情形「${causeTitles[loss.cause]}」`, lossLine(loss)),
        )
      : [];
  switch (item.kind) {
    case 'steps':
      return item.steps.map(({ label, from, anchor }) =>
        own(`s/${label}`, `档次「${label}」`, `${pointsText(from)} 分起：${anchor}`),
      );
    case 'judged':
      return item.parts.map((part) =>
        own(
          `p/${part.code}`,
          `要点 ${part.code}`,
          `${part.title} ${pointsText(part.points)} 分：${part.anchor}`,
        ),
      );
    case 'ratio':
      return [
        own('measure', '完成比例', ratioTitles[item.measure]),
        own('minimum', '政策下限', `${item.minimumPercent}%`),
        own('sample', '抽查不少于', String(item.sampleAtLeast)),
        ...losses,
      ];
    case 'lateDays':
      return [own('late', '逾期', `${lateCauses[item.cause]}，每个工作日扣 ${item.percentPerDay}%`)];
    case 'condition':
    case 'elementShare':
    case 'formula':
      return [own('rule', '评分办法', sentences(item).join('；'))];
    default:
      return [...losses, ...(item.floor ? [own('floor', '保底', `${pointsText(item.floor)} 分`)] : [])];
  }
}

/** By names: an indicator that was renamed is one that went and one that came. */
function frameworkLines({ title, rows }: Framework): Line[] {
  const orders = new Map<string, string[]>();
  const inOrder = (of: string, name: string) => {
    const names = orders.get(of) ?? [];
    if (!names.includes(name)) orders.set(of, [...names, name]);
  };
  for (const { path } of rows) {
    inOrder('一级指标的次序', path[0]);
    inOrder(`「${path[0]}」下二级指标的次序`, path[1]);
    inOrder(`「${path[0]}」「${path[1]}」下三级指标的次序`, path[2]);
  }
  return [
    line('title', '名称', title),
    ...rows.flatMap((row) => {
      const name = row.path.join(' / ');
      return [
        line(`r/${name}`, name, examineText(row)),
        ...(row.points === undefined ? [] : [line(`p/${name}`, `${name} 参考分值`, shortPoints(row.points))]),
      ];
    }),
    ...[...orders].map(([of, names]) => line(`o/${of}`, of, names.join('、'))),
  ];
}

/** The words of a rating policy's single numbers, by their places; the form and the differences share them. */
export const ratingLabels = {
  staleAfterMonths: '最近一次考核的有效月数',
  vetoedAtMost: '被否决的考核至多按（分）',
  'upkeep.months': '档案维护只看最近（月）',
  'upkeep.atMost': '档案维护至多扣（分）',
  'upkeep.tiersAtMost': '仅因档案维护至多降（级）',
  'upkeep.points.lateChange': '信息变更逾期报送，每次扣（分）',
  'upkeep.points.confirmationMissing': '未作年度确认，扣（分）',
  'upkeep.points.falseFiling': '填报内容不实，扣（分）',
  'conduct.atMost': '执业行为至多扣（分）',
  'conduct.major.open': '重大检查问题，答复前扣（分）',
  'conduct.major.answered': '重大检查问题，按期答复后扣（分）',
  'conduct.major.months': '重大检查问题，答复后继续扣（月）',
  'conduct.minor.open': '一般检查问题，答复前扣（分）',
} as const;

function ratingLines(policy: RatingPolicy): Line[] {
  const { bands, weights, caps, conduct } = policy;
  const isPoints = (label: string) => label.endsWith('（分）');
  return [
    ...bands.map(({ label, from }) => line(`b/${label}`, `信用等级 ${label} 下限`, pointsText(from))),
    ...weights.map(({ months, weight }, index) =>
      line(`w/${index}`, `第 ${index + 1} 个考核时段`, `${months} 个月以内，权重 ${weight}`),
    ),
    ...Object.entries(ratingLabels).map(([path, label]) => {
      const value = numberAt(policy, path);
      return line(path, label, isPoints(label) ? pointsText(value) : String(value));
    }),
    ...Object.entries(conduct.decisions).map(([name, { points, months }]) =>
      line(
        `c/${name}`,
        `处理决定（${name}）`,
        `扣 ${pointsText(points)} 分，${months === null ? '公示期内' : `${months} 个月`}`,
      ),
    ),
    ...caps.map((cap, index) =>
      line(
        `k/${cap.kind}/${caps.slice(0, index).filter(({ kind }) => kind === cap.kind).length}`,
        `封顶情形「${capKinds[cap.kind]}」`,
        `${capText(cap)}：至多 ${cap.atMost}`,
      ),
    ),
  ];
}

const numberAt = (policy: RatingPolicy, path: string): number =>
  path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], policy) as number;

const line = (key: string, label: string, text: string): Line => ({ key, label, text });
