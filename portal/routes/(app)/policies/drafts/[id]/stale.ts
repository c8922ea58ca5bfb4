import type { StoredDraft } from '#api/policy-drafts/commands.ts';
import { draftContent } from '#api/policy-drafts/schema.ts';
import { assembled, held } from '#api/policy-kinds/schema.ts';
import { policyDifferences, type PolicyDifference } from '#lib/policy-differences.ts';

/** What another has saved, with what would replace it: `before` is theirs, `after` was typed here. */
export interface Stale {
  version: number;
  savedAt: string;
  differences: PolicyDifference[];
}

/** What was refused as stale had been read before: a form that cannot be read is refused for that. */
export function staleSave(stored: StoredDraft, sent: unknown): Stale {
  const { basis, note, content } = draftContent.parse(sent);
  const typed = { ...stored, basis, content: assembled({ ...stored, basis }, content) };
  const asVersion = (one: StoredDraft) => ({ content: held(one), basis: one.basis });
  const { version, savedAt } = stored;
  const noted = stored.note === note ? [] : [{ label: '起草说明', before: stored.note, after: note }];
  return {
    version,
    savedAt,
    differences: [...noted, ...policyDifferences(stored, asVersion(stored), asVersion(typed))],
  };
}
