/** One stamped paper that an officer entered and that waits for its agency to confirm. */
import type { Actor } from '../../api/permissions.ts';
import { handOver, openEntry } from '../../api/dossier-entries/commands.ts';
import { findEntry } from '../../api/dossier-entries/queries.ts';
import { seedFile } from './agencies.ts';
import type { SeededDossiers } from './dossiers.ts';
import { shanghai, type Seed } from './seed.ts';

const day = '2025-11-18';

export async function seedDossierEntry(seed: Seed, agencies: SeededDossiers): Promise<void> {
  const officer = seed.people['officer'] as Actor;
  const at = seed.at(shanghai(day, '10:00'), officer);
  const fileId = await seedFile(seed, officer, shanghai(day, '09:50'), '示例：盖章纸质档案.pdf');
  const { id } = await openEntry(at, {
    ...{ agency: agencies['示例丙资产评估有限公司']!.code, fileId },
    reason: '示例：机构网络检修，送来盖章的年度更新材料，请经办人代录。',
  });
  const { version } = (await findEntry(at.db, id))!;
  await handOver({ ...at, now: shanghai(day, '11:00'), expectedVersion: version }, id);
}
