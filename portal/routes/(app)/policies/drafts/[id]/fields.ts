import type { Component } from 'svelte';
import type { PolicyKind } from '#api/policies/schema.ts';
import ConsequenceFields from './ConsequenceFields.svelte';
import DaysFields from './DaysFields.svelte';
import EligibilityFields from './EligibilityFields.svelte';
import type { Form } from './form.ts';
import FrameworkFields from './FrameworkFields.svelte';
import RatingFields from './RatingFields.svelte';
import RubricFields from './RubricFields.svelte';
import SelectionFields from './SelectionFields.svelte';
import ThresholdFields from './ThresholdFields.svelte';

/** The fields of a draft's form, kind by kind; each knows what its kind types. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const fieldsOfKind: Readonly<Partial<Record<PolicyKind, Component<{ typed: any; form: Form }>>>> = {
  rubric: RubricFields,
  rating: RatingFields,
  consequence: ConsequenceFields,
  eligibility: EligibilityFields,
  framework: FrameworkFields,
  selection: SelectionFields,
  procurement: ThresholdFields,
  days: DaysFields,
};
