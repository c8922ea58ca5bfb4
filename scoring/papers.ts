/** Papers that are made from a record: what they are called, their numbers, and the code by which one is known. */
import { normaliseCode } from './codes.ts';

export const paperKinds = ['submissionReceipt', 'declaration', 'correctionNotice'] as const;
export type PaperKind = (typeof paperKinds)[number];

export const paperTitles: Readonly<Record<PaperKind, string>> = {
  submissionReceipt: '信用档案提交回执',
  declaration: '信用档案承诺书',
  correctionNotice: '信用档案补正一次性告知书',
};

/** Papers of the agency that it stamps. */
export const sealedKinds: readonly PaperKind[] = ['submissionReceipt', 'declaration'];

const marks: Readonly<Record<PaperKind, string>> = {
  submissionReceipt: 'HZ',
  declaration: 'CN',
  correctionNotice: 'GZ',
};

/** HZ-JG-0012-1: the receipt of the first submission of the agency JG-0012. */
export const paperNumber = (kind: PaperKind, agencyCode: string, submission: number): string =>
  `${marks[kind]}-${agencyCode}-${submission}`;

/** Crockford's alphabet: without I, L, O and U, which are taken for other signs. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 校验码: eight signs out of the record's SHA-256, so that it can be made again from the fingerprint alone. */
export function checkCode(fingerprint: string): string {
  const signs = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => {
    const byte = Number.parseInt(fingerprint.slice(2 * at, 2 * at + 2), 16);
    return alphabet[byte % 32];
  });
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`;
}

/** As people read a code off a paper: blanks, case and full width do not count, nor what looks alike. */
export const isSameCode = (typed: string, code: string): boolean => plain(typed) === plain(code);

const plain = (text: string): string =>
  normaliseCode(text)
    .replace(/[-－—–‐]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
