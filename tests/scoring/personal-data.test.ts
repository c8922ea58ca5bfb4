import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData } from '../../scoring/personal-data.ts';

const kinds = (text: string) => findPersonalData(text).map(({ kind }) => kind);

describe('an identity card number is found', () => {
  it.each([
    '410711199003071234',
    '41071119900307123X',
    '41071119900307123x',
    '４１０７１１１９９００３０７１２３Ｘ',
    '410711 19900307 1234',
    '410711-19900307-1234',
    '410711\u200b199003071234',
    '身份证410711199003071234，',
    '410711900307123',
    '410711 900307 123',
    '41071119900307123 4',
    '410711190001011234',
    '410711209912311234',
    // Its first eleven digits alone could be a telephone's.
    '13010219900 3071234',
  ])('%s', (text) => expect(kinds(text)).toEqual(['idNumber']));
});

describe('a mobile phone number is found', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '138－0013－8000',
    '+86 13800138000',
    '8613800138000',
    '１３８００１３８０００',
    '电话：19912345678。',
    '2024年13800138000',
    '2024 13800138000',
  ])('%s', (text) => expect(kinds(text)).toEqual(['mobile']));
});

describe('nothing is found in what is no number of a person', () => {
  it.each([
    '91410799DEMA00013T',
    '统一社会信用代码 91410711MA0000010X',
    '预算 1,280,000.00 元',
    '牧财字〔2025〕18号',
    '2025-11-20 09:00',
    '0373-3051234',
    '410711199013071234', // month 13
    '410711199002301234', // 30 February
    '410711901307123', // month 13 of 1990
    '410711189912311234', // 1899
    '410711210001011234', // 2100
    '12800138000', // no mobile begins with 12
    '138001380001', // 12 digits
    '1380013800', // 10 digits
    '',
  ])('%s', (text) => expect(findPersonalData(text)).toEqual([]));
});

it('names the place and hides the middle', () => {
  expect(findPersonalData('联系人赵某，13800138000；证号 410711199003071234')).toEqual([
    { kind: 'mobile', from: 7, masked: '138******00' },
    { kind: 'idNumber', from: 22, masked: '410*************34' },
  ]);
});

it.each([
  ['电话8613800138000', 3],
  ['电话+86 13800138000', 4],
  ['86-13800138000', 1],
])('in %s the code of the country is part of the number', (text, from) =>
  expect(findPersonalData(text)).toEqual([{ kind: 'mobile', from, masked: '861********00' }]),
);

it('finds a mobile number between any Chinese words, at its place', () => {
  const words = fc.stringMatching(/^[一-龥，。]{0,30}$/);
  fc.assert(
    fc.property(words, words, (before, after) => {
      expect(findPersonalData(`${before}13800138000${after}`)).toEqual([
        { kind: 'mobile', from: before.length + 1, masked: '138******00' },
      ]);
    }),
  );
});
