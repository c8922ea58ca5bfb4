import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { compareNational, nationalFacts, type ShownFacts } from '../../scoring/national-record.ts';

const filed: ShownFacts = {
  name: '示例（甲）会计师事务所',
  uscc: '91410711MA0000001X',
  kind: '会计师事务所',
  premises: '示例路 1 号',
  mailingAddress: '示例路1号',
  headName: '示例负责人',
  branches: '0',
  leadEvaluators: '3',
  evaluators: '5',
  experts: '0',
};
const nothing = Object.fromEntries(Object.keys(nationalFacts).map((key) => [key, ''])) as ShownFacts;
const outcomes = (shown: Partial<ShownFacts>) =>
  compareNational({ ...nothing, ...shown }, filed)
    .filter(({ outcome }) => outcome !== 'notShown')
    .map(({ fact, outcome }) => [fact, outcome]);

test.each<[Partial<ShownFacts>, [string, string][]]>([
  [{}, []],
  [{ premises: '   ' }, []],
  [{ name: '示例(甲)会计师事务所' }, [['name', 'same']]],
  [{ uscc: '９１４１０７１１ma0000001x' }, [['uscc', 'same']]],
  [{ premises: '示例路1号' }, [['premises', 'same']]],
  [{ premises: '示例路 2 号' }, [['premises', 'different']]],
  [
    { leadEvaluators: '0', experts: '0' },
    [
      ['leadEvaluators', 'different'],
      ['experts', 'same'],
    ],
  ],
])('%j beside what is filed says %j', (shown, said) => {
  expect(outcomes(shown)).toEqual(said);
});

it('answers for every fact, in the order of the platform, with both values', () => {
  const compared = compareNational({ ...filed, headName: '另一人' }, filed);
  expect(compared.map(({ fact }) => fact)).toEqual(Object.keys(nationalFacts));
  expect(compared.filter(({ outcome }) => outcome !== 'same')).toEqual([
    { fact: 'headName', shown: '另一人', filed: '示例负责人', outcome: 'different' },
  ]);
});

it('is read by nothing that screens, selects, assesses or rates', () => {
  const readers = globSync('{scoring,api}/**/*.ts')
    .filter((file) => /national-?record/iu.test(readFileSync(file, 'utf8')))
    .filter((file) => !file.startsWith('api/national-records/'));
  expect(readers.sort()).toEqual(['api/app.ts', 'api/permissions.ts', 'api/tables.ts']);
});
