/** One example of 重复登记核实, from the check that found it to the decision. */
import { answerCase, proposeSettlement, settleCase } from '../../api/double-registrations/commands.ts';
import { findCase } from '../../api/double-registrations/queries.ts';
import { openNotice } from '../../api/notices/commands.ts';
import type { Actor } from '../../api/permissions.ts';
import { seedFile } from './agencies.ts';
import type { SeededDossiers } from './dossiers.ts';
import { shanghai, type Seed } from './seed.ts';

const code = 'HS-2024-001';

/** Filed by 丁 while 丙 still had the person in its dossier. */
export async function seedDoubleRegistrations(seed: Seed, agencies: SeededDossiers): Promise<void> {
  const { admin: former } = agencies['示例丙资产评估有限公司']!;
  const { admin: present } = agencies['示例丁律师事务所']!;
  const { officer, leader } = seed.people as Record<'officer' | 'leader', Actor>;
  const caseAt = async (day: string, actor: Actor) => {
    const at = seed.at(shanghai(day), actor);
    const found = (await findCase(at, code))!;
    return { at: { ...at, expectedVersion: found.version }, found };
  };
  for (const admin of [former, present]) {
    const { at, found } = await caseAt('2024-09-11', admin);
    await openNotice(at, found.sides.find(({ agencyId }) => agencyId === admin.agencyId)!.noticeId);
  }
  const proofFileId = await seedFile(seed, present, shanghai('2024-09-12'), '社会保险缴纳证明.pdf');
  const stays = { answer: 'stays', leftOn: '', proofFileId } as const;
  await answerCase((await caseAt('2024-09-12', present)).at, code, stays);
  const left = { answer: 'left', leftOn: '2024-08-30', proofFileId: '' } as const;
  await answerCase((await caseAt('2024-09-13', former)).at, code, left);
  await proposeSettlement((await caseAt('2024-09-14', officer)).at, code, {
    ...{ belongsTo: agencies['示例丁律师事务所']!.code, effectiveOn: '2024-09-01' },
    reason: '原机构答复已于 2024-08-30 离职，现机构提供了社会保险缴纳证明。',
  });
  await settleCase((await caseAt('2024-09-18', leader)).at, code, { note: '材料一致，同意。' });
  await acknowledge(seed, [former, present]);
}

/** Both have read the result. */
async function acknowledge(seed: Seed, admins: readonly Actor[]): Promise<void> {
  for (const admin of admins) {
    const at = seed.at(shanghai('2024-09-19'), admin);
    const { id } = await at.db
      .selectFrom('notice')
      .select('id')
      .where('agencyId', '=', admin.agencyId)
      .where('kind', '=', 'doubleRegistrationSettled')
      .executeTakeFirstOrThrow();
    await openNotice(at, id);
  }
}
