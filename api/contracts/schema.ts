import { z } from 'zod';
import { day, wanYuan } from '../commissions/schema.ts';

const clause = (missing: string) => z.string().trim().min(1, missing).max(4000);

/** The nine contents of 4号 art. 13, each a field of its own. */
export const contractTerms = {
  parties: '双方名称和住所',
  subject: '委托项目和内容',
  period: '履行期限',
  fee: '费用',
  payment: '支付方式',
  rightsAndDuties: '双方权利和义务',
  archivingDuty: '归档责任',
  breach: '违约责任',
  disputes: '争议解决方式',
} as const;

export const newContract = z
  .strictObject({
    number: z.string().trim().min(1, '填写合同编号。').max(60),
    signedOn: day('按 2025-11-20 的格式填写签订日期。'),
    parties: clause('写明委托方和受托方的名称、住所。'),
    subject: clause('写明委托项目和内容。'),
    periodFrom: day('按 2025-11-20 的格式填写履行开始日。'),
    periodUntil: day('按 2025-11-20 的格式填写履行结束日。'),
    fee: wanYuan('按万元填写合同金额，如 11.8。'),
    payment: clause('写明支付方式和各期比例。'),
    rightsAndDuties: clause('写明双方的权利和义务。'),
    archivingDuty: clause('写明由谁归档、归哪些资料、何时移交。'),
    breach: clause('写明违约责任。'),
    disputes: clause('写明争议解决方式。'),
  })
  .superRefine(({ periodFrom, periodUntil, signedOn }, check) => {
    if (periodUntil < periodFrom)
      check.addIssue({
        code: 'custom',
        path: ['periodUntil'],
        message: `履行结束日不得早于开始日 ${periodFrom}。`,
      });
    if (periodFrom < signedOn)
      check.addIssue({
        code: 'custom',
        path: ['periodFrom'],
        message: `履行开始日不得早于签订日期 ${signedOn}。`,
      });
  });

/** One of the people who carry out the evaluation, as kept with the contract. */
export interface TeamMember {
  personId: string;
  name: string;
  role: 'leadEvaluator' | 'evaluator';
}
