/** What a printed paper says: blocks in the order in which they are read. */
import type { Instant } from '#scoring/calendar.ts';

export interface Paper {
  title: string;
  /** 文书编号. */
  number: string;
  /** 校验码. */
  code: string;
  /** SHA-256 of the record that it was made from. */
  fingerprint: string;
  /** Of the record: the same record gives the same bytes, whenever it is printed. */
  madeAt: Instant;
  /** Printed on every page of what proves nothing. */
  warning: string | null;
  blocks: readonly Block[];
}

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; flush?: boolean }
  | { kind: 'facts'; rows: readonly (readonly [string, string])[] }
  | { kind: 'list'; items: readonly string[] }
  /** Room for a seal and a signature, never their picture. */
  | { kind: 'signing'; lines: readonly string[] };

/** Answered by the press: the bytes, or the characters that its font cannot write. */
export type Printed = { bytes: Uint8Array } | { lacking: readonly string[] };
