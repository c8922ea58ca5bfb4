/** 起草新版本: a version that is there is never edited; what is to change is drafted, checked and then adopted. */
import type { z } from 'zod';
import type { Expression } from '#scoring/formula.ts';
import { policyDraft as machine } from '#scoring/lifecycle.ts';
import { proveRatingPolicy } from '#scoring/rating-policy-proof.ts';
import type { RatingPolicy } from '#scoring/rating-policy.ts';
import { proveRubric } from '#scoring/rubric-proof.ts';
import { itemsOf, type Rubric } from '#scoring/rubric.ts';
import { assertCurrent, type Context } from '../context.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize, type Action } from '../permissions.ts';
import { findPolicyById, insertPolicy, type Policy } from '../policies/queries.ts';
import { typedRatingPolicy } from '../rating-policies/schema.ts';
import { typedRubric } from '../rubrics/schema.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { draftContent, DraftKind, newDraft } from './schema.ts';

export type DraftInput = z.output<typeof draftContent>;

/** What the data alone shows: each fault with its field, and what holds. */
export interface Proof {
  faults: readonly { path: string; message: string }[];
  proved: readonly string[];
}

export async function openDraft(context: Context, { policyId }: z.output<typeof newDraft>) {
  authorize(context.actor, 'policyDraft.open');
  const policy = isId(policyId) ? await findPolicyById(context.db, policyId) : undefined;
  if (!policy) throw invalidField('policyId', '没有找到这一版标准，请从列表进入。');
  const { kind, name } = policy;
  if (kind !== 'rubric' && kind !== 'rating')
    throw new Refusal('conflict', '这一类标准暂不在系统中起草，目前可以起草考核评分标准和信用等级办法。');
  const id = newId(context.now);
  const { content, basis } = copied(policy, kind);
  const by = context.actor.accountId!;
  await queries
    .insertDraft(context.db, {
      ...{ id, kind, name, basedOn: policy.id, content: JSON.stringify(content), basis },
      ...{ openedBy: by, openedAt: context.now, savedAt: context.now, drafters: [by] },
    })
    .catch((error) => onConstraint(error, { policy_draft_open_key: draftedAlready }));
  await record(context, 'policyDraft.opened', { type: 'policyDraft', id }, { kind, version: policy.version });
  return { id, version: 1 };
}

/** Well-formed values are kept as they are, whatever is still wrong with the whole. */
export async function saveDraft(context: Context, id: string, input: DraftInput) {
  const draft = await lock(context, id, 'policyDraft.save');
  assertStep(draft, 'save');
  assertCurrent(context, draft);
  const content = assembled(draft, input);
  const { version } = await queries.saveDraft(context.db, id, {
    ...{ content: JSON.stringify(content), basis: input.basis, note: input.note },
    ...{ by: context.actor.accountId!, at: context.now },
  });
  const proof = proofOf(draft.kind, content, input.basis);
  await record(context, 'policyDraft.saved', subjectOf(draft), { faults: proof.faults.length });
  return { id, version, proof };
}

/** 核验 by someone who did not draft: makes the version, which serves for 试评 until it is adopted. */
export async function checkDraft(context: Context, id: string) {
  const draft = await lock(context, id, 'policyDraft.check');
  assertStep(draft, 'check');
  assertCurrent(context, draft);
  const { faults } = proofOf(draft.kind, draft.content, draft.basis);
  const changed = !sameContent(draft, await findPolicyById(context.db, draft.basedOn));
  if (faults.length > 0) throw faultyDraft(faults);
  if (!changed) throw new Refusal('conflict', '草稿与所据版本内容相同，没有需要另立新版的改动。');
  const policy = await versionOf(context, draft);
  await insertPolicy(context.db, policy);
  const { version } = await queries.markClosed(context.db, id, {
    ...{ state: 'checked' as const, by: context.actor.accountId!, at: context.now, policyId: policy.id },
  });
  const detail = { kind: draft.kind, version: policy.version, policyId: policy.id };
  await record(context, 'policyDraft.checked', subjectOf(draft), detail);
  return { id, version, policyId: policy.id, policyVersion: policy.version };
}

export async function withdrawDraft(context: Context, id: string) {
  const draft = await lock(context, id, 'policyDraft.withdraw');
  assertStep(draft, 'withdraw');
  assertCurrent(context, draft);
  const { version } = await queries.markClosed(context.db, id, {
    ...{ state: 'withdrawn' as const, by: context.actor.accountId!, at: context.now, policyId: null },
  });
  await record(context, 'policyDraft.withdrawn', subjectOf(draft), { kind: draft.kind });
  return { id, version };
}

/** The content with what is not typed: its number and day come with the check, its papers with the adoption. */
export function assembled(draft: Pick<queries.DraftRow, 'kind' | 'content'>, input: DraftInput): unknown {
  if (input.kind !== draft.kind) throw invalidField('kind', '提交的内容不是这一类标准。');
  const kept = draft.content as object;
  if (input.kind === 'rating') return { ...kept, ...input.content };
  const dimensions = input.content.dimensions.map((dimension, row) => ({
    ...dimension,
    items: dimension.items.map((item, column) =>
      item.kind === 'formula'
        ? { ...item, formula: formulaOf(draft, item.formula, `content.dimensions[${row}].items[${column}]`) }
        : item,
    ),
  }));
  return { ...kept, ...input.content, dimensions, basis: linesOf(input.basis) };
}

/** The formula of the draft that reads so; no other is taken from a form. */
function formulaOf({ content }: Pick<queries.DraftRow, 'content'>, text: string, path: string): Expression {
  for (const item of itemsOf(content as Rubric))
    if (item.kind === 'formula' && JSON.stringify(item.formula) === text) return item.formula;
  throw invalidField(`${path}.formula`, '草稿中没有这个公式，请重新打开页面再提交。');
}

export function proofOf(kind: DraftKind, content: unknown, basis: string): Proof {
  if (kind === 'rubric') return proveRubric(content as Rubric);
  const { faults, proved } = proveRatingPolicy(content as RatingPolicy);
  return linesOf(basis).length > 0
    ? { faults, proved }
    : { faults: [{ path: 'basis', message: '请写明制定依据' }, ...faults], proved };
}

export const typedContent = (kind: DraftKind, content: unknown) =>
  kind === 'rubric' ? typedRubric(content as Rubric) : typedRatingPolicy(content as RatingPolicy);

/** A copy without what belongs to the version alone. */
function copied({ content, basis }: Policy, kind: DraftKind): { content: unknown; basis: string } {
  if (kind === 'rating') return { content: { ...(content as RatingPolicy), adoption: null }, basis };
  const rubric = content as Rubric;
  const publication = Object.fromEntries(Object.keys(rubric.publication).map((key) => [key, null]));
  return { content: { ...rubric, defaultMark: null, publication }, basis: rubric.basis.join('\n') };
}

async function versionOf(context: Context, draft: queries.DraftRow): Promise<Policy> {
  const { kind, name, basis } = draft;
  const version = await queries.nextVersion(context.db, kind, name);
  const numbered = kind === 'rubric' ? { version: String(version) } : { version, inForceFrom: context.today };
  return {
    ...{ id: newId(context.now), kind, name, version },
    content: { ...(draft.content as object), ...numbered },
    basis: kind === 'rubric' ? linesOf(basis).join('、') : basis,
    ...{ isDefault: false, inForceFrom: context.today, recordedAt: context.now },
  };
}

const sameContent = (draft: queries.DraftRow, base: Policy | undefined): boolean =>
  base !== undefined &&
  copied(base, draft.kind).basis === draft.basis &&
  JSON.stringify(typedContent(draft.kind, base.content)) ===
    JSON.stringify(typedContent(draft.kind, draft.content));

async function lock(context: Context, id: string, action: Action): Promise<queries.DraftRow> {
  const draft = await queries.lockDraft(context.db, id);
  if (!draft) throw notFound();
  authorize(context.actor, action, { handledBy: draft.drafters });
  return draft;
}

function assertStep(draft: queries.DraftRow, act: 'save' | 'check' | 'withdraw'): void {
  stepTo(machine, draft.state, act);
}

/** Every fault at its field; several of one field are told together. */
function faultyDraft(faults: Proof['faults']): Refusal {
  const fields: Record<string, string> = {};
  for (const { path, message } of faults) {
    const place = path || 'content';
    fields[place] = fields[place] ? `${fields[place]}；${message}` : message;
  }
  return new Refusal('invalid', `还有 ${faults.length} 处问题，不能核验通过。`, { fields });
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const subjectOf = ({ id }: Pick<queries.DraftRow, 'id'>) => ({ type: 'policyDraft' as const, id });

const draftedAlready = () =>
  new Refusal('conflict', '这项标准已有一份起草中的新版本，请在那份草稿上修改，或者先撤回它。');
