/** 起草新版本: a version that is there is never edited; what is to change is drafted, checked and then adopted. */
import type { z } from 'zod';
import { policyDraft as machine } from '#scoring/lifecycle.ts';
import { assertCurrent, type Context } from '../context.ts';
import { isId, newId } from '../ids.ts';
import { record } from '../journal.ts';
import { authorize, type Action } from '../permissions.ts';
import { findPolicyById, insertPolicy, type Policy } from '../policies/queries.ts';
import * as kinds from '../policy-kinds/schema.ts';
import { invalidField, notFound, onConstraint, Refusal } from '../refusal.ts';
import { stepTo } from '../steps.ts';
import * as queries from './queries.ts';
import type { draftContent, newDraft } from './schema.ts';

export type DraftInput = z.output<typeof draftContent>;

export async function openDraft(context: Context, { policyId }: z.output<typeof newDraft>) {
  authorize(context.actor, 'policyDraft.open');
  const policy = isId(policyId) ? await findPolicyById(context.db, policyId) : undefined;
  if (!policy) throw invalidField('policyId', '没有找到这一版标准，请从列表进入。');
  const { kind, name } = policy;
  const id = newId(context.now);
  const { content, basis } = kinds.copied(policy);
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
  assertCurrent(context, draft, storedOf(draft));
  assertStep(draft, 'save');
  const content = assembled(draft, input);
  const { version } = await queries.saveDraft(context.db, id, {
    ...{ content: JSON.stringify(content), basis: input.basis, note: input.note },
    ...{ by: context.actor.accountId!, at: context.now },
  });
  const proof = kinds.proofOf({ ...draft, content, basis: input.basis });
  await record(context, 'policyDraft.saved', subjectOf(draft), { faults: proof.faults.length });
  return { id, version, proof };
}

/** 核验 by someone who did not draft: makes the version, which serves for 试评 until it is adopted. */
export async function checkDraft(context: Context, id: string) {
  const draft = await lock(context, id, 'policyDraft.check');
  assertStep(draft, 'check');
  assertCurrent(context, draft);
  const { faults } = kinds.proofOf(draft);
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

/** What the form makes of the draft's content. */
export function assembled(draft: Pick<queries.DraftRow, 'kind' | 'name' | 'content'>, input: DraftInput) {
  if (input.kind !== draft.kind) throw invalidField('kind', '提交的内容不是这一类标准。');
  // A kind that keeps two shapes types which one it is.
  const { name } = input.content as { name?: string };
  if (name !== undefined && name !== draft.name)
    throw invalidField('content.name', '提交的内容不是这一种标准，请重新打开页面再提交。');
  return kinds.assembled({ ...draft, basis: input.basis }, input.content);
}

/** What another has saved in the meantime. */
const storedOf = ({ version, kind, name, basis, note, content, savedAt }: queries.DraftRow) => ({
  ...{ version, kind, name, basis, note, content, savedAt },
});

export type StoredDraft = ReturnType<typeof storedOf>;

async function versionOf(context: Context, draft: queries.DraftRow): Promise<Policy> {
  const { kind, name } = draft;
  const version = await queries.nextVersion(context.db, kind, name);
  return {
    ...{ id: newId(context.now), kind, name, version },
    ...kinds.numbered(draft, version, context.today),
    ...{ isDefault: false, inForceFrom: context.today, recordedAt: context.now },
  };
}

const sameContent = (draft: queries.DraftRow, base: Policy | undefined): boolean =>
  base !== undefined &&
  kinds.copied(base).basis === draft.basis &&
  JSON.stringify(kinds.typedContent(base)) === JSON.stringify(kinds.typedContent(draft));

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
function faultyDraft(faults: kinds.Proof['faults']): Refusal {
  const fields: Record<string, string> = {};
  for (const { path, message } of faults) {
    const place = path || 'content';
    fields[place] = fields[place] ? `${fields[place]}；${message}` : message;
  }
  return new Refusal('invalid', `还有 ${faults.length} 处问题，不能核验通过。`, { fields });
}

const subjectOf = ({ id }: Pick<queries.DraftRow, 'id'>) => ({ type: 'policyDraft' as const, id });

const draftedAlready = () =>
  new Refusal('conflict', '这项标准已有一份起草中的新版本，请在那份草稿上修改，或者先撤回它。');
