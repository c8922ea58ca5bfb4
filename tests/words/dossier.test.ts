import { expect, test } from 'vitest';
import { groupsOf, pathText } from '#lib/dossier.ts';

const person = { id: 'p1', name: '示例甲', employer: '示例事务所' };

test('a person has a 姓名, a project and a branch have a 名称', () => {
  const labelsOf = (...asked: Parameters<typeof groupsOf>) =>
    groupsOf(...asked).flatMap(({ leaves }) => leaves.map(({ label }) => label));
  expect(labelsOf('people', { people: [person] })).toEqual(['姓名', '工作单位']);
  expect(labelsOf('people', [person])).toContain('姓名');
  expect(labelsOf('trackRecord', { projects: [{ id: 'x', name: '示例项目' }] })).toEqual(['名称']);
  expect(labelsOf('basic', { branches: [{ id: 'x', name: '示例分所' }] })).toEqual(['名称']);
});

test('the same where contents are compared and where a stale form is refused', () => {
  const names = new Map([['p1', '示例甲']]);
  expect(pathText(['p1', 'name'], names, 'people')).toBe('示例甲 · 姓名');
  expect(pathText(['projects', 'x1', 'name'], new Map([['x1', '示例项目']]), 'trackRecord')).toBe(
    '业绩 · 示例项目 · 名称',
  );
  expect(pathText(['name'], new Map(), 'people')).toBe('姓名');
});
