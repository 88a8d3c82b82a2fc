import type { ProfileView } from '../../../contract/profile-shapes.ts';
import type { FormField } from './check-form.ts';
import type { FormValues } from './form-values.ts';

/** What the parts of the form share. */
export interface FormPart {
  readonly values: FormValues;
  readonly set: (change: Partial<FormValues>) => void;
  /** What is wrong with a field, in words; undefined while nothing is, or the person has not been there yet. */
  readonly problemAt: (field: FormField) => string | undefined;
  /** The profile as it is kept; null of a new one. */
  readonly before: ProfileView | null;
}

/** By this the form finds its fields again. */
export function fieldId(field: FormField): string {
  return `destination-${field}`;
}
