/** One example of 主体变更, sent back: it changes nothing of what the example agencies are. */
import { proposeChange, returnChange } from '../../api/identity-changes/commands.ts';
import { findChange } from '../../api/identity-changes/queries.ts';
import type { Actor } from '../../api/permissions.ts';
import { seedFile } from './agencies.ts';
import type { SeededDossiers } from './dossiers.ts';
import { shanghai, type Seed } from './seed.ts';

export async function seedIdentityChanges(seed: Seed, agencies: SeededDossiers): Promise<void> {
  const { officer, leader } = seed.people as Record<'officer' | 'leader', Actor>;
  const fileId = await seedFile(seed, officer, shanghai('2024-11-05'), '登记机关查询结果.pdf');
  const { code } = await proposeChange(seed.at(shanghai('2024-11-05'), officer), {
    ...{ kind: 'spinOff', effectiveOn: '2024-11-01', fileId },
    facts: '示例：登记机关网站显示机构拟分出部分业务，尚未取得准予变更登记通知书。',
    predecessors: [
      {
        ...{ code: agencies['示例丙资产评估有限公司']!.code, recordTo: '' },
        reason: '示例：分出的业务与预算绩效评价无关。',
      },
    ],
    successors: [agencies['示例丁律师事务所']!.code],
  });
  const at = seed.at(shanghai('2024-11-06'), leader);
  const { version } = (await findChange(at.db, leader, code))!;
  const note = '示例：登记尚未办结，取得登记文书后再提。';
  await returnChange({ ...at, expectedVersion: version }, code, { note });
}
