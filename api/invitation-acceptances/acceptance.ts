/** What an acceptance is decided on: the named people, what each of them declared, and the rules as of this instant. */
import type { Relation } from '#scoring/eligibility-facts.ts';
import { principalReasons, screen } from '#scoring/eligibility.ts';
import { settle } from '#scoring/settlement.ts';
import { checkLeadEvaluators } from '#scoring/workload.ts';
import type { z } from 'zod';
import type { CommissionRow } from '../commissions/queries.ts';
import type { Context } from '../context.ts';
import type { TeamMember } from '../contracts/schema.ts';
import { isEmployedOn, qualifiedLeadEvaluators, testPerson, type Person } from '../dossier-people/schema.ts';
import { findCheckedVersion } from '../dossier-versions/queries.ts';
import { Refusal } from '../refusal.ts';
import { screenNow } from '../screenings/commands.ts';
import {
  independenceStatements,
  personQuestions,
  type acceptance,
  type AcceptanceStatement,
  type PersonQuestion,
} from '../invitations/schema.ts';

type Input = z.output<typeof acceptance>;
type Declared = AcceptanceStatement['declarations'][number];

/** Refuses what must not be accepted, at the field; returns the statement as it is kept. */
export async function judgeAcceptance(
  context: Context,
  commission: CommissionRow,
  agencyId: string,
  input: Input,
): Promise<AcceptanceStatement> {
  const version = await findCheckedVersion(context.db, agencyId);
  if (!version) throw new Refusal('conflict', '机构档案尚未核对完成，不能接受邀请。');
  const people = version.people.filter((one) => isEmployedOn(one, context.today));
  const fields = {
    ...statementFaults(input),
    ...teamFaults(people, input, commission.leadEvaluatorsRequired, context.today),
  };
  const team = teamOf(people, input);
  const declarations = declarationsOf(team, input, fields);
  const count = Object.keys(fields).length;
  if (count > 0) throw new Refusal('invalid', `有 ${count} 处需要处理。`, { fields });
  await decideAgain(context, commission, agencyId, team, declarations);
  const { statements, competence, leadEvaluatorIds, signedName } = input;
  return { statements, competence, leadEvaluatorIds, team, declarations, signedName };
}

/** R6 with the team's own relations, R7 with everything accepted meanwhile, and whatever else has come to fail. */
async function decideAgain(
  context: Context,
  commission: CommissionRow,
  agencyId: string,
  team: readonly TeamMember[],
  declarations: readonly Declared[],
): Promise<void> {
  const { conditions, rules, calendar, facts: all } = await screenNow(context, commission);
  const kept = all.find((one) => one.agencyId === agencyId);
  if (!kept) throw new Error(`agency ${agencyId} is not among the screened`);
  const { content } = conditions;
  const relations = declarations.flatMap((one) => relationsOf(one, content.projectIds, content.unitIds));
  const facts = {
    ...kept.facts,
    recusal: { ...kept.facts.recusal, relations: [...kept.facts.recusal.relations, ...relations] },
  };
  const decisions = settle(screen(rules, content, facts, context.today, calendar), kept.settlements);
  const open = decisions.filter(
    ({ ruleId, outcome }) => outcome === 'unknown' && (ruleId === 'R6' || ruleId === 'R7'),
  );
  const failed = decisions.filter(({ outcome }) => outcome === 'fail');
  if (failed.length > 0 || open.length > 0) {
    const reasons = principalReasons(failed.length > 0 ? failed : open);
    throw new Refusal('conflict', `现在不能接受邀请：${reasons.join('；')}。`);
  }
  const leads = team.filter(({ role }) => role === 'leadEvaluator').map(({ personId }) => personId);
  const chosen = facts.leadEvaluators.filter(({ personId }) => leads.includes(personId));
  const verdict = checkLeadEvaluators(
    rules,
    { ...content, leadEvaluatorsNeeded: leads.length },
    { ...facts, leadEvaluators: chosen },
  );
  if (verdict.outcome !== 'pass') {
    const message = `所选主评人同期任务已满：${verdict.observed}。请改选其他主评人。`;
    throw new Refusal('invalid', message, { fields: { leadEvaluatorIds: message } });
  }
}

function statementFaults({ statements }: Input): Record<string, string> {
  const missing = Object.keys(independenceStatements).filter((key) => !statements.some((one) => one === key));
  return missing.length === 0
    ? {}
    : { statements: `还有 ${missing.length} 项声明没有确认；不能确认的，应选择不承接。` };
}

function teamFaults(
  people: readonly Person[],
  { leadEvaluatorIds, teamIds }: Input,
  needed: number,
  today: string,
): Record<string, string> {
  const known = new Map(people.map((one) => [one.id, one]));
  const faults: Record<string, string> = {};
  if (teamIds.some((id) => !known.has(id))) faults['teamIds'] = '从机构档案的专业团队中选择人员。';
  if (leadEvaluatorIds.some((id) => !known.has(id)))
    faults['leadEvaluatorIds'] = '从机构档案的主评人中选择。';
  else if (new Set(leadEvaluatorIds).size < needed)
    faults['leadEvaluatorIds'] =
      `本次委托须有 ${needed} 名主评人，再选 ${needed - new Set(leadEvaluatorIds).size} 名。`;
  const qualified = qualifiedLeadEvaluators(people, today).map(({ id }) => id);
  const unfit = leadEvaluatorIds.filter((id) => known.has(id) && !qualified.includes(id));
  if (unfit.length > 0)
    faults['leadEvaluatorIds'] = unfit.map((id) => unfitText(known.get(id)!, today)).join('；');
  return faults;
}

function unfitText(person: Person, today: string): string {
  if (person.role !== 'leadEvaluator') return `${person.name}在机构档案中不是主评人`;
  const missed = testPerson(person, today).filter(({ outcome }) => outcome !== 'pass');
  return `${person.name}不符合主评人条件：${missed.map(({ title, observed }) => `${title}（${observed}）`).join('、')}`;
}

function teamOf(people: readonly Person[], { leadEvaluatorIds, teamIds }: Input): TeamMember[] {
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? '';
  const members = teamIds.filter((id) => !leadEvaluatorIds.includes(id));
  return [
    ...[...new Set(leadEvaluatorIds)].map((personId) => ({ personId, role: 'leadEvaluator' as const })),
    ...[...new Set(members)].map((personId) => ({ personId, role: 'evaluator' as const })),
  ].map(({ personId, role }) => ({ personId, name: nameOf(personId), role }));
}

/** Everyone named answers every question; a 是 must be explained. */
function declarationsOf(
  team: readonly TeamMember[],
  { declarations }: Input,
  fields: Record<string, string>,
): Declared[] {
  const questions = Object.keys(personQuestions) as PersonQuestion[];
  return team.map(({ personId, name }) => {
    const index = declarations.findIndex((one) => one.personId === personId);
    const typed = declarations[index];
    if (!typed) {
      fields['declarations'] = `${name}还没有作出回避声明。`;
      return { personId, name, answers: blank, note: '' };
    }
    for (const question of questions)
      if (typed[question] === undefined)
        fields[`declarations[${index}].${question}`] = `请${name}回答是或否。`;
    if (questions.some((question) => typed[question] === 'yes') && typed.note === '')
      fields[`declarations[${index}].note`] = `写明${name}与哪家单位、是什么关系。`;
    const answers = Object.fromEntries(questions.map((question) => [question, typed[question] ?? 'no']));
    return { personId, name, answers: answers as Declared['answers'], note: typed.note };
  });
}

const blank: Declared['answers'] = { tookPart: 'no', paidWork: 'no', kin: 'no', formerEmployment: 'no' };

/** A person's own relations, as R6 reads an agency's. */
function relationsOf(
  { name, answers, note }: Declared,
  projectIds: readonly string[],
  unitIds: readonly string[],
): Relation[] {
  const text = `${name}：${note}`;
  return [
    ...(answers.tookPart === 'yes'
      ? [{ kind: 'tookPart' as const, projectId: projectIds[0] ?? '', role: '申报' as const }]
      : []),
    ...(answers.paidWork === 'yes'
      ? [
          {
            kind: 'paidWork' as const,
            unitId: unitIds[0] ?? '',
            unitName: note,
            commissionedBy: 'unit' as const,
            from: '2000-01-01',
            to: null,
            settlement: null,
          },
        ]
      : []),
    ...(['kin', 'formerEmployment'] as const)
      .filter((kind) => answers[kind] === 'yes')
      .map((kind) => ({ kind, text, settlement: null })),
  ];
}
