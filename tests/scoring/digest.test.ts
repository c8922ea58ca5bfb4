import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, canonicalParts, digestOf, sha256Hex } from '#scoring/digest.ts';

test('the digest is SHA-256 of the UTF-8 bytes', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256Hex(new Uint8Array([97, 98, 99]))).toBe(sha256Hex('abc'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
    }),
    { numRuns: 50 },
  );
});

test('canonical JSON sorts keys at every depth and writes no blanks', () => {
  const value = { b: [1, { d: null, c: '评' }], a: true, e: undefined };
  expect(canonicalJson(value)).toBe('{"a":true,"b":[1,{"c":"评","d":null}]}');
  expect(canonicalJson([-0, ''])).toBe('[0,""]');
});

test('the order of keys does not change the digest, a value does', () => {
  expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }));
  expect(digestOf({ a: 1, b: 2 })).not.toBe(digestOf({ a: 2, b: 1 }));
  expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
});

test('canonical JSON reads back as what was written', () => {
  const { tree } = fc.letrec<{ tree: never }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.string(),
      fc.array(tie('tree')),
      fc.dictionary(fc.string(), tie('tree')),
    ) as fc.Arbitrary<never>,
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      expect([...canonicalParts(plain)].join('')).toBe(canonicalJson(plain));
    }),
  );
});

test.each([0.5, NaN, Infinity, 2 ** 53])('refuses the number %d', (value) => {
  expect(() => canonicalJson({ value })).toThrow();
});

test('refuses what JSON would write silently otherwise', () => {
  expect(() => canonicalJson(new Map() as never)).toThrow();
  expect(() => [...canonicalParts(new Map() as never)]).toThrow();
  expect(() => canonicalJson([undefined] as never)).toThrow();
  expect(() => sha256Hex('\ud800')).toThrow();
});
