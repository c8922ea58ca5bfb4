/** Two looks at the national platform: one agency that is registered there with two differences, one that is not. */
import type { Actor } from '../../api/permissions.ts';
import { findCheckedVersion } from '../../api/dossiers/queries.ts';
import { recordNational } from '../../api/national-records/commands.ts';
import { nationalRecord } from '../../api/national-records/schema.ts';
import { kinds } from '#scoring/dossier-words.ts';
import { seedFile } from './agencies.ts';
import type { SeededDossiers } from './dossiers.ts';
import { shanghai, type Seed } from './seed.ts';

const day = '2024-10-15';
const nothing = nationalRecord.shape.shown.parse({});

export async function seedNationalRecords(seed: Seed, agencies: SeededDossiers): Promise<void> {
  const officer = seed.people['officer'] as Actor;
  const at = seed.at(shanghai(day, '10:00'), officer);
  const fileId = await seedFile(seed, officer, shanghai(day, '09:50'), '示例：全国平台查询页面.pdf');
  const [one, other] = [agencies['示例甲会计师事务所']!, agencies['示例乙咨询有限公司']!];
  const { basic, people } = (await findCheckedVersion(at.db, one.id))!.content;
  const leads = people.filter(({ role }) => role === 'leadEvaluator').length;
  const seen = { queriedOn: day, fileId };
  await recordNational(at, {
    ...{ ...seen, agency: one.code, registered: 'yes', recordNumber: '示例-0001' },
    shown: {
      ...{ ...nothing, name: '示例甲会计师事务所', kind: kinds[basic.kind], headName: basic.headName },
      ...{ premises: `${basic.premises}（示例旧址）`, leadEvaluators: String(leads + 1) },
    },
    note: '示例：平台上的办公场所和主评人数尚未更新，已提示机构自愿更新。',
  });
  await recordNational(at, {
    ...{ ...seen, agency: other.code, registered: 'no', recordNumber: '', shown: nothing },
    note: '',
  });
}
