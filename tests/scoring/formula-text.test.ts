import { expect, it } from 'vitest';
import { cursorOf, lettersAhead, next, takeNumber, takeWord } from '#scoring/formula-text.ts';

it('takes a sign of another key or width for the one it means, each in its own place', () => {
  expect(cursorOf('*✕✖⨯-–—﹣∕⁄【】　').signs.join('')).toBe('××××−−−−//[] ');
  expect(cursorOf('！～（Ａ９').signs.join('')).toBe('!~(A9');
  expect(cursorOf('𠀀＊').typed).toEqual(['𠀀', '＊']);
});

it('passes over blanks before a word, before letters and before a sign', () => {
  expect(takeWord(cursorOf(' 　其余'), '其余')).toBe(true);
  expect(lettersAhead(cursorOf(' 　ab1c'))).toBe('ab');
  expect(next(cursorOf(' \n'))).toBeUndefined();
});

const numberIn = (text: string, mayBeFraction = true) => {
  const cursor = cursorOf(text);
  const number = takeNumber(cursor, mayBeFraction);
  return [number && `${number.n}/${number.d}`, cursor.at, cursor.fault];
};

it.each<[string, ReturnType<typeof numberIn>]>([
  ['12', ['12/1', 2, null]],
  ['2 / 4分', ['1/2', 5, null]],
  // A slash before something else divides; it is left where it is.
  ['12 / 其他', ['12/1', 2, null]],
  ['1/0', [null, 3, '第 3 个字处的分母为零，请改正。']],
  ['1/2.', [null, 4, '第 3 个字处的数字在小数点后缺少数字。']],
  ['1,000', [null, 1, '第 1 个字处的数字请不要用千分号，逗号只用来隔开两个数。']],
  ['1,0000', ['1/1', 1, null]],
  ['1,a123', ['1/1', 1, null]],
])('the number in %s', (text, expected) => expect(numberIn(text)).toEqual(expected));

it('is no fraction where a slash would divide once more', () => {
  expect(numberIn('12/3', false)).toEqual(['12/1', 2, null]);
});
