/** The static proof of an evaluation framework: what must hold of it before indicators are made from it. */
import { benefitLevels, indicatorLengths, indicatorsAtMost, outputLevel, ruleText } from './evaluation.ts';
import { fault, frameworkClaims, type FrameworkClaim, type PlacedFrameworkFault } from './framework-fault.ts';
import {
  indicatorsOf,
  placedFirsts,
  placedIndicators,
  placedSeconds,
  secondsOf,
  type FrameworkOutline,
  type OutlinedIndicator,
  type Placed,
} from './framework-outline.ts';
import { pointFaults, resultWarnings } from './framework-points.ts';

export interface FrameworkProof {
  readonly faults: readonly PlacedFrameworkFault[];
  /** To be explained, not refused. */
  readonly warnings: readonly string[];
  readonly proved: readonly string[];
}

/** A code has one digit for the second level and two for the third. */
const branchesAtMost = { firstLevels: 10, secondLevels: 9, indicators: 99 } as const;

export function proveFramework(outline: FrameworkOutline): FrameworkProof {
  const faults = [
    ...nameFaults(outline),
    ...levelFaults(outline),
    ...branchFaults(outline),
    ...placedIndicators(outline).flatMap(({ node, path }) => textFaults(node, path)),
    ...pointFaults(outline),
  ];
  const open = new Set(faults.map(({ claim }) => claim));
  const proved = (Object.keys(frameworkClaims) as FrameworkClaim[]).filter((claim) => !open.has(claim));
  return {
    faults,
    warnings: open.has('points') ? [] : resultWarnings(outline),
    proved: proved.map((claim) => frameworkClaims[claim]),
  };
}

function nameFaults(outline: FrameworkOutline): PlacedFrameworkFault[] {
  const { title, secondLevel } = indicatorLengths;
  return [
    ...(outline.basis.trim() ? [] : [fault('names', 'basis', '请写明制定依据')]),
    ...(outline.title.trim() ? [] : [fault('names', 'title', '请写明框架的名称')]),
    ...siblingFaults(placedFirsts(outline), '一级指标', indicatorLengths.firstLevel),
    ...placedFirsts(outline).flatMap((one) => siblingFaults(secondsOf(one), '二级指标', secondLevel)),
    ...placedSeconds(outline).flatMap((one) => siblingFaults(indicatorsOf(one), '三级指标', title)),
  ];
}

/** Each branch by its name: indicators are found by it, and a branch of the same name would be joined with it. */
function siblingFaults(siblings: readonly Placed<{ title: string }>[], level: string, atMost: number) {
  const names = siblings.map(({ node }) => node.title.trim());
  return names.flatMap((name, index) => {
    const say = (message: string) => [fault('names', `${siblings[index]!.path}.title`, message)];
    if (name === '') return say(`第 ${index + 1} 个${level}没有名称，请填写或者删除`);
    if (name.length > atMost) return say(`${level}名称至多 ${atMost} 个字，现为 ${name.length} 个字`);
    if (names.indexOf(name) < index) return say(`${level}「${name}」重复，请改名或者合并为一个`);
    return [];
  });
}

/** The share of output and benefit is reckoned by these names. */
function levelFaults(outline: FrameworkOutline): PlacedFrameworkFault[] {
  const names = outline.firstLevels.map(({ title }) => title.trim());
  const missing = [
    ...(names.includes(outputLevel) ? [] : [`「${outputLevel}」`]),
    ...(names.some((name) => benefitLevels.includes(name)) ? [] : ['「效益」（或者「效果」）']),
  ];
  return [
    ...missing.map((name) => fault('levels', 'firstLevels', `缺少一级指标${name}，请添加`)),
    ...placedFirsts(outline)
      .filter(({ node }) => node.secondLevels.length === 0)
      .map(({ node, path }) =>
        fault(
          'levels',
          `${path}.secondLevels`,
          `${called('一级指标', node)}下没有二级指标，请添加或者删除它`,
        ),
      ),
    ...placedSeconds(outline)
      .filter(({ node }) => node.indicators.length === 0)
      .map(({ node, path }) =>
        fault('levels', `${path}.indicators`, `${called('二级指标', node)}下没有三级指标，请添加或者删除它`),
      ),
  ];
}

function branchFaults(outline: FrameworkOutline): PlacedFrameworkFault[] {
  const { firstLevels } = outline;
  const all = placedIndicators(outline).length;
  return [
    ...tooMany('firstLevels', firstLevels, branchesAtMost.firstLevels, '一级指标'),
    ...placedFirsts(outline).flatMap(({ node, path }) =>
      tooMany(
        `${path}.secondLevels`,
        node.secondLevels,
        branchesAtMost.secondLevels,
        `${called('一级指标', node)}下的二级指标`,
      ),
    ),
    ...placedSeconds(outline).flatMap(({ node, path }) =>
      tooMany(
        `${path}.indicators`,
        node.indicators,
        branchesAtMost.indicators,
        `${called('二级指标', node)}下的三级指标`,
      ),
    ),
    ...(all > indicatorsAtMost
      ? [fault('codes', 'firstLevels', `三级指标合计至多 ${indicatorsAtMost} 个，现为 ${all} 个`)]
      : []),
  ];
}

const tooMany = (path: string, all: readonly unknown[], atMost: number, name: string) =>
  all.length > atMost ? [fault('codes', path, `${name}至多 ${atMost} 个，现为 ${all.length} 个`)] : [];

function textFaults(indicator: OutlinedIndicator, path: string): PlacedFrameworkFault[] {
  const { examine, formula } = indicator;
  const name = called('三级指标', indicator);
  if (!examine.some((text) => text.trim()))
    return [fault('texts', `${path}.examine`, `${name}没有评价要点，请一行写一条`)];
  const atMost = indicatorLengths.rule;
  const written = formula.trim() === '' ? ruleText({ examine }) : formula;
  if (written.length <= atMost) return [];
  const [key, text] = formula.trim() === '' ? ['examine', '评价要点合计'] : ['formula', '计算公式'];
  return [
    fault('texts', `${path}.${key}`, `${name}的${text}至多 ${atMost} 个字，现为 ${written.length} 个字`),
  ];
}

const called = (level: string, { title }: { readonly title: string }): string =>
  title.trim() ? `${level}「${title}」` : `未命名的${level}`;
