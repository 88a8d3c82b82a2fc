import { Button } from '@mantine/core';

interface ActionButtonProps {
  readonly word: string;
  /** What it acts on, for those who hear the button without its card. */
  readonly object: string;
  readonly isMain: boolean;
  /** Off for a moment. Not `disabled`, which would take the focus from it. */
  readonly isOff: boolean;
  readonly onPress: (button: HTMLButtonElement) => void;
}

export function ActionButton({ word, object, isMain, isOff, onPress }: ActionButtonProps) {
  return (
    <Button
      size="xs"
      variant={isMain ? 'filled' : 'default'}
      aria-disabled={isOff}
      data-disabled={isOff || undefined}
      aria-label={`${word} ${object}`}
      onClick={(event) => {
        if (!isOff) onPress(event.currentTarget);
      }}
    >
      {word}
    </Button>
  );
}
