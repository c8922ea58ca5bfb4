/**
 * Units, objects and plans of the example district. What bears a real name comes from the bureau's own summary of 2025 and
 * carries only what that says; all else is 示例.
 */
import { addDocument } from '../../api/documents/commands.ts';
import { createEvaluatee } from '../../api/evaluatees/commands.ts';
import type { EvaluateeKind } from '../../api/evaluatees/schema.ts';
import * as plans from '../../api/plans/commands.ts';
import { createUnit } from '../../api/units/commands.ts';
import { shanghai, type Seed } from './seed.ts';

export interface SeededPlans {
  /** By `'2025 示例校舍安全提升项目'`. */
  evaluatees: Record<string, string>;
  /** Units by name. */
  units: Record<string, string>;
}

export async function seedPlans(seed: Seed): Promise<SeededPlans> {
  const { officer } = seed.people;
  for (const document of documents)
    await addDocument(seed.at(shanghai('2025-01-06'), officer!), { number: '', ...document });
  const units = await seedUnits(seed);
  const evaluatees: Record<string, string> = {};
  const plan = async (year: number, names: readonly Named[]) => {
    const rows = names.map((named) => ({ ...named, id: '' }));
    for (const row of rows) {
      const at = seed.at(shanghai(`${year}-01-15`, '10:00'), officer!);
      row.id = (await createEvaluatee(at, evaluateeOf(row, year, units))).id;
      evaluatees[`${year} ${row.name}`] = row.id;
    }
    return rows;
  };
  await seedPlan(seed, 2023, await plan(2023, examples.slice(0, 6)));
  await seedPlan(seed, 2024, await plan(2024, examples.slice(0, 9)));
  const real = await plan(2025, realNames);
  const example = await plan(2025, examples);
  const version = await seedPlan(seed, 2025, [...real, ...example.slice(0, -1)]);
  await amend(seed, version, example.at(-1)!.id, example.at(-2)!.id);
  const summary = seed.at(shanghai('2025-11-18', '15:00'), officer!, version + 3);
  await plans.recordOutcomes(
    summary,
    2025,
    real.map(({ id }) => id),
  );
  await seedDraft(seed, await plan(2026, examples.slice(0, 5)));
  return { evaluatees, units };
}

interface Named {
  name: string;
  kind: EvaluateeKind;
  /** Empty: whose it is was not published. */
  unit: string;
  /** In 万元; empty: not published. */
  budgeted: string;
  reason: string;
}

type Row = Named & { id: string };

/** 58 first-level departments, one of them classified, and 51 second-level units. */
async function seedUnits(seed: Seed): Promise<Record<string, string>> {
  const at = seed.at(shanghai('2023-01-04'), seed.people.officer!);
  const units: Record<string, string> = {};
  const add = async (unit: {
    level: '1' | '2';
    code: string;
    name: string;
    division: string;
    parent?: string;
  }) => {
    const { parent, ...rest } = unit;
    const parentId = parent ? units[parent]! : '';
    units[unit.name] = (await createUnit(at, { uscc: '', ...rest, classified: 'no', parentId })).id;
  };
  for (const [index, name] of realUnits.entries())
    await add({ level: '1', code: `WGK-0${index + 1}`, name, division: '未公开' });
  for (const [index, [name, division]] of exampleDepartments.entries())
    await add({ level: '1', code: String(101001 + index), name, division });
  for (let number = 1; number <= 57 - realUnits.length - exampleDepartments.length; number++)
    await add({
      level: '1',
      code: String(102000 + number),
      name: `示例单位${padded(number)}`,
      division: '综合科',
    });
  for (let number = 1; number <= 51; number++) {
    const [parent, division] = exampleDepartments[number % exampleDepartments.length]!;
    const name = `示例${parent.replace('示例', '')}下属单位${padded(number)}`;
    await add({ level: '2', code: String(201000 + number), name, division, parent });
  }
  const blank = { code: '', name: '', parentId: '', division: '', uscc: '' };
  await createUnit(at, { classified: 'yes', level: '1', ...blank });
  return units;
}

const padded = (number: number): string => String(number).padStart(2, '0');

const evaluateeOf = ({ name, kind, unit, budgeted }: Named, year: number, units: Record<string, string>) => ({
  unitId: unit ? units[unit]! : '',
  kind,
  name,
  year,
  budgeted: budgeted ? Number(budgeted) * 1_000_000 : null,
  adjusted: null,
  spent: null,
  note: unit.startsWith('示例') ? '示例数据' : '据 2025 年预算绩效管理工作总结；金额等未公开',
});

/** Drafted by an officer, decided by a leader on a meeting's minutes. Returns the plan's version. */
async function seedPlan(seed: Seed, year: number, rows: readonly Row[]): Promise<number> {
  const { officer, leader } = seed.people;
  await plans.openPlan(seed.at(shanghai(`${year}-02-17`), officer!), { year });
  let version = 1;
  for (const { id, reason } of rows)
    await plans.addItem(seed.at(shanghai(`${year}-02-18`), officer!, version++), year, {
      evaluateeId: id,
      reason,
    });
  const decided = seed.at(shanghai(`${year}-03-12`, '16:00'), leader!, version++);
  await plans.decidePlan(decided, year, meetingOf(`${year}-03-11`, `示例纪要〔${year}〕4号`));
  return version;
}

async function amend(seed: Seed, version: number, added: string, removed: string): Promise<void> {
  const { officer, leader } = seed.people;
  const propose = (at: string, seen: number, kind: 'add' | 'remove', evaluateeId: string, reason: string) =>
    plans.proposeChange(seed.at(shanghai('2025-06-09', at), officer!, seen), 2025, {
      kind,
      evaluateeId,
      reason,
    });
  await propose('09:30', version, 'add', added, '年中追加预算较多，需掌握资金使用效果');
  await propose('09:40', version + 1, 'remove', removed, '项目延期到下一年度实施');
  const decided = seed.at(shanghai('2025-06-18', '16:00'), leader!, version + 2);
  await plans.amendPlan(decided, 2025, meetingOf('2025-06-17', '示例纪要〔2025〕9号'));
}

async function seedDraft(seed: Seed, rows: readonly Row[]): Promise<void> {
  const { officer } = seed.people;
  await plans.openPlan(seed.at(shanghai('2025-11-17'), officer!), { year: 2026 });
  let version = 1;
  for (const { id, reason } of rows.slice(0, 3))
    await plans.addItem(seed.at(shanghai('2025-11-17', '10:00'), officer!, version++), 2026, {
      evaluateeId: id,
      reason,
    });
}

const meetingOf = (heldOn: string, minutesNumber: string) => ({
  meeting: '示例局党组会',
  heldOn,
  minutesNumber,
  attendees: '示例局长、示例副局长甲、示例副局长乙、示例纪检组长',
  withdrew: '',
  dissent: '',
});

const realUnits = ['新乡市牧野区医疗保障局', '新乡市牧野区城市管理局'];

const summarised = '列入 2025 年财政重点绩效评价（据 2025 年预算绩效管理工作总结）';

const realNames: readonly Named[] = [
  ...[
    '智慧黑板采购项目',
    '新开办企业免费刻章项目',
    '防返贫保险项目',
    '教学楼维修加固工程项目',
    '2024 年普惠性民办幼儿园奖补资金项目',
    '定国幼儿园改造项目',
    '2024 年巩固脱贫成果衔接乡村振兴项目',
  ].map((name): Named => ({ name, kind: 'project', unit: '', budgeted: '', reason: summarised })),
  ...realUnits.map((unit): Named => ({
    name: `${unit}部门整体支出`,
    kind: 'department',
    unit,
    budgeted: '',
    reason: summarised,
  })),
];

const exampleDepartments: readonly (readonly [name: string, division: string])[] = [
  ['示例教育局', '教科文科'],
  ['示例农业农村局', '农业科'],
  ['示例卫生健康委员会', '社保科'],
  ['示例交通运输局', '经建科'],
  ['示例民政局', '社保科'],
  ['示例住房和城乡建设局', '经建科'],
  ['示例人力资源和社会保障局', '社保科'],
  ['示例文化和旅游局', '教科文科'],
];

const wide = '资金量较大，涉及群众面广';
const examples: readonly Named[] = [
  { name: '示例校舍安全提升项目', kind: 'project', unit: '示例教育局', budgeted: '860', reason: wide },
  { name: '示例农村公路养护项目', kind: 'project', unit: '示例交通运输局', budgeted: '1240', reason: wide },
  { name: '示例社区养老服务项目', kind: 'project', unit: '示例民政局', budgeted: '320', reason: wide },
  {
    name: '示例污水管网专项债券项目',
    kind: 'bondProject',
    unit: '示例住房和城乡建设局',
    budgeted: '5600',
    reason: '专项债券资金，须按规定开展绩效评价',
  },
  {
    name: '示例就业补助政策',
    kind: 'policy',
    unit: '示例人力资源和社会保障局',
    budgeted: '480',
    reason: '政策实施满三年，需决定是否延续',
  },
  {
    name: '示例教育局部门整体支出',
    kind: 'department',
    unit: '示例教育局',
    budgeted: '21300',
    reason: '三年内未开展部门整体评价',
  },
  {
    name: '示例基本公共卫生服务项目',
    kind: 'project',
    unit: '示例卫生健康委员会',
    budgeted: '1980',
    reason: wide,
  },
  { name: '示例高标准农田建设项目', kind: 'project', unit: '示例农业农村局', budgeted: '2650', reason: wide },
  { name: '示例图书馆运行项目', kind: 'project', unit: '示例文化和旅游局', budgeted: '210', reason: wide },
  {
    name: '示例老旧小区改造项目',
    kind: 'project',
    unit: '示例住房和城乡建设局',
    budgeted: '3400',
    reason: wide,
  },
  { name: '示例困难群众救助项目', kind: 'project', unit: '示例民政局', budgeted: '760', reason: wide },
  {
    name: '示例乡镇卫生院改造项目',
    kind: 'project',
    unit: '示例卫生健康委员会',
    budgeted: '930',
    reason: wide,
  },
  { name: '示例防汛应急维修项目', kind: 'project', unit: '示例交通运输局', budgeted: '540', reason: wide },
];

const unpublished = '据 2025 年预算绩效管理工作总结；文本未公开';

const documents = [
  {
    number: '牧财字〔2022〕3号',
    title: '牧野区财政局关于印发《牧野区区级预算政策项目事前绩效评估管理办法》等 5 个办法的通知',
  },
  { number: '牧财字〔2020〕73号', title: '牧野区财政局关于印发《牧野区财政支出绩效评价管理暂行办法》的通知' },
  {
    number: '牧财字〔2024〕62号',
    title: '牧野区财政局关于完善地方政府专项债券项目资金绩效管理机制的意见（试行）',
  },
  { number: '牧财字〔2024〕45号', title: '牧野区财政局关于印发预算绩效目标编制指南的通知' },
  { title: '牧野区财政局关于印发《共性绩效指标体系》和《分行业分领域绩效指标体系》的通知' },
  { title: '牧野区财政局关于印发《分行业分领域专项资金绩效指标和标准体系》的通知' },
  { title: '项目支出绩效评价指标体系框架' },
  { title: '专项债券项目资金绩效评价指标体系框架-建设期' },
].map((document) => ({ ...document, note: unpublished }));
