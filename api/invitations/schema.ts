import { z } from 'zod';
import { reason } from '../commissions/schema.ts';
import type { TeamMember } from '../contracts/schema.ts';

/** What the agency states before it takes a job (4号 art. 13): each is ticked by itself. */
export const independenceStatements = {
  competent: '本机构具备完成本次评价的专业能力、人员和时间。',
  independent:
    '本机构与委托方、被评价对象及其主管部门不存在影响独立性的关系，也未参与本项目的申报、自评代编、事前评估、设计、监理、审计或代理记账。',
  noTransfer: '本机构不转包、不出借资质，按期独立完成评价。',
  confidential: '本机构对评价中知悉的国家秘密、商业秘密和个人信息保密。',
} as const;
export type IndependenceStatement = keyof typeof independenceStatements;

/** What each person of the team answers for themself. */
export const personQuestions = {
  tookPart: '是否参与过本项目的申报、自评代编、事前评估、设计、监理、审计或代理记账',
  paidWork: '现在是否在为被评价单位、其主管部门或所属单位提供有偿服务',
  kin: '与上述单位的负责人或项目负责人是否有近亲属关系',
  formerEmployment: '近三年是否曾在上述单位任职',
} as const;
export type PersonQuestion = keyof typeof personQuestions;

const answer = z.enum(['yes', 'no'], '逐项回答是或否。');

export const acceptance = z.strictObject({
  statements: z
    .array(z.enum(Object.keys(independenceStatements) as [IndependenceStatement, ...IndependenceStatement[]]))
    .default([]),
  competence: z.string().trim().min(1, '写明承接本次评价的专业能力和人员安排。').max(2000),
  leadEvaluatorIds: z.array(z.string().max(36)).min(1, '选择主评人。').max(20),
  teamIds: z.array(z.string().max(36)).max(50).default([]),
  declarations: z
    .array(
      z.strictObject({
        personId: z.string().max(36),
        tookPart: answer.optional(),
        paidWork: answer.optional(),
        kin: answer.optional(),
        formerEmployment: answer.optional(),
        note: z.string().trim().max(500).default(''),
      }),
    )
    .max(100)
    .default([]),
  signedName: z.string().trim().min(1, '填写声明人姓名。').max(50),
});

export const decline = z.strictObject({ reason: reason('写明不承接的原因。') });
export const withdrawal = z.strictObject({ reason: reason('写明撤回邀请的原因。') });

/** What an agency declared when it accepted; kept as declared. */
export interface AcceptanceStatement {
  statements: IndependenceStatement[];
  competence: string;
  leadEvaluatorIds: string[];
  team: TeamMember[];
  declarations: {
    personId: string;
    name: string;
    answers: Record<PersonQuestion, 'yes' | 'no'>;
    note: string;
  }[];
  signedName: string;
}
