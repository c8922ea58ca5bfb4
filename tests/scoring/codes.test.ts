import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkIdNumber,
  checkUscc,
  maskAddress,
  maskIdNumber,
  maskName,
  maskPhone,
  normaliseCode,
} from '#scoring/codes.ts';

const valid = `
  11150300011554391W 114114030058524056 91411403MAD4HB525X 914107000638498611 91411323MA3X5GNL18 91532328MA6KW78D7H
  11100000000013186G 12100000400002259P 12100000400000624D 12100000425006117P 12100000470095016Q 12100000707137123P
  1210000042500615X0 12100000441626842D 91100000100003962T 911100001000044477 911000001000013428 911100001000054748
  911100007109250324 91110000710926094P 914403001922038216 9144030071526726XG 91330100799655058B 91440300192317458F
  91440400192548256N 91440606722473344C 911103026605015136 91110108551385082Q 91440300192181490G
  91410799DEMA00013T 91410799DEMA00021M 91410799DEMA0003XD 91410799DEMA00048D 91410799DEMA000568 91410799DEMA000643
  91410799DEMA00072X 91410799DEMA00080Q 12410799DEMB00014M 12410799DEMB00022G 31410799DEMC00015C 52410799DEMD00016W
  11410799DEME00017R 11410799DEME00025L 11410799DEME00033F`
  .trim()
  .split(/\s+/);

/** The parts of the code that the faults speak of. */
const spoken = (text: string) =>
  checkUscc(text).faults.map(
    (fault) => /18 位，现为|不使用的字符|第 3 至 8 位|第 18 位|第 17 位/.exec(fault)?.[0],
  );

describe('unified social credit code', () => {
  test.each(valid)('%s holds', (code) => expect(checkUscc(code)).toEqual({ code, faults: [] }));

  test.each([
    ['11160300011554391W', ['第 18 位']],
    ['11153000011554391W', ['第 18 位']],
    ['11150300021554391W', ['第 18 位', '第 17 位']],
    ['1115030001155439', ['18 位，现为']],
    ['11150300011554391W0', ['18 位，现为']],
    ['I1150300011554391W', ['不使用的字符']],
    ['O1150300011554391W', ['不使用的字符']],
    ['S1150300011554391W', ['不使用的字符']],
    ['V1150300011554391W', ['不使用的字符']],
    ['Z1150300011554391W', ['不使用的字符']],
    ['中1150300011554391W', ['不使用的字符']],
    ['1115O30001155439', ['18 位，现为', '不使用的字符']],
  ])('%s: %j', (code, parts) => expect(spoken(code)).toEqual(parts));

  test('an inner check digit alone can be wrong', () => {
    // Position 17 moved from 1 to 2 (weight 28), position 18 made to fit again.
    expect(spoken('111503000115543920')).toContain('第 17 位');
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const refitted = [...alphabet].filter((last) => !spoken(`11150300011554392${last}`).includes('第 18 位'));
    expect(refitted).toHaveLength(1);
    expect(spoken(`11150300011554392${refitted[0]}`)).toEqual(['第 17 位']);
  });

  test('a letter in the region is named', () => {
    expect(spoken('911A0700063849861X')).toContain('第 3 至 8 位');
  });

  test('the forbidden letters are said, once each', () => {
    expect(checkUscc('IOI50300011554391W').faults[0]).toContain('字符 I、O（');
  });

  test('an empty field asks to be filled', () => {
    expect(checkUscc(' \u3000').faults).toEqual(['请填写统一社会信用代码']);
  });

  test.each([
    ' 91410700 0638498611\n',
    '９１４１０７０００６３８４９８６１１',
    '9141\u200b07000638\u202e498611',
    '9141\u00a0070006\u30003849 8611',
  ])('%j is read as 914107000638498611', (text) =>
    expect(checkUscc(text)).toEqual({ code: '914107000638498611', faults: [] }),
  );

  test('lower case is read as upper case', () => {
    expect(checkUscc('91411403mad4hb525x')).toEqual({ code: '91411403MAD4HB525X', faults: [] });
  });

  test('any one changed character is found', () => {
    const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    fc.assert(
      fc.property(
        fc.constantFrom(...valid),
        fc.nat(17),
        fc.constantFrom(...alphabet),
        (code, place, character) => {
          fc.pre(code[place] !== character);
          const changed = code.slice(0, place) + character + code.slice(place + 1);
          expect(checkUscc(changed).faults).not.toEqual([]);
        },
      ),
    );
  });
});

describe('identity number', () => {
  // The example of GB 11643-1999 and the ones in wide use as specimens.
  test.each(['11010519491231002X', '440524188001010014', '11010519491231002x'])('%s', (code) => {
    const early = code.startsWith('4405');
    expect(checkIdNumber(code).faults).toHaveLength(early ? 1 : 0);
  });

  test.each([
    ['', '请填写'],
    ['1101051949123100', '18 位'],
    ['11010519491231002Y', '末位应为数字或 X'],
    ['110105194912310021', '校验码'],
    ['11010519490231002X', '出生日期'],
    ['99010519491231002X', '省级'],
  ])('%s: %s', (code, part) => expect(checkIdNumber(code).faults.join()).toContain(part));

  test('nobody is born tomorrow', () => {
    expect(checkIdNumber('11010519491231002X', '1949-12-31').faults).toEqual([]);
    expect(checkIdNumber('11010519491231002X', '1949-12-30').faults).toHaveLength(1);
  });
});

describe('masks', () => {
  test.each([
    ['', ''],
    ['张', '*'],
    ['张三', '张*'],
    ['张小三', '张*三'],
    ['欧阳小三', '欧**三'],
    ['𠮷田三', '𠮷*三'],
  ])('the name %s is shown as %s', (name, shown) => expect(maskName(name)).toBe(shown));

  test.each([
    ['13812341234', '138****1234'],
    ['138 1234 1234', '138****1234'],
    ['0373-3051234', '0373****234'],
    ['3051234', '****234'],
    ['110', '***'],
    ['1234', '****'],
    ['12345', '****345'],
    ['0373305123', '0373****123'],
    ['037330512', '****512'],
    ['', ''],
  ])('the phone %s is shown as %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown));

  test.each([
    ['11010519491231002x', '110************02X'],
    ['123456', '******'],
  ])('the identity number %s is shown as %s', (code, shown) => expect(maskIdNumber(code)).toBe(shown));

  test.each([
    ['河南省新乡市牧野区王村镇学院路 1 号', '河南省新乡市牧野区王村镇****'],
    ['新乡市牧野区卫北街道宏力大道 2 号', '新乡市牧野区卫北街道****'],
    ['新乡市牧野区宏力大道 2 号', '新乡市牧野区****'],
    ['新乡市牧野区', '新乡市牧野区'],
    ['新乡市新乡县翟坡镇 2 号', '新乡市新乡县翟坡镇****'],
    ['长垣市魏庄街道 3 号', '长垣市魏庄街道****'],
    ['新乡市宏力大道锦绣小区 3 号', '新乡市****'],
    ['宏力大道 2 号', '****'],
  ])('the address %s is shown as %s', (address, shown) => expect(maskAddress(address)).toBe(shown));

  test('no mask lets the middle through', () => {
    expect(maskIdNumber('11010519491231002X')).not.toContain('19491231');
    expect(normaliseCode('ａ b')).toBe('AB');
  });
});
