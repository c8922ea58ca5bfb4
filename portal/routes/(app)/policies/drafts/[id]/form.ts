import { fieldId } from '#lib/components/Field.svelte';

/** What the fields of a draft's form ask of their page. */
export interface Form {
  /** What is wrong with the field of this name. */
  error(name: string): string | undefined;
  /** How many faults lie at or below this name. */
  faultsIn(name: string): number;
  /** Whether the last button changed something at or below this name. */
  isOpen(name: string): boolean;
}

/** 'dimensions[0].items' → 'dimensions.0.items' */
export const pathOf = (name: string): string => name.replaceAll(/\[(\d+)\]/g, '.$1');

/** The id of what stands at a name or a path, a row as well as a field. */
export const placeId = (name: string): string => fieldId(pathOf(name));
