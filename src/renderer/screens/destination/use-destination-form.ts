import { useState } from 'react';
import type { FocusEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { checkForm, formFields } from './check-form.ts';
import type { FormField } from './check-form.ts';
import { fieldOfRefusal } from './field-of-refusal.ts';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';
import { isChanged, valuesOf } from './form-values.ts';

export interface DestinationFormState extends FormPart {
  readonly isDirty: boolean;
  /** How many fields are marked. */
  readonly marked: number;
  /** Marks all that is wrong and goes to the first of it; true when nothing is. */
  readonly check: (besides?: readonly FormField[]) => boolean;
  /** Shows the engine's refusal at its field, where it names one; false when it does not. */
  readonly refuse: (trouble: Trouble) => boolean;
  /** To be called when the focus leaves a field: from then on it is said what is wrong with it. */
  readonly noteVisit: (event: FocusEvent<HTMLElement>) => void;
}

/** A form as it is being filled in. */
export function useDestinationForm(
  before: ProfileView | null,
  otherNames: readonly string[],
): DestinationFormState {
  const { t } = useTranslation('destination');
  const [first] = useState(() => valuesOf(before));
  const [values, setValues] = useState(first);
  const [visited, setVisited] = useState<ReadonlySet<FormField>>(new Set());
  const [refusal, setRefusal] = useState<{ readonly field: FormField; readonly text: string } | null>(null);
  const problems = checkForm(values, otherNames);

  const problemAt = (field: FormField): string | undefined => {
    if (refusal?.field === field) return refusal.text;
    const problem = problems[field];
    return problem === undefined || !visited.has(field) ? undefined : t(`problems.${problem}`);
  };
  const check = (besides: readonly FormField[] = []): boolean => {
    const wrong = formFields.filter((field) => problems[field] !== undefined && !besides.includes(field));
    setVisited((last) => new Set([...last, ...wrong]));
    focusField(wrong[0]);
    return wrong.length === 0;
  };
  const refuse = (trouble: Trouble): boolean => {
    const field = fieldOfRefusal(trouble, values);
    setRefusal(field === null ? null : { field, text: trouble.text });
    focusField(field ?? undefined);
    return field !== null;
  };
  return {
    values,
    before,
    problemAt,
    check,
    refuse,
    set: (change) => {
      setRefusal(null);
      setValues((last) => ({ ...last, ...change }));
    },
    isDirty: isChanged(values, first),
    marked: formFields.filter((field) => problemAt(field) !== undefined).length,
    noteVisit: ({ target }) => {
      const field = formFields.find((each) => fieldId(each) === target.id);
      if (field !== undefined) setVisited((last) => new Set([...last, field]));
    },
  };
}

/** Once it is there: its part of the form may have to be opened first. */
function focusField(field: FormField | undefined): void {
  if (field !== undefined) setTimeout(() => document.getElementById(fieldId(field))?.focus());
}
