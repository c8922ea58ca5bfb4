import { Hono } from 'hono';
import { differences } from '#scoring/difference.ts';
import type { Canonical } from '#scoring/digest.ts';
import { allow, read, write, type Env } from '../context.ts';
import { whyNotEditable } from '../dossiers/commands.ts';
import { findOpenDossier, findSection } from '../dossiers/queries.ts';
import { id, query } from '../input.ts';
import { notFound } from '../refusal.ts';
import { restorePoint } from './commands.ts';
import * as queries from './queries.ts';
import { pointsQuery } from './schema.ts';

/** 恢复点: what a section of the open filing held before, newest first. */
export const dossierPoints = new Hono<Env>()
  .get('/', allow('dossier.read'), query(pointsQuery), async (c) => {
    const context = read(c);
    const { db, actor } = context;
    const { section } = c.req.valid('query');
    const dossier = actor.agencyId ? await findOpenDossier(db, actor.agencyId) : undefined;
    if (!dossier) throw notFound();
    const [earlier, stored] = await Promise.all([
      queries.listPoints(db, dossier.id, section),
      findSection(db, dossier.id, section),
    ]);
    const present = stored && {
      id: null,
      version: stored.version,
      content: stored.content,
      savedAt: stored.updatedAt,
      savedByName: stored.updatedByName,
    };
    const all = [...earlier, ...(present ? [present] : [])];
    return c.json({
      section,
      version: stored?.version ?? 0,
      locked: await whyNotEditable(context, dossier, section),
      points: all
        .map(({ content, ...point }, index) => ({
          ...point,
          changed: index === 0 ? null : changesBetween(all[index - 1]!.content, content),
        }))
        .reverse(),
    });
  })
  .post('/:id/restoration', allow('dossier.write'), id(), async (c) =>
    c.json(await write(c, (context) => restorePoint(context, c.req.param('id'))), 201),
  );

/** Where they differ, without what stood there; people and rows by what they are called. */
function changesBetween(before: unknown, after: unknown): string[][] {
  const names = { ...namesIn(before), ...namesIn(after) };
  const paths = differences(before as Canonical, after as Canonical)
    .filter((one) => (one.before ?? '') !== (one.after ?? ''))
    .filter(({ path }) => !['id', 'version'].includes(path.at(-1)!))
    .map(({ path }) => path.map((part) => names[part] ?? part));
  return paths;
}

function namesIn(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const { id, name, documentNumber } = value as Record<string, unknown>;
  const own = typeof id === 'string' ? { [id]: String(name || documentNumber || '未填名称') } : {};
  return Object.assign(own, ...Object.values(value).map(namesIn));
}
