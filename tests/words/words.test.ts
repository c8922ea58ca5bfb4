import { describe, expect, test } from 'vitest';
import {
  dayText,
  hats,
  hatWord,
  instantText,
  percentText,
  pointsText,
  sizeText,
  stateWord,
  wanYuanText,
  workingDaysText,
  yuanText,
} from '#lib/words.ts';
import { machines } from '#scoring/lifecycle.ts';

const chinese = /^[\p{Script=Han}]+$/u;

describe('states', () => {
  for (const [noun, machine] of Object.entries(machines))
    test.each(Object.keys(machine.states))(`${noun} %s is said as the state machine says it`, (state) => {
      const words: Readonly<Record<string, string>> = machine.states;
      expect(stateWord(noun as keyof typeof machines, state).word).toBe(words[state]);
      expect(words[state]).toMatch(chinese);
    });

  test.each([
    ['dossier', 'returned', 'bad'],
    ['commission', 'terminated', 'bad'],
    ['commission', 'accepted', 'good'],
    ['invitation', 'declined', 'neutral'],
    ['sanction', 'inForce', 'bad'],
  ] as const)('%s %s is %s', (noun, state, tone) => expect(stateWord(noun, state).tone).toBe(tone));

  test('a state that belongs to no machine has its own word', () =>
    expect(stateWord('answer', 'partlyAdopted')).toEqual({ word: '部分采纳', tone: 'info' }));

  test('a state without a word is a fault of ours', () =>
    expect(() => stateWord('dossier', 'asleep')).toThrow('dossier.asleep'));
});

test('every hat has a Chinese name', () => {
  expect(Object.keys(hats)).toHaveLength(11);
  for (const hat of Object.keys(hats)) expect(hatWord(hat)).toMatch(chinese);
});

test('days', () => {
  expect(dayText('2025-10-10')).toBe('2025-10-10（周五）');
});

test.each([
  ['2025-11-20T01:00:00.000Z', '2025-11-20 09:00'],
  ['2025-11-20T15:59:59.999Z', '2025-11-20 23:59'],
  ['2025-11-20T16:00:00.000Z', '2025-11-21 00:00'],
  ['2025-12-31T16:00:00.000Z', '2026-01-01 00:00'],
])('%s is %s in Shanghai', (instant, text) => expect(instantText(instant)).toBe(text));

test.each([
  [1, '剩 1 个工作日'],
  [0, '今天到期'],
  [-1, '逾期 1 个工作日'],
])('%i working days left', (left, text) => expect(workingDaysText(left)).toBe(text));

test.each([
  [0, '0.00', '0.00'],
  [1, '0.01', '0.00'],
  [4_999, '49.99', '0.00'],
  [5_000, '50.00', '0.01'],
  [99_999, '999.99', '0.10'],
  [100_000, '1,000.00', '0.10'],
  [128_000_000, '1,280,000.00', '128.00'],
  [1_234_567_890_123, '12,345,678,901.23', '1,234,567.89'],
  [-128_000_000, '-1,280,000.00', '-128.00'],
  [-4_999, '-49.99', '0.00'],
  [-5_000, '-50.00', '-0.01'],
])('%i 分 is %s 元 and %s 万元', (fen, yuan, wanYuan) => {
  expect(yuanText(fen)).toBe(yuan);
  expect(wanYuanText(fen)).toBe(wanYuan);
});

test('money is never a fraction of 分', () => expect(() => yuanText(0.5)).toThrow('分'));

test('what is not known is never 0', () => {
  expect(pointsText(null)).toBe('—');
  expect(pointsText(0)).toBe('0.00');
  expect(pointsText(8675)).toBe('86.75');
  expect(percentText(1, 3)).toBe('33.3%');
  expect(percentText(0, 0)).toBe('—');
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KB'],
  [1024 * 1024 - 1, '1.0 MB'],
  [2_411_724, '2.3 MB'],
])('%i bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));
