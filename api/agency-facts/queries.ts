import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { dayOf, type Instant } from '#scoring/calendar.ts';
import type { Db } from '../database.ts';
import { listCheckedVersions } from '../dossier-versions/queries.ts';
import { listEndings } from '../identity-changes/queries.ts';
import { ratingsInForce } from '../ratings/queries.ts';
import { restrictionProposalsOpen, restrictionsInForce, sanctionsInForce } from '../sanctions/queries.ts';

export type AgencyRecord = Awaited<ReturnType<typeof listAgencyRecords>>[number];

/**
 * What is on record of every agency for one commission: six statements for all of them together. Days within the lists
 * are days in Shanghai.
 */
export async function listAgencyRecords(db: Db, commissionId: string, now: Instant) {
  const today = dayOf(now);
  const versions = byAgency(await listCheckedVersions(db, now));
  // A 试评 excludes nobody and favours nobody: the agency counts as 未评级.
  const ratings = byAgency((await ratingsInForce(db, now)).filter(({ trial }) => !trial));
  const restrictions = byAgency(await restrictionsInForce(db, today));
  const proposals = byAgency(await restrictionProposalsOpen(db));
  const endings = byAgency(await listEndings(db, today));
  const sanctions = await sanctionsInForce(db, today);
  return (await listRecords(db, commissionId)).map((record) => ({
    ...record,
    ending: endings.get(record.id) ?? null,
    version: versions.get(record.id) ?? null,
    rating: ratings.get(record.id)?.rating ?? null,
    restriction: restrictions.get(record.id) ?? null,
    proposal: proposals.get(record.id) ?? null,
    sanctions: sanctions.filter(({ agencyId }) => agencyId === record.id),
  }));
}

const byAgency = <Row extends { agencyId: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.agencyId, row]));

const listRecords = (db: Db, commissionId: string) =>
  db
    .selectFrom('agency')
    .select((eb) => [
      'agency.id',
      'agency.code',
      'agency.name',
      'agency.uscc',
      jsonArrayFrom(
        eb
          .selectFrom('contract')
          .innerJoin('commission', 'commission.id', 'contract.commissionId')
          .select([
            'contract.commissionId',
            'contract.leadEvaluatorId',
            'contract.periodFrom',
            'contract.periodUntil',
          ])
          .whereRef('contract.agencyId', '=', 'agency.id')
          .where('commission.state', 'in', ['contracted', 'running'])
          .where('contract.commissionId', '<>', commissionId)
          .orderBy('commission.code'),
      ).as('contracts'),
      jsonArrayFrom(
        eb
          .selectFrom('invitation')
          .innerJoin('commission', 'commission.id', 'invitation.commissionId')
          .select([
            'invitation.commissionId',
            'invitation.statement',
            'commission.plannedFrom',
            'commission.plannedUntil',
          ])
          .whereRef('invitation.agencyId', '=', 'agency.id')
          .where('invitation.state', '=', 'accepted')
          .where('commission.state', '=', 'inviting')
          .where('invitation.commissionId', '<>', commissionId)
          .orderBy('commission.code'),
      ).as('accepted'),
      jsonArrayFrom(
        eb
          .selectFrom('integrityQuery')
          .select([
            'site',
            'queriedOn',
            'result',
            'violationTitle',
            'violationDecidedOn',
            'banUntil',
            'fileId',
          ])
          .whereRef('integrityQuery.agencyId', '=', 'agency.id')
          .orderBy('queriedOn')
          .orderBy('recordedAt')
          .orderBy('integrityQuery.id'),
      ).as('queries'),
      jsonArrayFrom(
        eb
          .selectFrom('recusalDeclaration')
          .select(['content', 'declaredAt'])
          .whereRef('recusalDeclaration.agencyId', '=', 'agency.id')
          .where('recusalDeclaration.side', '=', 'agency')
          .where('recusalDeclaration.commissionId', '=', commissionId)
          .orderBy('declaredAt', 'desc')
          .orderBy('recusalDeclaration.id', 'desc')
          .limit(1),
      ).as('declarations'),
      jsonArrayFrom(
        eb
          .selectFrom('screeningSettlement')
          .select([
            'screeningSettlement.ruleId',
            'screeningSettlement.outcome',
            'screeningSettlement.note',
            'screeningSettlement.fileId',
            'screeningSettlement.settledAt',
            sql<string>`(settled_at at time zone 'Asia/Shanghai')::date::text`.as('settledOn'),
          ])
          .whereRef('screeningSettlement.agencyId', '=', 'agency.id')
          .where('screeningSettlement.commissionId', '=', commissionId)
          .where('screeningSettlement.withdrawnAt', 'is', null)
          .orderBy('settledAt')
          .orderBy('screeningSettlement.id'),
      ).as('settlements'),
      jsonArrayFrom(
        eb
          .selectFrom('screeningException')
          .innerJoin('collectiveDecision', 'collectiveDecision.id', 'screeningException.decisionId')
          .select([
            'screeningException.ruleId',
            'screeningException.reason',
            'screeningException.proposedBy',
            'screeningException.proposedAs',
            'screeningException.approvedBy',
            'screeningException.approvedAs',
            'collectiveDecision.minutesNumber',
            sql<string>`(approved_at at time zone 'Asia/Shanghai')::date::text`.as('approvedOn'),
          ])
          .whereRef('screeningException.agencyId', '=', 'agency.id')
          .where('screeningException.commissionId', '=', commissionId)
          .where('screeningException.approvedBy', 'is not', null)
          .orderBy('approvedAt'),
      ).as('exceptions'),
    ])
    .orderBy('agency.code')
    .execute();
