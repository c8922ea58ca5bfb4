/** Walks every line the api records, by the types of what it carries, and reads what a person would read of it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { detailText } from '#lib/journal-details.ts';
import { eventOptions, eventWord, subjectWord } from '#lib/journal-words.ts';
import { settingTitles } from '../../api/settings/schema.ts';

interface Line {
  /** Where it is recorded. */
  at: string;
  events: string[];
  detail: ts.Type | null;
}

const program = readProgram();
const checker = program.getTypeChecker();
const lines = program.getSourceFiles().flatMap(linesOf);

/** Letters that officials print themselves: credit ratings, rules, sizes. */
const printed = /\b([A-D]|R\d|[KM]?B)\b/g;
const hasLatin = (text: string): boolean => /[A-Za-z]/.test(text.replace(printed, ''));

describe('the journal', () => {
  it('is found where it is written', () => expect(lines.length).toBeGreaterThan(100));

  it('has a word for each event that is recorded, and for no other', () => {
    const recorded = [...new Set(lines.flatMap(({ events }) => events))].sort();
    expect(eventOptions.map(({ value }) => value).sort()).toEqual(recorded);
    for (const event of recorded) expect(hasLatin(eventWord(event)), event).toBe(false);
  });

  it('has a word for each thing that a line can be about', () => {
    const types = literalsOf(typeNamed('api/journal.ts', 'SubjectType'));
    expect(types.length).toBeGreaterThan(10);
    for (const subjectType of types) {
      const word = subjectWord({ subjectType, subjectCode: null });
      expect([subjectType, hasLatin(word), word === '其他对象']).toEqual([subjectType, false, false]);
    }
    for (const [key, title] of Object.entries(settingTitles))
      expect(subjectWord({ subjectType: 'setting', subjectCode: key })).toBe(title);
    expect(subjectWord({ subjectType: 'plan', subjectCode: '2025' })).toBe('年度计划 2025');
  });

  it('says in Chinese what each line carries', () => {
    const faults = lines.flatMap(({ at, events, detail }) =>
      events.flatMap((event) =>
        (detail ? samplesOf(detail) : []).flatMap((sample) => {
          const text = detailText({ event, detail: sample }, true);
          return hasLatin(text) || text.includes('其他：') ? [`${at} ${event}: ${text}`] : [];
        }),
      ),
    );
    expect([...new Set(faults)]).toEqual([]);
  });

  it.each([
    ['milestone.moved', { from: '2025-11-20', to: '2025-11-28' }, '原截止日：2025-11-20（周四）；新截止日：'],
    ['dossier.reviewTakenOver', { from: '李某' }, '原审核人：李某'],
    ['contract.recorded', { fee: 11_800_000 }, '合同金额：118,000.00 元'],
    ['report.accepted', { points: 8675, grade: '良' }, '得分：86.75；评价等级：良'],
    ['rating.decided', { before: null, rating: 'B' }, '原信用等级：未评级；信用等级：B'],
    ['account.hatsChanged', { before: ['auditor'], hats: ['supervisor'] }, '原角色：审计；角色：督导'],
    ['account.hatsChanged', { division: null, unit: '', reason: '调离' }, '原因：调离'],
    ['notice.sent', { notice: '0197b3c5-0000-7000-8000-000000000001', title: '邀请函' }, '标题：邀请函'],
    [
      'plan.amended',
      { changes: [{ kind: 'add', name: '示例项目', reason: '新增' }] },
      '调整：（类别：列入；名称：示例项目；原因：新增）',
    ],
  ])('says of %s %o what happened', (event, detail, text) =>
    expect(detailText({ event, detail }, true)).toContain(text),
  );

  it('keeps what proves rather than tells out of a timeline', () => {
    const line = { event: 'selection.drawn', detail: { seed: 'ab'.repeat(32), order: ['JG-0001'] } };
    expect(detailText(line)).toBe('先后顺序：JG-0001');
    expect(detailText(line, true)).toContain('种子：abab');
  });

  it('shows no identifier of a line that it does not know', () => {
    const line = { event: 'thing.happened', detail: { someKey: '内容' } };
    expect([eventWord(line.event), detailText(line, true)]).toEqual(['其他操作', '其他：内容']);
  });
});

function readProgram(): ts.Program {
  const root = join(import.meta.dirname, '../..');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const files = readdirSync(join(root, 'api'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(root, 'api', path));
  return ts.createProgram([...files, join(root, 'migrations/defaults.ts')], { ...options, noEmit: true });
}

function linesOf(source: ts.SourceFile): Line[] {
  if (source.fileName.includes('node_modules')) return [];
  const found: Line[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'record') {
      const [, event, , detail] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({
        at: `${source.fileName.replace(/.*\/(?=api\/|migrations\/)/, '')}:${line + 1}`,
        events: literalsOf(checker.getTypeAtLocation(event!)),
        detail: detail ? checker.getTypeAtLocation(detail) : null,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function typeNamed(file: string, name: string): ts.Type {
  const source = program.getSourceFiles().find(({ fileName }) => fileName.endsWith(file))!;
  const symbol = checker
    .getExportsOfModule(checker.getSymbolAtLocation(source)!)
    .find((one) => one.name === name)!;
  return checker.getDeclaredTypeOfSymbol(symbol);
}

function partsOf(type: ts.Type): ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

function literalsOf(type: ts.Type): string[] {
  return partsOf(type).map((part) => {
    if (!part.isStringLiteral()) throw new Error(`not a closed set: ${checker.typeToString(type)}`);
    return part.value;
  });
}

/** Values of the type, so many that each code of each key stands in one of them. */
function samplesOf(type: ts.Type): unknown[] {
  return partsOf(type).flatMap((part): unknown[] => {
    if (part.isStringLiteral() || part.isNumberLiteral()) return [part.value];
    if (part.flags & ts.TypeFlags.StringLike) return ['示例'];
    if (part.flags & ts.TypeFlags.NumberLike) return [1];
    if (part.flags & ts.TypeFlags.BooleanLike) return [true, false];
    if (part.flags & ts.TypeFlags.Null) return [null];
    if (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return [undefined];
    if (checker.isArrayType(part) || checker.isTupleType(part))
      return checker
        .getTypeArguments(part as ts.TypeReference)
        .flatMap(samplesOf)
        .map((one) => [one]);
    const isOpen = !(part.flags & ts.TypeFlags.Object) || part.getStringIndexType() !== undefined;
    if (isOpen) throw new Error(`says not what it carries: ${checker.typeToString(part)}`);
    return checker
      .getPropertiesOfType(part)
      .flatMap((key) => samplesOf(checker.getTypeOfSymbol(key)).map((value) => ({ [key.name]: value })));
  });
}
