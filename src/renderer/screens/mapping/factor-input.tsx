import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readFactor } from './read-factor.ts';

/** A number that values are multiplied by, -1 for a sign; kept when the field is left. */
export function FactorInput({ factor, onChange }: { factor: number; onChange: (factor: number) => void }) {
  const { t } = useTranslation('mapping');
  const [text, setText] = useState<string | null>(null);
  const typed = text === null ? factor : readFactor(text);
  const keep = (): void => {
    if (typed === null) return;
    setText(null);
    if (typed !== factor) onChange(typed);
  };
  return (
    <TextInput
      label={t('series.factor')}
      inputMode="decimal"
      value={text ?? String(factor)}
      error={typed === null ? t('series.noFactor') : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
