import { z } from 'zod';
import type { Day } from '#scoring/calendar.ts';
import type { Decision } from '#scoring/decision.ts';
import { criminalRecords, educations, roles, titles } from '#scoring/dossier-words.ts';
import {
  mayLead,
  qualificationKinds,
  testLeadEvaluator,
  type CriminalRecord,
  type LeadEvaluatorFacts,
} from '#scoring/lead-evaluator.ts';
import {
  asTyped,
  choice,
  judge,
  optionalChoice,
  optionalDay,
  optionalFile,
  optionalText,
  optionalYesNo,
  sealedNumber,
  text,
  type Faults,
} from '../typed.ts';

export const qualification = z.strictObject({
  id: z.string().prefault(''),
  kind: choice(qualificationKinds, '选择资格种类。'),
  number: text('填写证书编号。', 50),
  expiresOn: optionalDay(),
  recognisedBy: optionalText(200),
  fileId: optionalFile(),
});

/** A person of the dossier; the id is made when the person is added and stays through all versions. */
export const person = z.strictObject({
  id: z.string(),
  name: text('填写姓名。', 50),
  idNumberId: sealedNumber(),
  role: choice(roles, '选择人员类别。'),
  employer: optionalText(200),
  education: optionalChoice(educations),
  diplomaFileId: optionalFile(),
  title: choice(titles, '选择职称，没有的选「无职称」。'),
  titleName: optionalText(50),
  qualifications: z.array(qualification).prefault([]),
  startedWorkOn: optionalDay(),
  startedEvaluationOn: optionalDay(),
  employedFrom: optionalDay(),
  employedUntil: optionalDay(),
  labourContract: optionalYesNo(),
  labourContractFileId: optionalFile(),
  obeysLaw: optionalYesNo(),
  badRecord: optionalYesNo(),
  skilled: optionalYesNo(),
  criminalRecord: optionalChoice(criminalRecords),
  sentenceServedOn: optionalDay(),
});
export type Person = z.output<typeof person>;

/** The number is sent and not kept with the rest: a person holds its id alone. */
export const typedPerson = asTyped(
  person.omit({ id: true, idNumberId: true }).extend({ idNumber: text('') }),
);

/** As it lies in a draft: `version` guards each person by itself, so that two colleagues can work side by side. */
export type TypedPerson = { id: string; version: number } & Record<string, unknown>;

/** The complete person, or everything that is wrong, by form path. */
export function judgePerson(typed: TypedPerson, today: Day): { value: Person | null; faults: Faults } {
  const { version: _, ...fields } = typed;
  const { value, faults } = judge(person, fields);
  const held = value ?? readable(fields);
  const all = { ...roleFaults(held, today), ...dayFaults(held, today), ...faults };
  return { value: Object.keys(all).length === 0 ? value : null, faults: all };
}

/** The six conditions of 4号 art. 7 on what is filed so far; what cannot be read counts as not filed. */
export const conditionsOf = (typed: TypedPerson, today: Day): Decision[] =>
  testPerson(readPerson(typed), today);

/** The typed person as far as it can be read. */
export function readPerson({ version: _, ...fields }: TypedPerson): Person {
  return judge(person, fields).value ?? readable(fields);
}

/** The six conditions of one person of a version. */
export const testPerson = (one: Person, asOf: Day): Decision[] =>
  testLeadEvaluator(leadEvaluatorFacts(one, asOf), asOf);

/** Of the agency's staff on that day: from the day of leaving on a person is no longer. Versions of before hold neither day. */
export const isEmployedOn = (one: Pick<Person, 'employedFrom' | 'employedUntil'>, day: Day): boolean =>
  (!one.employedFrom || one.employedFrom <= day) && (!one.employedUntil || day < one.employedUntil);

/**
 * The people with what decisions on double registrations took off the agency: employment ends on the decision's day,
 * unless a later entry is filed.
 */
export const endEmployments = (
  people: readonly Person[],
  ended: readonly { numberId: string; effectiveOn: Day }[],
): Person[] =>
  people.map((one) => {
    const end = ended.findLast(({ numberId }) => numberId === one.idNumberId)?.effectiveOn;
    if (end === undefined || (one.employedFrom && one.employedFrom > end)) return one;
    return { ...one, employedUntil: one.employedUntil && one.employedUntil < end ? one.employedUntil : end };
  });

/** Named by the agency as lead evaluators, in its employment and passing all six conditions on that day. */
export const qualifiedLeadEvaluators = (people: readonly Person[], asOf: Day): Person[] =>
  people.filter((one) => isLeadEvaluatorOn(one, asOf));

export const isLeadEvaluatorOn = (one: Person, asOf: Day): boolean =>
  one.role === 'leadEvaluator' && isEmployedOn(one, asOf) && mayLead(testPerson(one, asOf));

export function leadEvaluatorFacts(one: Person, asOf: Day): LeadEvaluatorFacts {
  const level = {
    none: null,
    junior: '初级',
    middle: '中级',
    associateSenior: '副高级',
    senior: '正高级',
  } as const;
  const titleLevel = level[one.title];
  return {
    lawAbidingDeclared: one.obeysLaw,
    badRecordStanding: one.badRecord,
    education: one.education && {
      name: educations[one.education],
      diplomaOnFile: one.diplomaFileId !== null,
    },
    title: titleLevel && { level: titleLevel, name: one.titleName ?? titles[one.title] },
    qualifications: one.qualifications
      .filter((held) => held.expiresOn === null || held.expiresOn >= asOf)
      .map((held) => ({
        kind: held.kind,
        name: qualificationKinds[held.kind],
        recognisedBy: held.recognisedBy,
      })),
    startedWorkOn: one.startedWorkOn,
    startedEvaluationOn: one.startedEvaluationOn,
    abilityDeclared: one.skilled,
    criminalRecord: criminalRecordOf(one),
  };
}

function criminalRecordOf(one: Person): CriminalRecord | null {
  if (one.criminalRecord === 'negligent') return { kind: 'negligentAtWork', servedOn: one.sentenceServedOn };
  return one.criminalRecord && { kind: one.criminalRecord };
}

/** Leaf by leaf what can be read; anything else as if it were not filed. */
function readable(fields: Record<string, unknown>): Person {
  const parts = Object.entries(person.shape).map(([key, part]) => {
    const read = part.safeParse(fields[key]);
    return [key, read.success ? read.data : key === 'qualifications' ? [] : key === 'title' ? 'none' : null];
  });
  return Object.fromEntries(parts) as Person;
}

function roleFaults(one: Person, today: Day): Faults {
  const faults: Faults = {};
  const need = (
    key: keyof Person | 'idNumber',
    message: string,
    missing = one[key as keyof Person] === null,
  ) => {
    if (missing) faults[key] = message;
  };
  if (one.role !== 'expert') need('idNumber', '填写身份证号码。', one.idNumberId === null);
  if (one.role === 'expert') need('employer', '填写合作专家的工作单位。');
  else if (one.role !== null) need('labourContract', '选择是否与本机构签订劳动合同。');
  need('titleName', '填写职称名称，如「会计师」。', one.title !== 'none' && one.titleName === null);
  if (one.role !== 'leadEvaluator') return faults;
  need('education', '选择最高学历。');
  need('diplomaFileId', '上传学历证书。');
  need('labourContract', '主评人应与本机构签订劳动合同。', one.labourContract !== true);
  need('labourContractFileId', '上传劳动合同。');
  need('startedWorkOn', '填写参加工作日期。');
  need('startedEvaluationOn', '填写开始从事预算绩效评价的日期。');
  need('obeysLaw', '选择本人是否作出守法和职业道德声明。');
  need('badRecord', '选择是否有未了结的不良诚信记录。');
  need('skilled', '选择机构是否作出能力声明。');
  need('criminalRecord', '选择刑事责任情况。');
  need(
    'sentenceServedOn',
    '填写刑罚执行完毕日期。',
    one.criminalRecord === 'negligent' && !one.sentenceServedOn,
  );
  const failed = testPerson(one, today).filter((decision) => decision.outcome === 'fail');
  const named = failed.map((decision) => `「${decision.title}」`).join('');
  need('role', `按所填内容不符合主评人条件${named}，补正后再选主评人，或改为评价人员。`, failed.length > 0);
  return faults;
}

function dayFaults(one: Person, today: Day): Faults {
  const faults: Faults = {};
  for (const key of ['employedFrom', 'startedWorkOn', 'startedEvaluationOn', 'sentenceServedOn'] as const)
    if (one[key] !== null && one[key] > today) faults[key] = `不能晚于今天（${today}）。`;
  if (one.startedWorkOn && one.startedEvaluationOn && one.startedEvaluationOn < one.startedWorkOn)
    faults['startedEvaluationOn'] ??= `不能早于参加工作日期（${one.startedWorkOn}）。`;
  if (one.employedFrom && one.employedUntil && one.employedUntil < one.employedFrom)
    faults['employedUntil'] ??= `不能早于入职日期（${one.employedFrom}）。`;
  one.qualifications.forEach(({ expiresOn }, index) => {
    if (expiresOn && expiresOn < today)
      faults[`qualifications[${index}].expiresOn`] =
        `证书已于 ${expiresOn} 到期，换证后填写新的到期日，或删去这一项。`;
  });
  return faults;
}
