/** What the example district has made public: proposed by an officer, published by the leader the same day. */
import type { Instant } from '#scoring/calendar.ts';
import { proposeDisclosure, publishDisclosure } from '../../api/disclosures/commands.ts';
import { listCandidates, type Candidate } from '../../api/disclosures/queries.ts';
import { shanghai, type Seed } from './seed.ts';
import { reaches, type Story } from './story.ts';

/** A story's last step: three days after its assessment the result, the rating it led to and the report are public. */
export async function publish(seed: Seed, story: Story): Promise<void> {
  const { assessmentId, agencyId } = story.made;
  if (!reaches(story, 'published') || !assessmentId || !agencyId) return;
  const { db } = seed.at(shanghai(story.opensOn), seed.people['officer']!);
  const { recordedAt } = await db
    .selectFrom('assessmentResult')
    .select('recordedAt')
    .where('assessmentId', '=', assessmentId)
    .orderBy('recordedAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const instant = new Date(Date.parse(recordedAt) + 3 * 24 * 60 * 60_000).toISOString();
  await publishWhere(seed, instant, (candidate) => candidate.agencyId === agencyId);
}

/** What no story publishes: the evaluations that the plan only records, and decisions in their display period. */
export async function seedDisclosures(seed: Seed): Promise<void> {
  await publishWhere(
    seed,
    shanghai('2025-11-19', '15:00'),
    ({ kind, agencyId }) => kind === 'sanction' || (kind === 'evaluation' && agencyId === null),
  );
}

async function publishWhere(seed: Seed, instant: Instant, wanted: (one: Candidate) => boolean) {
  const officer = seed.people['officer']!;
  const leader = seed.people['leader']!;
  const candidates = await listCandidates(seed.at(instant, officer).db, instant);
  for (const { kind, subjectId } of candidates.filter(wanted)) {
    const { code, version } = await proposeDisclosure(seed.at(instant, officer), { kind, subjectId });
    await publishDisclosure(seed.at(instant, leader, version), code);
  }
}
