import { Hono } from 'hono';
import type { z } from 'zod';
import type { Day } from '#scoring/calendar.ts';
import { allow, read, type Context, type Env } from '../context.ts';
import { csv, csvResponse } from '../csv.ts';
import type { Task } from '../home/routes.ts';
import { query } from '../input.ts';
import { countToCheck } from '../rectifications/queries.ts';
import { sortedBy } from '../sorting.ts';
import { isDueThisWeek, listSupervised, matches, type SupervisedRow } from './queries.ts';
import { supervisionSearch } from './schema.ts';

export const supervision = new Hono<Env>()
  .get('/', allow('supervision.read'), query(supervisionSearch), async (c) => {
    const context = read(c);
    const { today, db } = context;
    const all = await listSupervised(context);
    const rows = inOrder(all, c.req.valid('query'), today);
    const count = (rag: string) => all.filter(({ light }) => light.rag === rag).length;
    return c.json({
      rows,
      total: all.length,
      divisions: [...new Set(all.map(({ division }) => division))].sort(),
      counters: {
        red: count('red'),
        amber: count('amber'),
        dueThisWeek: all.filter((row) => isDueThisWeek(row, today)).length,
        rectificationsToCheck: await countToCheck(db),
      },
    });
  })
  .get('/export.csv', allow('supervision.read'), query(supervisionSearch), async (c) => {
    const context = read(c);
    const rows = inOrder(await listSupervised(context), c.req.valid('query'), context.today);
    return csvResponse(`督导看板-${context.today}.csv`, csv([heads, ...rows.map(cells)]));
  });

const inOrder = (rows: SupervisedRow[], search: z.output<typeof supervisionSearch>, today: Day) =>
  sortedBy(
    rows.filter((row) => matches(row, search, today)),
    search.sort,
    {
      code: ({ code }) => code,
      agencyName: ({ agencyName }) => agencyName,
      unitName: ({ unitName }) => unitName,
      next: ({ light }) => light.next?.due ?? null,
    },
  );

/** What is red waits for the supervisor. */
export async function listSupervisionTasks(context: Context): Promise<Task[]> {
  if (context.actor.hat !== 'supervisor') return [];
  const rows = (await listSupervised(context)).filter(({ light }) => light.rag === 'red');
  return rows.map((row) => ({
    title: `督办：${row.light.reason}`,
    subject: `${row.code} ${row.title}`,
    path: `/commissions/${row.code}`,
    holder: row.holder,
    due: row.light.next?.due ?? null,
  }));
}

const words = { red: '红', amber: '黄', green: '绿', grey: '未启动' } as const;
const heads = [
  '委托编号',
  '名称',
  '承接机构',
  '预算单位',
  '牵头科室',
  '阶段',
  '办理方',
  '下一节点',
  '期限',
  '剩余工作日',
  '灯号',
  '原因',
];

const cells = (row: SupervisedRow) => [
  row.code,
  row.title,
  row.agencyName,
  row.unitName,
  row.division,
  row.stageTitle,
  row.holder,
  row.light.next?.title ?? null,
  row.light.next?.due ?? null,
  row.light.next?.left ?? null,
  words[row.light.rag],
  row.light.reason,
];
