/** Codes with check digits, and how personal data is masked. */
import { type Day, isDay } from './calendar.ts';

export interface CheckedCode {
  /** As it is stored: half width, upper case, no blanks. */
  readonly code: string;
  /** What is wrong, each with how to mend it; empty when the code holds. */
  readonly faults: readonly string[];
}

/** GB 32100-2015: no I, O, S, V, Z. */
const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714, whose letters run from A = 10 to Z = 35. */
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11643. */
const idNumberWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idNumberChecks = '10X98765432';
const provinces =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91';

/** Full width → half width, lower → upper case; blanks and invisible characters go. */
export function normaliseCode(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
}

/** 统一社会信用代码 (GB 32100-2015), with the check digit of the organisation code inside it. */
export function checkUscc(text: string): CheckedCode {
  const code = normaliseCode(text);
  const characters = [...code];
  if (characters.length === 0) return { code, faults: ['请填写统一社会信用代码'] };
  const faults: string[] = [];
  if (characters.length !== 18)
    faults.push(`统一社会信用代码应为 18 位，现为 ${characters.length} 位，请对照营业执照核对`);
  const forbidden = characters.filter((character) => !usccAlphabet.includes(character));
  if (forbidden.length > 0)
    faults.push(
      `含有不使用的字符 ${listed(forbidden)}（代码只用数字和除 I、O、S、V、Z 以外的大写字母），请核对`,
    );
  if (faults.length > 0) return { code, faults };
  if (!/^\d{6}$/.test(code.slice(2, 8))) faults.push('第 3 至 8 位为登记机关行政区划码，应全为数字，请核对');
  if (usccCheck(code) !== code[17]) faults.push('第 18 位校验码与前 17 位不符，请对照营业执照逐位核对');
  if (organisationCheck(code.slice(8, 16)) !== code[16])
    faults.push('第 17 位与第 9 至 16 位组织机构代码不符，请对照营业执照逐位核对');
  return { code, faults };
}

/** 公民身份号码 (GB 11643). With `today`, a day of birth in the future is a fault. */
export function checkIdNumber(text: string, today?: Day): CheckedCode {
  const code = normaliseCode(text);
  if (code === '') return { code, faults: ['请填写身份证号码'] };
  if (code.length !== 18)
    return { code, faults: [`身份证号码应为 18 位，现为 ${code.length} 位，请对照证件核对`] };
  if (!/^\d{17}[\dX]$/.test(code))
    return { code, faults: ['身份证号码前 17 位应为数字，末位应为数字或 X，请对照证件核对'] };
  const faults: string[] = [];
  const birth = `${code.slice(6, 10)}-${code.slice(10, 12)}-${code.slice(12, 14)}`;
  if (!provinces.split(' ').includes(code.slice(0, 2)))
    faults.push('前 2 位不是省级行政区划码，请对照证件核对');
  if (!isDay(birth) || birth < '1900-01-01' || (today !== undefined && birth > today))
    faults.push('第 7 至 14 位不是有效的出生日期，请对照证件核对');
  if (idNumberCheck(code) !== code[17]) faults.push('末位校验码与前 17 位不符，请对照证件逐位核对');
  return { code, faults };
}

/** 张三 → 张*，张小三 → 张*三 */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  const [first = ''] = characters;
  if (characters.length <= 2) return characters.length === 2 ? `${first}*` : '*'.repeat(characters.length);
  return `${first}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}

/** 13812341234 → 138****1234；0373-3051234 → 0373****234 */
export function maskPhone(phone: string): string {
  const digits = normaliseCode(phone).replace(/[^\d]/g, '');
  if (digits.length === 11 && digits.startsWith('1')) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  if (digits.length >= 10) return `${digits.slice(0, 4)}****${digits.slice(-3)}`;
  return digits.length > 4 ? `****${digits.slice(-3)}` : '*'.repeat(digits.length);
}

/** The first three and the last three characters stay. */
export function maskIdNumber(idNumber: string): string {
  const code = normaliseCode(idNumber);
  if (code.length <= 6) return '*'.repeat(code.length);
  return `${code.slice(0, 3)}${'*'.repeat(code.length - 6)}${code.slice(-3)}`;
}

/** Down to the town, street or township; without one, down to the county or city. */
export function maskAddress(address: string): string {
  // The county first: 新乡市, 镇平县 are no townships.
  const county = /^.*?(?:县|(?<![小社])区)/u.exec(address)?.[0] ?? /^.*?市/u.exec(address)?.[0] ?? '';
  const town = /^.*?(?:街道办事处|街道|镇|乡)/u.exec(address.slice(county.length))?.[0] ?? '';
  const kept = county + town;
  return kept === address ? address : `${kept}****`;
}

function usccCheck(code: string): string | undefined {
  return usccAlphabet[(31 - (weighted(code, usccWeights, usccAlphabet) % 31)) % 31];
}

function organisationCheck(code: string): string {
  const rest = 11 - (weighted(code, organisationWeights, organisationAlphabet) % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

function idNumberCheck(code: string): string | undefined {
  return idNumberChecks[weighted(code, idNumberWeights, usccAlphabet) % 11];
}

function weighted(code: string, weights: readonly number[], alphabet: string): number {
  return weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(code[index] ?? ''), 0);
}

const listed = (characters: readonly string[]): string => [...new Set(characters)].join('、');
