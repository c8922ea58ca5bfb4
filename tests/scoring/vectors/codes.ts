import {
  checkIdNumber,
  checkUscc,
  maskAddress,
  maskIdNumber,
  maskName,
  maskPhone,
  normaliseCode,
  type CheckedCode,
} from '#scoring/codes.ts';
import { differences } from '#scoring/difference.ts';
import {
  canonicalJson,
  canonicalParts,
  digestOf,
  md5Hex,
  sha256Hex,
  type Canonical,
} from '#scoring/digest.ts';
import { findPersonalData } from '#scoring/personal-data.ts';
import { answering, type Runners } from './runner.ts';

/** The check behind a sentence, by the place or the property it names. */
const checks: readonly [RegExp, string][] = [
  [/^请填写/, 'empty'],
  [/应为 18 位/, 'length'],
  [/不使用的字符|应为数字/, 'character'],
  [/行政区划码，应全为数字/, 'region'],
  [/不是省级行政区划码/, 'province'],
  [/出生日期/, 'birth'],
  [/第 17 位与/, 'organisation'],
  [/校验码/, 'check'],
];

function shown(text: string, { code, faults }: CheckedCode) {
  if (code !== normaliseCode(text)) throw new Error(`stored as ${code}`);
  const named = faults.map((fault) => checks.find(([words]) => words.test(fault))?.[1] ?? fault);
  return { code, faults: named };
}

const masks = { name: maskName, phone: maskPhone, idNumber: maskIdNumber, address: maskAddress };

export const codes: Runners = {
  uscc: answering((text: string) => shown(text, checkUscc(text))),
  'id-number': answering(({ text, today }: { text: string; today: string }) =>
    shown(text, checkIdNumber(text, today)),
  ),
  masks: answering(({ kind, text }: { kind: keyof typeof masks; text: string }) => masks[kind](text)),
  'canonical-json': answering((value: Canonical) => {
    const text = canonicalJson(value);
    if ([...canonicalParts(value)].join('') !== text) throw new Error('two texts of one record');
    const digest = digestOf(value);
    return { text, digest: digest === sha256Hex(text) ? digest : 'two digests of one record' };
  }),
  md5: answering((text: string) => md5Hex(new TextEncoder().encode(text))),
  'personal-data': answering((text: string) => findPersonalData(text).map(({ kind }) => kind)),
  differences: answering(({ before, after }: { before: Canonical; after: Canonical }) =>
    differences(before, after).map((one) => [one.path.join('/'), one.before, one.after]),
  ),
};
