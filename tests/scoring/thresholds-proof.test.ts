import { expect, it } from 'vitest';
import { proveThresholds, thresholdClaims } from '../../scoring/thresholds-proof.ts';

/** In 分: 30 and 200 万元. */
const lines = { limit: 30_000_000, openTender: 200_000_000, note: '示例政采〔2024〕1号' };

it('holds of the lines of the guide themselves', () => {
  expect(proveThresholds(lines)).toEqual({ faults: [], proved: Object.values(thresholdClaims) });
});

it.each<[string, Partial<typeof lines>, [path: string, said: RegExp][]]>([
  ['a 分 below the limit of the guide', { limit: 29_999_999 }, [['limit', /财库〔2019〕69号.*30 万元/]]],
  ['a 分 below its open tender', { openTender: 199_999_999 }, [['openTender', /财库〔2019〕69号.*200 万元/]]],
  ['a limit just below open tender', { limit: 199_999_999 }, []],
  ['a limit of open tender', { limit: 200_000_000 }, [['limit', /是否填反/]]],
  ['1 亿元', { openTender: 10_000_000_000 }, []],
  ['above 1 亿元', { openTender: 10_000_000_001 }, [['openTender', /1 亿元/]]],
  ['no source', { note: ' ' }, [['source', /写明数额取自哪一份文件/]]],
])('%s', (_, change, expected) => {
  const { faults } = proveThresholds({ ...lines, ...change });
  expect(faults.map(({ path }) => path)).toEqual(expected.map(([path]) => path));
  for (const [index, [, said]] of expected.entries()) expect(faults[index]!.message).toMatch(said);
});

it.each<[keyof typeof thresholdClaims, Partial<typeof lines>]>([
  ['guide', { limit: 29_999_999 }],
  ['guide', { openTender: 199_999_999 }],
  ['order', { limit: 200_000_000 }],
  ['source', { note: ' ' }],
])('of all claims only %s is not proved with %j', (claim, change) => {
  const { [claim]: _open, ...others } = thresholdClaims;
  expect(proveThresholds({ ...lines, ...change }).proved).toEqual(Object.values(others));
});
