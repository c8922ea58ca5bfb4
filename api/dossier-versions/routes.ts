import { Hono } from 'hono';
import { differences } from '#scoring/difference.ts';
import type { Canonical } from '#scoring/digest.ts';
import { sections, validityOn, validUntil } from '#scoring/filing.ts';
import { allow, read, type Env } from '../context.ts';
import { listWorkOf } from '../contracts/queries.ts';
import { listFiles } from '../dossiers/queries.ts';
import type { DossierContent } from '../dossiers/schema.ts';
import { query } from '../input.ts';
import { actionState, mayNot, type Actor } from '../permissions.ts';
import { notFound } from '../refusal.ts';
import { fileIdsIn } from '../typed.ts';
import { findAgencyByCode, findCheckedVersion, findVersion, listVersions } from './queries.ts';
import { versionPair } from './schema.ts';

/** Checked versions: the only part of a dossier that others than its agency and the bureau may see. */
export const dossierVersions = new Hono<Env>()
  .get('/:agency', allow('dossierVersion.read'), async (c) => {
    const { db, today } = read(c);
    const agency = await agencyOf(db, c.req.param('agency'));
    const checked = await findCheckedVersion(db, agency.id);
    return c.json({
      agency,
      versions: (await listVersions(db, agency.id)).map(({ number, digest, effectiveOn }) => ({
        number,
        digest,
        effectiveOn,
      })),
      confirmedOn: checked?.confirmedOn ?? null,
      validUntil: checked ? validUntil(checked.confirmedOn) : null,
      validity: checked ? validityOn(checked.confirmedOn, today) : null,
    });
  })
  .get('/:agency/differences', allow('dossierVersion.compare'), query(versionPair), async (c) => {
    const { db, actor } = read(c);
    const { from, to } = c.req.valid('query');
    const agency = await agencyOf(db, c.req.param('agency'));
    if (!seesAll(actor, agency.id)) throw notFound();
    const [before, after] = await Promise.all([
      findVersion(db, agency.id, Number(from)),
      findVersion(db, agency.id, Number(to)),
    ]);
    if (!before || !after) throw notFound();
    return c.json({
      agency,
      before,
      after,
      files: await listFiles(db, agency.id, fileIdsIn([before.content, after.content])),
      sections: sections.map((section) => ({
        section,
        differences: differences(
          before.content[section] as unknown as Canonical,
          after.content[section] as unknown as Canonical,
        ),
      })),
    });
  })
  .get('/:agency/:number', allow('dossierVersion.read'), async (c) => {
    const { db, actor } = read(c);
    const agency = await agencyOf(db, c.req.param('agency'));
    const number = Number(/^[1-9]\d{0,5}$/.exec(c.req.param('number'))?.[0] ?? 0);
    const version = await findVersion(db, agency.id, number);
    if (!version) throw notFound();
    const whole = seesAll(actor, agency.id);
    return c.json({
      agency,
      whole,
      version: { ...version, content: whole ? version.content : publicPart(version.content) },
      versions: (await listVersions(db, agency.id)).map((one) => one.number),
      files: whole ? await listFiles(db, agency.id, fileIdsIn(version.content)) : [],
      works: whole ? await listWorkOf(db, agency.id) : [],
      actions: [actionState(actor, 'dossierExport.make', '导出', { agencyId: agency.id }, null)].filter(
        (one) => one !== null,
      ),
    });
  });

/** The agency itself, the bureau and those who supervise it; everyone else sees the public part. */
const seesAll = (actor: Actor, agencyId: string): boolean =>
  mayNot(actor, 'dossierVersion.compare', { agencyId }) === null;

/** Without telephone numbers, certificate numbers, files, and what concerns a person's criminal or credit record. */
function publicPart({ basic, people, trackRecord, honoursPenalties }: DossierContent) {
  const { kind, premises, mailingAddress, headRole, headName, hasBranches, branches } = basic;
  const rules = Object.entries(basic.rules).map(([key, rule]) => [key, { established: rule.established }]);
  return {
    basic: {
      kind,
      premises,
      mailingAddress,
      headRole,
      headName,
      hasBranches,
      branches,
      rules: Object.fromEntries(rules),
    },
    people: people.map(({ id, name, role, title, titleName, qualifications }) => ({
      id,
      name,
      role,
      title,
      titleName,
      qualifications: qualifications.map((one) => ({ id: one.id, kind: one.kind })),
    })),
    trackRecord: {
      hasProjects: trackRecord.hasProjects,
      projects: trackRecord.projects.map(({ fileId: _file, amount: _amount, ...row }) => row),
    },
    honoursPenalties: {
      ...honoursPenalties,
      honours: honoursPenalties.honours.map(({ fileId: _file, ...row }) => row),
      penalties: honoursPenalties.penalties.map(({ fileId: _file, ...row }) => row),
    },
  };
}

async function agencyOf(db: Parameters<typeof findAgencyByCode>[0], code: string) {
  const agency = await findAgencyByCode(db, code);
  if (!agency) throw notFound();
  return agency;
}
