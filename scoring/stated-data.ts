/**
 * How an agency writes down the method of an indicator and the data behind a mark, in one line each; read here so that
 * the sheet can be recomputed.
 */
import {
  attainmentLevels,
  type AttainmentLevel,
  type Finding,
  type RatioPart,
  isShareFinding,
  isShareRule,
  type ScoringRule,
  type ShareFinding,
  type ShareRule,
  type SurveyAnswers,
} from './indicator-rules.ts';
import { parsePoints, parseRational } from './points.ts';
import type { StatedRow, Tally } from './sheet-check.ts';

/** 计分方法 that a row of the indicator system may name, with how its parameter is written. */
export const methods = {
  elements: { title: '要素', scale: '要素个数，例如 3', data: '各要素符合程度，例如 50%；90%；100%' },
  yesNo: { title: '是否', scale: '', data: '是 或 否' },
  ratio: {
    title: '比率',
    scale: '零分比率-满分比率，例如 80-100，不填为 0-100',
    data: '实际/计划，例如 131/146；65/101',
  },
  saved: { title: '节约率', scale: '零分比率-满分比率，例如 0-10', data: '实际成本/计划成本，例如 95/100' },
  changed: { title: '变动率', scale: '零分比率-满分比率，例如 20-0', data: '本年/上年，例如 90/100' },
  survey: { title: '满意度', scale: '零分比率-满分比率，例如 70-90', data: '五档份数，例如 329/94/4/2/3' },
  bands: { title: '分级（按比率）', scale: '下限:分值，从高到低，例如 90:4；60:2；0:0', data: '实际/计划' },
  steps: { title: '分级（按等次）', scale: '等次:分值，例如 好:4；中:2；差:0', data: '等次名称' },
  attainment: { title: '定性达成程度', scale: '', data: '达成程度，例如 85%' },
  deductions: { title: '扣分', scale: '', data: '各次扣分，例如 0.5；1' },
  counts: { title: '按数累加', scale: '每项分值，例如 0.5', data: '项数' },
  mixed: {
    title: '定性与定量结合',
    scale: '各部分的占比、方法和参数，例如 60% 比率 80-100；40% 定性达成程度',
    data: '按各部分的先后各写一项，例如 131/146；85%',
  },
} as const;

export type Method = keyof typeof methods;

/** The rule, or what is wrong with its parameter. An empty method is judged by hand. */
export function readMethod(method: Method | '', scale: string): { rule: ScoringRule } | { problem: string } {
  if (method === '') return { rule: { kind: 'judged' } };
  const rule = ruleOf(method, scale.trim());
  return rule ? { rule } : { problem: `「${methods[method].title}」的参数填写${methods[method].scale}` };
}

function ruleOf(method: Method, scale: string): ScoringRule | null {
  switch (method) {
    case 'yesNo':
    case 'attainment':
    case 'deductions':
      return { kind: method };
    case 'elements': {
      const count = /^([1-9]|1\d|20)$/.test(scale) ? Number(scale) : 0;
      const elements = Array.from({ length: count }, (_, index) => `要素${index + 1}`);
      return count === 0 ? null : { kind: 'elements', elements };
    }
    case 'counts': {
      const each = parsePoints(scale);
      return 'points' in each && each.points > 0 ? { kind: 'counts', each: each.points } : null;
    }
    case 'steps':
    case 'bands':
      return tableOf(method, segments(scale));
    case 'mixed':
      return mixedOf(segments(scale));
    default:
      return percentsOf(method, scale === '' ? '0-100' : scale);
  }
}

function percentsOf(method: 'ratio' | 'saved' | 'changed' | 'survey', scale: string): ScoringRule | null {
  const match = /^(\d{1,4})\s*[-－–—~～至]\s*(\d{1,4})$/.exec(scale);
  if (!match) return null;
  const [zeroAt, fullAt] = [Number(match[1]), Number(match[2])];
  if (zeroAt === fullAt || (method === 'survey' && zeroAt > fullAt)) return null;
  if (method === 'survey') return { kind: 'survey', zeroAt, fullAt };
  return { kind: 'ratio', zeroAt, fullAt, ...(method === 'ratio' ? {} : { measure: method }) };
}

function tableOf(kind: 'steps' | 'bands', rows: readonly string[]): ScoringRule | null {
  const read = rows.map((row) => {
    const [, label = '', text = ''] = /^(.+?)\s*[:：]\s*(.+)$/.exec(row) ?? [];
    const points = parsePoints(text);
    return 'points' in points && points.points >= 0 ? { label, points: points.points } : null;
  });
  if (read.length < 2 || !read.every((row) => row !== null)) return null;
  if (kind === 'steps') return { kind, steps: read };
  if (!read.every(({ label }) => /^\d{1,4}%?$/.test(label))) return null;
  const bands = read.map(({ label, points }) => ({ from: Number.parseInt(label, 10), points }));
  const falling = bands.every(({ from }, index) => index === 0 || from < bands[index - 1]!.from);
  return falling && bands.at(-1)!.from === 0 ? { kind, bands } : null;
}

/** Methods whose data is one entry: a part of a mixed rule has one. */
const partMethods = [
  'yesNo',
  'ratio',
  'saved',
  'changed',
  'survey',
  'attainment',
] as const satisfies Method[];

function mixedOf(rows: readonly string[]): ScoringRule | null {
  const parts = rows.map((row) => {
    const [, percent = '', title, scale = ''] = /^(\d{1,2})\s*%\s*(\S+)(?:\s+(.+))?$/.exec(row) ?? [];
    const method = partMethods.find((one) => methods[one].title === title);
    const rule = method ? ruleOf(method, scale.trim()) : null;
    return rule && isShareRule(rule) ? { percent: Number(percent), rule } : null;
  });
  if (parts.length < 2 || !parts.every((part) => part !== null)) return null;
  const whole = parts.reduce((sum, { percent }) => sum + percent, 0);
  return whole === 100 && parts.every(({ percent }) => percent > 0) ? { kind: 'mixed', parts } : null;
}

export interface StatedData extends Pick<StatedRow, 'finding' | 'percent'> {
  readonly tallies: readonly Tally[];
}

/**
 * The data behind one mark: parts by ；or line, `=93.35%` for the ratio as printed, `正文：195+153=348` for a count at a
 * place. What is not written leaves the mark as it is.
 */
export function readData(name: string, rule: ScoringRule, text: string): StatedData | { problem: string } {
  const rest: string[] = [];
  const tallies: Tally[] = [];
  let percent: string | undefined;
  for (const segment of segments(text)) {
    const tally = /^(?:([^：:]{1,30})[：:])?\s*([\d.]+(?:\s*[+＋]\s*[\d.]+)+)\s*[=＝]\s*([\d.]+)$/.exec(
      segment,
    );
    const printed = /^[=＝]\s*(-?\d+(?:\.\d+)?)\s*%?$/.exec(segment);
    if (tally)
      tallies.push({
        name,
        place: tally[1]?.trim() ?? `第 ${tallies.length + 1} 处`,
        parts: tally[2]!.split(/\s*[+＋]\s*/),
        total: tally[3]!,
      });
    else if (printed) percent = printed[1]!;
    else rest.push(segment);
  }
  if (rest.length === 0) return { tallies, ...(percent === undefined ? {} : { percent }) };
  const finding = findingOf(rule, rest);
  if (typeof finding === 'string') return { problem: finding };
  return { finding, tallies, ...(percent === undefined ? {} : { percent }) };
}

const oneEntry: readonly ScoringRule['kind'][] = ['yesNo', 'attainment', 'counts', 'steps'];

function findingOf(rule: ScoringRule, rows: readonly string[]): Finding | string {
  if (rows.length > 1 && oneEntry.includes(rule.kind)) return `只写一项，现有 ${rows.length} 项，请保留一项`;
  const [only = ''] = rows;
  switch (rule.kind) {
    case 'elements': {
      const met = rows.map((row) => (/^\d{1,3}%?$/.test(row) ? Number.parseInt(row, 10) : null));
      return met.includes(null) ? '各要素符合程度写为百分比，例如 50%；100%' : { kind: 'elements', met };
    }
    case 'yesNo':
      return only === '是' || only === '否' ? { kind: 'yesNo', met: only === '是' } : '写「是」或「否」';
    case 'attainment':
      return attainmentOf(only);
    case 'ratio':
    case 'bands': {
      const parts = rows.map(ratioOf);
      return parts.every((part) => part !== null)
        ? { kind: rule.kind, parts }
        : '写为实际数/计划数，例如 131/146；65/101';
    }
    case 'survey': {
      const answers = only
        .split(/\s*[/、]\s*/)
        .map((count) => (/^\d{1,9}$/.test(count) ? Number(count) : -1));
      return answers.length === 5 && rows.length === 1 && !answers.includes(-1)
        ? { kind: 'survey', answers: answers as unknown as SurveyAnswers }
        : '写五档份数，例如 329/94/4/2/3';
    }
    case 'deductions': {
      const lost = rows.map((row) => parsePoints(row.replace(/^[-－]/, '')));
      return lost.every((one) => 'points' in one)
        ? { kind: 'deductions', lost: lost.map(({ points }) => points) }
        : '写各次扣的分，例如 0.5；1';
    }
    case 'counts':
      return /^\d{1,9}$/.test(only) ? { kind: 'counts', count: Number(only) } : '写项数，例如 3';
    case 'steps':
      return { kind: 'steps', label: only };
    case 'mixed':
      return mixedFindings(rule.parts, rows);
    case 'judged':
      return '本指标未约定计分方法，只能核对数量，写为「位置：195+153=348」';
  }
}

function mixedFindings(parts: readonly { rule: ShareRule }[], rows: readonly string[]): Finding | string {
  if (rows.length !== parts.length) return `共 ${parts.length} 个部分，按先后各写一项`;
  const findings: ShareFinding[] = [];
  for (const [index, { rule }] of parts.entries()) {
    const finding = findingOf(rule, [rows[index]!]);
    if (typeof finding === 'string') return `第 ${index + 1} 部分${finding}`;
    if (isShareFinding(finding)) findings.push(finding);
  }
  return { kind: 'mixed', findings };
}

function attainmentOf(text: string): Finding | string {
  const percent = /^\d{1,3}%?$/.test(text) ? Number.parseInt(text, 10) : -1;
  const level = (Object.keys(attainmentLevels) as AttainmentLevel[]).find(
    (one) => percent >= attainmentLevels[one].from && percent < attainmentLevels[one].below,
  );
  return level ? { kind: 'attainment', level, percent } : '达成程度写为 0% 至 100%';
}

/** '131/146', or '87.93%' for 87.93/100. */
function ratioOf(text: string): RatioPart | null {
  const [done = '', planned = '', ...more] = text.endsWith('%')
    ? [text.slice(0, -1), '100']
    : text.split('/');
  if (more.length > 0 || !parseRational(done) || !parseRational(planned)) return null;
  return { done: done.trim(), planned: planned.trim() };
}

const segments = (text: string): string[] =>
  text
    .split(/[；;\n\r]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
