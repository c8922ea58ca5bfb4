/** What is drafted, checked and adopted: one entry a kind of policy says how its content is typed, kept and proved. */
import { z } from 'zod';
import { proveEligibilityRules } from '#scoring/eligibility-proof.ts';
import type { EligibilityRules } from '#scoring/eligibility-rules.ts';
import { frameworkOf, type FrameworkOutline } from '#scoring/framework-outline.ts';
import { proveFramework } from '#scoring/framework-proof.ts';
import { proveComparisonSheet } from '#scoring/comparison-proof.ts';
import type { ComparisonSheet } from '#scoring/comparison.ts';
import { proveConsequences, type ConsequencePolicy } from '#scoring/consequences.ts';
import { proveDrawPolicy } from '#scoring/draw-policy-proof.ts';
import type { DrawPolicy } from '#scoring/draw.ts';
import { provePeriods, type Periods } from '#scoring/periods.ts';
import type { ProcurementThresholds } from '#scoring/procurement.ts';
import { proveRatingPolicy } from '#scoring/rating-policy-proof.ts';
import type { RatingPolicy } from '#scoring/rating-policy.ts';
import { proveRubric } from '#scoring/rubric-proof.ts';
import type { Rubric } from '#scoring/rubric.ts';
import { eligibilityContent, typedEligibilityRules } from '../eligibility-rules/schema.ts';
import { frameworkContent, outlined, typedFramework } from '../frameworks/schema.ts';
import { proveThresholds } from '#scoring/thresholds-proof.ts';
import { consequenceContent, typedConsequences } from '../consequences/schema.ts';
import { periodsContent, typedPeriods } from '../periods/schema.ts';
import type { Policy } from '../policies/queries.ts';
import type { PolicyKind } from '../policies/schema.ts';
import { assembledThresholds, thresholdsContent, typedThresholds } from '../procurement-bases/schema.ts';
import { ratingContent, typedRatingPolicy } from '../rating-policies/schema.ts';
import { assembledRubric, rubricContent, typedRubric } from '../rubrics/schema.ts';
import { assembledSelection, selectionContent, typedSelection } from '../selection-rules/schema.ts';
import { linesOf } from '../typed.ts';

/** What the data alone shows: each fault with its field, and what holds. */
export interface Proof {
  readonly faults: readonly { readonly path: string; readonly message: string }[];
  /** What is to be explained and hinders nothing. */
  readonly warnings?: readonly string[];
  readonly proved: readonly string[];
}

/** A version or a draft of one: `name` tells apart what one kind keeps in two shapes. */
type Kept = Pick<Policy, 'kind' | 'name' | 'content' | 'basis'>;

interface Entry {
  /** The content as it is typed into a form. */
  readonly schema: z.ZodType;
  /** The content as it would be typed. */
  typed(content: unknown, name: string): unknown;
  /** The content with what is not typed: its number and day come with the check, its papers with the adoption. */
  assembled(kept: Omit<Kept, 'kind'>, typed: unknown): unknown;
  /** A copy to draft from, without what belongs to the version alone. */
  copied(version: Pick<Policy, 'content' | 'basis'>): { content: unknown; basis: string };
  /** The draft's content as a version would hold it. */
  held(content: unknown): unknown;
  /** What the check makes of the draft. */
  numbered(
    draft: { content: object; basis: string },
    version: number,
    inForceFrom: string,
  ): { content: unknown; basis: string };
  proof(kept: Omit<Kept, 'kind'>): Proof;
}

/** What holds of a kind unless its entry says otherwise. */
const plain: Pick<Entry, 'assembled' | 'copied' | 'held' | 'numbered'> = {
  assembled: ({ content }, typed) => ({ ...(content as object), ...(typed as object) }),
  copied: ({ content, basis }) => ({ content, basis }),
  held: (content) => content,
  numbered: ({ content, basis }, version) => ({ content: { ...content, version }, basis }),
};

const rubric: Entry = {
  ...plain,
  schema: rubricContent,
  typed: (content) => typedRubric(content as Rubric),
  assembled: ({ content, basis }, typed) =>
    assembledRubric(content as Rubric, typed as z.output<typeof rubricContent>, linesOf(basis)),
  copied: ({ content }) => {
    const { publication, ...rest } = content as Rubric;
    const unpublished = Object.fromEntries(Object.keys(publication).map((key) => [key, null]));
    return {
      content: { ...rest, defaultMark: null, publication: unpublished },
      basis: rest.basis.join('\n'),
    };
  },
  numbered: ({ content, basis }, version) => ({
    content: { ...content, version: String(version) },
    basis: linesOf(basis).join('、'),
  }),
  proof: ({ content }) => atTypedFields(proveRubric(content as Rubric)),
};

/** Of a kind whose content names its own day and papers. */
const dated: typeof plain = {
  ...plain,
  copied: ({ content, basis }) => ({ content: { ...(content as object), adoption: null }, basis }),
  numbered: ({ content, basis }, version, inForceFrom) => ({
    content: { ...content, version, inForceFrom },
    basis,
  }),
};

const rating: Entry = {
  ...dated,
  schema: ratingContent,
  typed: (content) => typedRatingPolicy(content as RatingPolicy),
  proof: withBasis(({ content }) => proveRatingPolicy(content as RatingPolicy)),
};

const eligibility: Entry = {
  ...dated,
  schema: eligibilityContent,
  typed: (content) => typedEligibilityRules(content as EligibilityRules),
  proof: withBasis(({ content }) => proveEligibilityRules(content as EligibilityRules)),
};

const framework: Entry = {
  ...plain,
  schema: frameworkContent,
  typed: (content) => typedFramework(outlined(content as Outlined)),
  copied: ({ content, basis }) => ({ content: outlined(content as Outlined), basis }),
  held: (content) => frameworkOf(content as FrameworkOutline),
  numbered: ({ content, basis }) => {
    const named = linesOf(basis).join('、');
    return { content: { ...frameworkOf(content as FrameworkOutline), basis: named }, basis: named };
  },
  proof: ({ content, basis }) => proveFramework({ ...outlined(content as Outlined), basis }),
};
type Outlined = Parameters<typeof outlined>[0];

const consequence: Entry = {
  ...plain,
  schema: consequenceContent,
  typed: (content) => typedConsequences(content as ConsequencePolicy),
  proof: withBasis(({ content }) => proveConsequences(content as ConsequencePolicy)),
};

const selection: Entry = {
  ...plain,
  schema: selectionContent,
  typed: typedSelection,
  assembled: ({ content }, typed) => assembledSelection(content, typed as z.output<typeof selectionContent>),
  proof: withBasis(({ name, content }) =>
    name === 'draw'
      ? proveDrawPolicy(content as DrawPolicy)
      : proveComparisonSheet(content as ComparisonSheet),
  ),
};

const procurement: Entry = {
  ...plain,
  schema: thresholdsContent,
  typed: (content) => typedThresholds(content as ProcurementThresholds),
  assembled: (_, typed) => assembledThresholds(typed as z.output<typeof thresholdsContent>),
  numbered: ({ content, basis }) => ({ content, basis }),
  proof: withBasis(({ content }) => proveThresholds(content as ProcurementThresholds)),
};

const days: Entry = {
  ...plain,
  schema: periodsContent,
  typed: (content) => typedPeriods(content as Periods),
  numbered: ({ content, basis }) => ({ content, basis }),
  proof: withBasis(({ content }) => provePeriods(content as Periods)),
};

const entries: Readonly<Record<PolicyKind, Entry>> = {
  rubric,
  rating,
  consequence,
  eligibility,
  selection,
  framework,
  procurement,
  days,
};

export const contentSchemas: readonly { kind: PolicyKind; content: z.ZodType }[] = Object.entries(
  entries,
).map(([kind, { schema }]) => ({ kind: kind as PolicyKind, content: schema }));

export const typedContent = ({ kind, name, content }: Omit<Kept, 'basis'>): unknown =>
  entries[kind].typed(content, name);

export const assembled = ({ kind, ...kept }: Kept, typed: unknown): unknown =>
  entries[kind].assembled(kept, typed);

export const copied = ({ kind, ...version }: Kept) => entries[kind].copied(version);

export const numbered = ({ kind, content, basis }: Kept, version: number, inForceFrom: string) =>
  entries[kind].numbered({ content: content as object, basis }, version, inForceFrom);

export const held = ({ kind, content }: Pick<Kept, 'kind' | 'content'>): unknown =>
  entries[kind].held(content);

/** Asked of a draft and of a version that is to be adopted. */
export const proofOf = ({ kind, ...kept }: Kept): Proof => entries[kind].proof(kept);

/** A formula is one field, wherever in it the fault lies. */
const atTypedFields = ({ faults, proved }: Proof): Proof => ({
  faults: faults.map((fault) => ({
    ...fault,
    path: fault.path.replace(/(\.items\.\d+\.formula)\..+$/, '$1'),
  })),
  proved,
});

/** A rubric holds its basis itself; of the others it stands beside the content. */
function withBasis(prove: Entry['proof']): Entry['proof'] {
  return (kept) => {
    const { faults, proved } = prove(kept);
    if (linesOf(kept.basis).length > 0) return { faults, proved };
    return { faults: [{ path: 'basis', message: '请写明制定依据' }, ...faults], proved };
  };
}
