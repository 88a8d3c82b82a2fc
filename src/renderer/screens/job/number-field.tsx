import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useLocale } from '../../words/locale.ts';
import { parseNumber } from './rate-text.ts';
import styles from './pace.module.css';

/** Nobody has finished a number earlier: 5 must not take effect on the way to 5000. */
const typingPauseMs = 1000;

interface NumberFieldProps {
  readonly label: string;
  /** Null stands for none: the field is empty. */
  readonly value: number | null;
  /** Says what is wrong with a number, or with none; null when it can be taken. */
  readonly complain: (value: number | null) => string | null;
  readonly onChange: (value: number) => void;
}

/** A number in the spelling of the person's country; taken on Enter, on leaving, or after a pause. */
export function NumberField({ label, value, complain, onChange }: NumberFieldProps) {
  const locale = useLocale((state) => state.locale);
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const spelled =
    value === null ? '' : new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(value);
  const number = typed === null ? value : parseNumber(typed, locale);
  const complaint = typed === null || typed.trim() === '' ? null : complain(number);

  const take = (text: string): void => {
    clearTimeout(timer.current);
    const next = parseNumber(text, locale);
    if (next !== null && complain(next) === null && next !== value) onChange(next);
  };
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => take(text), typingPauseMs);
  };
  return (
    <TextInput
      className={styles['number']}
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? spelled}
      error={complaint}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') take(currentTarget.value);
      }}
      onBlur={({ currentTarget }) => {
        take(currentTarget.value);
        setTyped(null);
      }}
    />
  );
}
