/**
 * 主评人: the six conditions of 财监〔2021〕4号 art. 7, one by one. The agency appoints its lead evaluators; the platform
 * checks what can be checked and names what is missing.
 */
import { addMonths, type Day } from './calendar.ts';
import { decide, fail, pass, unknown, type Decision, type Rule, type Verdict } from './decision.ts';

export const titleLevels = ['初级', '中级', '副高级', '正高级'] as const;
export type TitleLevel = (typeof titleLevels)[number];

/** Named by art. 7(3), whose list stays open: `otherRecognised` needs the recognising document. */
export const qualificationKinds = {
  certifiedPublicAccountant: '注册会计师',
  appraiser: '评估师',
  lawyer: '律师',
  internalAuditor: '内审师',
  costEngineer: '注册造价工程师',
  consultingEngineer: '注册咨询工程师',
  otherRecognised: '其他认可的执业资格',
} as const;
export type QualificationKind = keyof typeof qualificationKinds;

/** null is "not filed": never taken for a no. */
export interface LeadEvaluatorFacts {
  readonly lawAbidingDeclared: boolean | null;
  /** A bad-credit record of the person that still stands. */
  readonly badRecordStanding: boolean | null;
  readonly education: { readonly name: string; readonly diplomaOnFile: boolean } | null;
  readonly title: { readonly level: TitleLevel; readonly name: string } | null;
  readonly qualifications: readonly {
    readonly kind: QualificationKind;
    readonly name: string;
    /** The document that recognises an `otherRecognised` one. */
    readonly recognisedBy: string | null;
  }[];
  readonly startedWorkOn: Day | null;
  readonly startedEvaluationOn: Day | null;
  readonly abilityDeclared: boolean | null;
  readonly criminalRecord: CriminalRecord | null;
}

/** `negligentAtWork`: a negligent offence in appraisal, finance, accounting or audit work, and no other offence. */
export type CriminalRecord =
  | { readonly kind: 'none' }
  | { readonly kind: 'negligentAtWork'; readonly servedOn: Day | null }
  | { readonly kind: 'other' };

/** The six decisions in the article's order. */
export function testLeadEvaluator(person: LeadEvaluatorFacts, asOf: Day): Decision[] {
  return [
    decide(rules.ethics, ethics(person), asOf),
    decide(rules.education, education(person), asOf),
    decide(rules.title, titleOrQualification(person), asOf),
    decide(rules.experience, experience(person, asOf), asOf),
    decide(rules.ability, ability(person), asOf),
    decide(rules.criminalRecord, criminalRecord(person, asOf), asOf),
  ];
}

/** Only who passes all six may sign a report. */
export const mayLead = (decisions: readonly Decision[]): boolean =>
  decisions.length === 6 && decisions.every((decision) => decision.outcome === 'pass');

const source = '机构档案·专业团队';
const years = { work: 5, evaluation: 3, sinceSentence: 5 } as const;

const rules = {
  ethics: ruleOf(1, '守法与职业道德', '遵守法律法规和本办法，职业道德良好，没有未了结的不良诚信记录'),
  education: ruleOf(2, '学历与专业能力', '具备与评价工作相适应的学历，学历证书已上传'),
  title: ruleOf(
    3,
    '职称或执业资格',
    '具有中级以上专业技术职称，或注册会计师、评估师、律师、内审师、注册造价工程师、注册咨询工程师等执业资格',
  ),
  experience: ruleOf(4, '工作经历', `工作满 ${years.work} 年，其中从事预算绩效评价满 ${years.evaluation} 年`),
  ability: ruleOf(5, '政策把握、项目管理和沟通能力', '已作出能力声明'),
  criminalRecord: ruleOf(
    6,
    '刑事责任',
    `未被追究过刑事责任；或者仅因评估、财务、会计、审计业务中的过失犯罪，刑罚执行完毕超过 ${years.sinceSentence} 年`,
  ),
} as const;

function ruleOf(item: number, title: string, required: string): Rule {
  return {
    ruleId: `leadEvaluator.${item}`,
    ruleVersion: 1,
    title,
    required,
    citation: `财监〔2021〕4号第七条第${'一二三四五六'.charAt(item - 1)}项`,
  };
}

function ethics({ lawAbidingDeclared, badRecordStanding }: LeadEvaluatorFacts): Verdict {
  if (badRecordStanding === true)
    return fail('有未了结的不良诚信记录', '处理决定', '待处理期满或完成信用修复后再选任');
  if (lawAbidingDeclared === null) return unknown('未作声明', source, '由本人签署守法与职业道德声明');
  if (!lawAbidingDeclared) return fail('声明为否', source, '本人不能作出声明的，改选其他人员');
  if (badRecordStanding === null) return unknown('尚未查询不良诚信记录', '处理决定', '查询后登记结果');
  return pass('已声明，没有未了结的不良诚信记录', source);
}

function education({ education: held }: LeadEvaluatorFacts): Verdict {
  if (held === null) return unknown('未填写学历', source, '填写最高学历并上传学历证书');
  if (!held.diplomaOnFile) return fail(`${held.name}，未上传学历证书`, source, '上传学历证书');
  return pass(`${held.name}，学历证书已上传`, source);
}

function titleOrQualification({ title, qualifications }: LeadEvaluatorFacts): Verdict {
  if (title !== null && title.level !== '初级') return pass(`${title.name}（${title.level}）`, source);
  const recognised = qualifications.find(
    (one) => one.kind !== 'otherRecognised' || one.recognisedBy !== null,
  );
  if (recognised) return pass(recognised.name, source);
  const mend = '补充中级以上职称证书或所列执业资格证书，其他执业资格须附认可文件';
  if (qualifications.length > 0)
    return unknown(`${qualifications.map((one) => one.name).join('、')}，未附认可文件`, source, mend);
  return fail(title === null ? '未填写职称和执业资格' : `${title.name}（初级），没有执业资格`, source, mend);
}

function experience({ startedWorkOn, startedEvaluationOn }: LeadEvaluatorFacts, asOf: Day): Verdict {
  const spans = [
    { name: '工作', from: startedWorkOn, years: years.work },
    { name: '预算绩效评价', from: startedEvaluationOn, years: years.evaluation },
  ];
  const observed = spans
    .map(({ name, from }) => (from === null ? `${name}起始日未填写` : `${name}自 ${from} 起`))
    .join('，');
  const short = spans.filter((span) => span.from !== null && addMonths(span.from, span.years * 12) > asOf);
  if (short.length > 0) {
    const full = short.map(
      (span) => `${span.name}自 ${addMonths(span.from ?? asOf, span.years * 12)} 起满 ${span.years} 年`,
    );
    return fail(observed, source, `${full.join('，')}，届时再选任`);
  }
  if (spans.some((span) => span.from === null)) return unknown(observed, source, '填写起始日并附证明');
  return pass(observed, source);
}

function ability({ abilityDeclared }: LeadEvaluatorFacts): Verdict {
  if (abilityDeclared === null) return unknown('未作声明', source, '由机构作出能力声明');
  return abilityDeclared
    ? pass('机构已声明', source)
    : fail('机构声明为否', source, '机构不能作出声明的，改选其他人员');
}

function criminalRecord({ criminalRecord: held }: LeadEvaluatorFacts, asOf: Day): Verdict {
  if (held === null) return unknown('未作声明', source, '由本人签署刑事责任声明');
  if (held.kind === 'none') return pass('声明未被追究过刑事责任', source);
  if (held.kind === 'other') return fail('曾被追究刑事责任，不属于可选任的情形', source, '改选其他人员');
  if (held.servedOn === null)
    return unknown('业务过失犯罪，未填写刑罚执行完毕日', source, '填写刑罚执行完毕日并附证明');
  const full = addMonths(held.servedOn, years.sinceSentence * 12);
  const observed = `业务过失犯罪，刑罚于 ${held.servedOn} 执行完毕`;
  return full < asOf ? pass(observed, source) : fail(observed, source, `${full} 以后再选任`);
}
