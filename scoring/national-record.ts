/**
 * 全国平台对照: what the national platform shows of an agency beside the dossier that the bureau checked. Entry there is
 * voluntary (财监〔2021〕4号第八条 says 可以), so that nothing here decides anything: no rule and no rating reads it.
 */

export const nationalFacts = {
  name: '机构名称',
  uscc: '统一社会信用代码',
  kind: '机构类型',
  premises: '办公场所',
  mailingAddress: '通讯地址',
  headName: '法定代表人或首席合伙人',
  branches: '分支机构数',
  leadEvaluators: '主评人数',
  evaluators: '其他评价人员数',
  experts: '合作专家数',
} as const;

export type NationalFact = keyof typeof nationalFacts;

/** As they are shown; '' is what is not shown. */
export type ShownFacts = Readonly<Record<NationalFact, string>>;

export interface Compared {
  readonly fact: NationalFact;
  readonly shown: string;
  readonly filed: string;
  readonly outcome: 'same' | 'different' | 'notShown';
}

const facts = Object.keys(nationalFacts) as NationalFact[];

/** Fact by fact, in the order of the platform's blocks. What the platform does not show differs from nothing. */
export const compareNational = (shown: ShownFacts, filed: ShownFacts): Compared[] =>
  facts.map((fact) => ({
    fact,
    shown: shown[fact],
    filed: filed[fact],
    outcome: outcomeOf(shown[fact], filed[fact]),
  }));

function outcomeOf(shown: string, filed: string): Compared['outcome'] {
  if (plain(shown) === '') return 'notShown';
  return plain(shown) === plain(filed) ? 'same' : 'different';
}

/** Full-width and half-width signs, letters of either case and spaces are ways of writing the same. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
