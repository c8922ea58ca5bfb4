/** The example district: a believable small district, marked 示例 wherever it speaks of anybody's work. */
import type { Deps } from '../api/context.ts';
import { inTransaction } from '../api/database.ts';
import { generateSecret } from 'otplib';
import { markTotpConfirmed, markTotpSecret } from '../api/sessions/queries.ts';
import { installDefaults } from './defaults.ts';
import { seedDoubleRegistrations } from './seed/double-registrations.ts';
import { seedDossierEntry } from './seed/dossier-entries.ts';
import { seedDossiers } from './seed/dossiers.ts';
import { seedDisclosures } from './seed/disclosures.ts';
import { seedNationalRecords } from './seed/national-records.ts';
import { seedIdentityChanges } from './seed/identity-changes.ts';
import { seedPlans } from './seed/plans.ts';
import { adoptPolicies, draftRubric } from './seed/policies.ts';
import { decisionsTakenBy, seedSanctions } from './seed/sanctions.ts';
import { openSeed, shanghai } from './seed/seed.ts';
import { stories, tell } from './seed/stories.ts';
import type { Story } from './seed/story.ts';
import { seedWhatIfs } from './seed/what-ifs.ts';

/** What the example district's clock shows when it is opened. */
const opening = shanghai('2025-11-20', '09:00');

/** Seeds an empty database in one transaction: it is an example district from then on, or still empty. */
export async function openExampleDistrict(deps: Deps): Promise<void> {
  await inTransaction(deps.db, async (db) => {
    const seed = await openSeed(db, deps);
    await db
      .insertInto('installation')
      .values({
        kind: 'example',
        createdAt: opening,
        clockBase: opening,
        clockAnchor: deps.clock().toISOString(),
      })
      .execute();
    const at = shanghai('2023-01-03');
    await seed.addPerson({ username: 'admin', name: '示例系统管理员', hats: ['systemAdmin'], at });
    await seed.addPerson({
      username: 'officer',
      name: '示例经办甲',
      hats: ['bureauOfficer'],
      division: '绩效科',
      at,
    });
    await seed.addPerson({
      username: 'officer2',
      name: '示例经办乙',
      hats: ['bureauOfficer'],
      division: '绩效科',
      at,
    });
    await seed.addPerson({
      username: 'reviewer',
      name: '示例复核甲',
      hats: ['bureauReviewer'],
      division: '绩效科',
      at,
    });
    await seed.addPerson({ username: 'leader', name: '示例审批甲', hats: ['bureauLeader'], at });
    await seed.addPerson({
      username: 'division',
      name: '示例科室甲',
      hats: ['divisionOfficer'],
      division: '教科文科',
      at,
    });
    await seed.addPerson({
      username: 'supervisor',
      name: '示例督导甲',
      hats: ['supervisor'],
      division: '监督科',
      at,
    });
    const second = await seed.addPerson({
      username: 'leader2',
      name: '示例审批乙',
      hats: ['bureauLeader'],
      at,
    });
    await markTotpSecret(db, second.accountId!, generateSecret());
    await markTotpConfirmed(db, second.accountId!, at);
    await seed.addPerson({ username: 'auditor', name: '示例审计甲', hats: ['auditor'], at });
    await installDefaults(seed.at(at, seed.people.admin!));
    await adoptPolicies(seed);
    const { evaluatees } = await seedPlans(seed);
    const agencies = await seedDossiers(seed);
    await seedDoubleRegistrations(seed, agencies);
    await seedNationalRecords(seed, agencies);
    await seedIdentityChanges(seed, agencies);
    // What opens after the decisions were taken is screened with them in force.
    const isLater = ({ opensOn }: Story) => opensOn > decisionsTakenBy;
    for (const story of stories.filter((story) => !isLater(story))) await tell(seed, story, evaluatees);
    await seedSanctions(seed);
    for (const story of stories.filter(isLater)) await tell(seed, story, evaluatees);
    await seedDisclosures(seed);
    await seedDossierEntry(seed, agencies);
    await seedWhatIfs(seed);
    await draftRubric(seed);
  });
}

/** The example accounts as they are printed at the start. */
export async function listExampleAccounts(deps: Deps) {
  return deps.db
    .selectFrom('account')
    .innerJoin('accountHat', 'accountHat.accountId', 'account.id')
    .select(['account.username', 'account.name', 'account.totpSecret', 'accountHat.hat'])
    .orderBy('account.createdAt')
    .orderBy('account.username')
    .execute();
}
