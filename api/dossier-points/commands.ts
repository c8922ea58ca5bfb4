import { assertCurrent, type Context } from '../context.ts';
import { lockEditable, subjectOf, writeSection } from '../dossiers/commands.ts';
import { findSection } from '../dossiers/queries.ts';
import { record } from '../journal.ts';
import { notFound } from '../refusal.ts';
import { findPoint } from './queries.ts';

/** 恢复到此版本: what the section held then becomes its newest version; what it holds now becomes a point. */
export async function restorePoint(context: Context, id: string) {
  const point = await findPoint(context.db, id);
  if (!point || point.agencyId !== context.actor.agencyId) throw notFound();
  const { section } = point;
  const dossier = await lockEditable(context, section);
  if (dossier.id !== point.dossierId) throw notFound();
  const stored = await findSection(context.db, dossier.id, section);
  assertCurrent(context, stored ?? { version: 0 }, stored);
  const content = section === 'people' ? asNewest(point.content, stored!.version + 1) : point.content;
  const saved = await writeSection(context, dossier, section, content, stored, false, true);
  await record(context, 'dossier.sectionRestored', subjectOf(dossier), { section, version: point.version });
  return saved;
}

/** A person's page that is still open shows another content: no version that it may have seen comes back. */
function asNewest(content: unknown, version: number) {
  const { people } = content as { people: Record<string, unknown>[] };
  return { people: people.map((one) => ({ ...one, version })) };
}
