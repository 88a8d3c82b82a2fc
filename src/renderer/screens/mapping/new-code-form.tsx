import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import styles from './choice-row.module.css';

interface NewCodeFormProps {
  readonly label: string;
  readonly word: string;
  readonly onAdd: (code: string) => void;
}

/** A field for a code as it stands in the file, and the button that adds it to a list. */
export function NewCodeForm({ label, word, onAdd }: NewCodeFormProps) {
  const [code, setCode] = useState('');
  return (
    <form
      className={styles['newCode']}
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== '') onAdd(code.trim());
        setCode('');
      }}
    >
      <TextInput
        aria-label={label}
        placeholder={label}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default">
        {word}
      </Button>
    </form>
  );
}
