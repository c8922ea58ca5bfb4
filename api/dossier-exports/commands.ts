/** 导出: a dossier as a workbook in the order of the national platform's blocks. */
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { listWorkOf } from '../contracts/queries.ts';
import { findAgencyByCode, findCheckedVersion } from '../dossier-versions/queries.ts';
import { findAgency, findOpenDossier, listFiles, listSections, typedSections } from '../dossiers/queries.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { maskedNumbers } from '../personal-numbers/commands.ts';
import { notFound, Refusal } from '../refusal.ts';
import { getSettings } from '../settings/queries.ts';
import { writePages } from '../sheets/writing.ts';
import { fileIdsIn } from '../typed.ts';
import { blocksOf, type Tree } from './blocks.ts';
import type { exporting } from './schema.ts';

export async function exportDossier(context: Context, input: z.output<typeof exporting>) {
  const { db, actor, today } = context;
  const own = actor.agencyId ? await findAgency(db, actor.agencyId) : undefined;
  const agency = input.agency ? await findAgencyByCode(db, input.agency) : own;
  if (!agency) throw notFound();
  authorize(actor, 'dossierExport.make', { agencyId: agency.id });
  const source = input.of === 'draft' ? await draftOf(context, agency.id) : await checkedOf(context, agency);
  const { content, subject, detail, origin } = source;
  const people = (content['people'] ?? []) as Tree[];
  const numbers = await maskedNumbers(
    context,
    people.map((one) => (one['idNumberId'] ?? null) as string | null),
  );
  const files = await listFiles(db, agency.id, fileIdsIn(content));
  const { bureauName } = await getSettings(db, context.isExample);
  const pages = blocksOf(content, {
    agency,
    origin: `${origin}，${today} 导出。`,
    numberOf: (id) => numbers[id] ?? '',
    fileOf: (id) => files.find((file) => file.id === id)?.name ?? '',
    works: (await listWorkOf(db, agency.id)).map((work) => ({ ...work, client: bureauName })),
  });
  await record(
    context,
    input.of === 'draft' ? 'dossier.exported' : 'dossierVersion.exported',
    subject,
    detail,
  );
  const draft = input.of === 'draft' ? '草稿' : '';
  return { name: `${agency.code}-信用档案${draft}-${today}.xlsx`, bytes: await writePages(pages) };
}

async function checkedOf({ db }: Context, agency: { id: string; code: string }) {
  const version = await findCheckedVersion(db, agency.id);
  if (!version) throw new Refusal('conflict', '这家机构还没有核对完成的信用档案，没有可以导出的内容。');
  return {
    content: { ...version.content, people: version.people } as unknown as Tree,
    subject: { type: 'dossierVersion' as const, id: version.id, code: agency.code, agencyId: agency.id },
    detail: { number: version.number },
    origin: `信用档案第 ${version.number} 版，${version.effectiveOn} 核对完成，内容指纹 ${version.digest.slice(0, 8)}`,
  };
}

/** Half and wrong values stand as they were typed; nobody but the agency sees them. */
async function draftOf({ db, actor }: Context, agencyId: string) {
  const dossier = actor.agencyId === agencyId ? await findOpenDossier(db, agencyId) : undefined;
  if (!dossier) throw notFound();
  const sections = typedSections(await listSections(db, dossier.id)) as Tree;
  const { people } = (sections['people'] ?? {}) as { people?: Tree[] };
  return {
    content: { ...sections, people: people ?? [] } as Tree,
    subject: { type: 'dossier' as const, id: dossier.id, agencyId },
    detail: {},
    origin: '正在填写的草稿，未经核对',
  };
}
