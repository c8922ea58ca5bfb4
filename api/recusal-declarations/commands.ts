import type { z } from 'zod';
import { lockCommission, subjectOf } from '../commissions/commands.ts';
import { listRelatedUnits } from '../commission-conditions/queries.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { findDeclaration, insertDeclaration, isConfirmed } from './queries.ts';
import type {
  agencyDeclaration,
  AgencyDeclaration,
  officerDeclaration,
  OfficerDeclaration,
} from './schema.ts';

type AgencyInput = z.output<typeof agencyDeclaration>;

/** While the call is open an agency declares, and declares again when its facts change; the newest counts. */
export async function declareForAgency(context: Context, code: string, input: AgencyInput) {
  const commission = await lockCommission(context, code);
  const { agencyId } = context.actor;
  authorize(context.actor, 'recusalDeclaration.make', { agencyId });
  if (commission.state !== 'conditioned' && commission.state !== 'screening')
    throw new Refusal('conflict', '征集已经结束，名单冻结后不再接受声明。');
  if (!agencyId || !(await isConfirmed(context.db, agencyId)))
    throw new Refusal('conflict', '财政局核对确认机构管理员之前只能填写草稿，确认后再作声明。');
  const units = await listRelatedUnits(context.db, commission.evaluateeId);
  refuseUnknownUnits(input, new Set(units.map(({ id }) => id)));
  const content = contentOf(input);
  const id = newId(context.now);
  await insertDeclaration(context.db, {
    id,
    commissionId: commission.id,
    side: 'agency',
    agencyId,
    accountId: context.actor.accountId!,
    content: JSON.stringify(content),
    declaredName: input.declaredName,
    declaredAt: context.now,
  });
  const event = content.takesPart ? 'recusal.declared' : 'recusal.stayedAway';
  await record(context, event, subjectOf(commission, { agencyId }), { declaredName: input.declaredName });
  return { id, declaredAt: context.now };
}

/** A person of the bureau declares before touching the commission. */
export async function declareForOfficer(
  context: Context,
  code: string,
  { declaredName, ...content }: z.output<typeof officerDeclaration>,
) {
  const commission = await lockCommission(context, code);
  authorize(context.actor, 'officerDeclaration.make');
  const id = newId(context.now);
  const kept: OfficerDeclaration = { hasConflict: content.hasConflict === 'yes', text: content.text };
  await insertDeclaration(context.db, {
    id,
    commissionId: commission.id,
    side: 'bureau',
    agencyId: null,
    accountId: context.actor.accountId!,
    content: JSON.stringify(kept),
    declaredName,
    declaredAt: context.now,
  });
  await record(context, 'recusal.officerDeclared', subjectOf(commission), { ...kept });
  return { id, declaredAt: context.now };
}

/** Refuses a step of somebody who has not declared, or who has declared a conflict. */
export async function assertOfficerDeclared(
  { db, actor }: Context,
  commission: { id: string; code: string },
): Promise<void> {
  const declaration = await findDeclaration<OfficerDeclaration>(db, commission.id, {
    accountId: actor.accountId!,
  });
  if (!declaration)
    throw new Refusal(
      'conflict',
      `经办本次委托前，请先在「回避声明」中作出本人的声明（${commission.code}）。`,
    );
  if (declaration.content.hasConflict)
    throw new Refusal('conflict', '您已声明存在应当回避的情形，这次委托由其他人员办理。');
}

function refuseUnknownUnits({ paidWork }: AgencyInput, known: ReadonlySet<string>): void {
  const fields: Record<string, string> = {};
  paidWork.forEach(({ unitId }, index) => {
    if (unitId !== '' && !known.has(unitId)) fields[`paidWork[${index}].unitId`] = '从所列单位中选择。';
  });
  if (Object.keys(fields).length > 0)
    throw new Refusal('invalid', `有 ${Object.keys(fields).length} 处需要处理。`, { fields });
}

const contentOf = (input: AgencyInput): AgencyDeclaration => ({
  takesPart: input.takesPart === 'yes',
  tookPart: input.tookPart,
  paidWork: input.paidWork.flatMap(({ unitId, from, to, commissionedBy }) =>
    unitId === '' || commissionedBy === '' ? [] : [{ unitId, from, to: to || null, commissionedBy }],
  ),
  kin: input.kin,
  formerEmployment: input.formerEmployment,
  personInCharge: input.personInCharge || null,
  holders: input.holders.split(/\s+/).filter((code) => code !== ''),
  runningElsewhere: input.runningElsewhere === '' ? null : Number(input.runningElsewhere),
});
