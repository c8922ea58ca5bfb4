import { z } from 'zod';
import { usccIfKnown } from '../agencies/schema.ts';

const name = z.string().trim().max(200);
const division = z.string().trim().max(50);
const parentId = z.string().default('');

/** `classified` is asked first: a classified unit is only counted, so it has a level and nothing else. */
export const newUnit = z
  .strictObject({
    classified: z.enum(['yes', 'no'], '先选择是否涉密单位。'),
    level: z.enum(['1', '2'], '选择一级部门或二级单位。'),
    code: z.string().trim().max(20).default(''),
    name: name.default(''),
    parentId,
    division: division.default(''),
    uscc: usccIfKnown.default(''),
  })
  .superRefine((unit, check) => {
    const fault = (path: string, message: string) =>
      check.addIssue({ code: 'custom', path: [path], message });
    if (unit.classified === 'yes') {
      const named = '涉密单位只计数，不录入名称等信息：平台不处理涉密内容。请清空这一项。';
      if (unit.name) fault('name', named);
      if (unit.code) fault('code', named);
      if (unit.parentId) fault('parentId', named);
      if (unit.division) fault('division', named);
      if (unit.uscc) fault('uscc', named);
      return;
    }
    if (!unit.name) fault('name', '填写单位名称。');
    if (!/^[0-9A-Za-z-]{2,20}$/.test(unit.code)) fault('code', '单位编码为 2～20 个数字、字母或短横。');
    else if (/^sm-/i.test(unit.code)) fault('code', '以 SM- 开头的编码留作涉密单位计数，请另选编码。');
    if (!unit.division) fault('division', '填写归口的业务科室。');
    if (unit.level === '1' && unit.parentId) fault('parentId', '一级部门没有主管部门，请清空这一项。');
    if (unit.level === '2' && !unit.parentId) fault('parentId', '选择主管的一级部门。');
  });

export const unitChange = z.strictObject({
  name: name.min(1, '填写单位名称。'),
  parentId,
  division: division.min(1, '填写归口的业务科室。'),
  uscc: usccIfKnown.default(''),
});

/** `after` is the code of the last row of the page before. */
export const unitSearch = z.strictObject({
  q: z.string().trim().max(100).default(''),
  level: z.enum(['', '1', '2']).default(''),
  division: z.string().trim().max(50).default(''),
  after: z.string().trim().max(20).default(''),
});
