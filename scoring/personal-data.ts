/** Finds identity card and mobile phone numbers in what is about to be published, however they were typed. */
import { isDay } from './calendar.ts';

export const personalDataKinds = { idNumber: '身份证号码', mobile: '手机号码' } as const;
export type PersonalDataKind = keyof typeof personalDataKinds;

export interface PersonalData {
  readonly kind: PersonalDataKind;
  /** The place in the text: 1 is the first character. */
  readonly from: number;
  /** The number with its middle hidden, so that it can be found and is not spread. */
  readonly masked: string;
}

/** Every number of a person in the text, in its order. */
export function findPersonalData(text: string): PersonalData[] {
  const { plain, places } = halfWidth(text);
  const found: PersonalData[] = [];
  for (const match of plain.matchAll(idNumber)) {
    const number = match[0].replace(gaps, '');
    if (hasBirthday(number)) found.push(findingOf('idNumber', number, places[match.index]!));
  }
  for (const match of plain.matchAll(mobile)) {
    const isInside = found.some(({ from, kind }) => kind === 'idNumber' && from === places[match.index]! + 1);
    if (!isInside) found.push(findingOf('mobile', match[0].replace(gaps, ''), places[match.index]!));
  }
  return found.sort((a, b) => a.from - b.from);
}

/** 18 or 15 digits, single blanks or hyphens between them allowed; the last of 18 may be X. */
const idNumber = /(?<![0-9A-Za-z])(?:[1-9](?:[ -]?\d){16}[ -]?[\dXx]|[1-9](?:[ -]?\d){14})(?![0-9A-Za-z])/g;
/** 11 digits from 13 to 19, after +86 or not; grouped 3-4-4 or not. */
const mobile = /(?<!\d)(?:(?<!\d)86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g;
const gaps = /[ -]/g;

/** The text in half width without invisible characters, and where each character of it stood. */
function halfWidth(text: string): { plain: string; places: number[] } {
  let plain = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const half = /\p{Cf}/u.test(character) ? '' : character.normalize('NFKC').replace(/[\s‐-―−]/gu, asGap);
    for (const piece of half) {
      plain += piece;
      for (let unit = 0; unit < piece.length; unit++) places.push(at);
    }
    at++;
  }
  return { plain, places };
}

const asGap = (character: string): string => (/\s/u.test(character) ? ' ' : '-');

/** What tells an identity card number from a budget figure: a day of birth at its place. */
function hasBirthday(number: string): boolean {
  const day = number.length === 18 ? number.slice(6, 14) : `19${number.slice(6, 12)}`;
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6, 8)];
  return year >= '1900' && year < '2100' && isDay(`${year}-${month}-${date}`);
}

function findingOf(kind: PersonalDataKind, number: string, place: number): PersonalData {
  return {
    kind,
    from: place + 1,
    masked: number.slice(0, 3) + '*'.repeat(number.length - 5) + number.slice(-2),
  };
}
