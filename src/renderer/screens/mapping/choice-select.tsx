import { NativeSelect } from '@mantine/core';
import type { NativeSelectProps } from '@mantine/core';
import { usePending } from './mapping-context.ts';

interface ChoiceSelectProps extends Pick<NativeSelectProps, 'id' | 'aria-label' | 'data'> {
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** A list to choose one of; shows at once what was chosen, though it takes effect a moment later. */
export function ChoiceSelect({ value, onChoose, ...others }: ChoiceSelectProps) {
  const [shown, setPending] = usePending(value);
  return (
    <NativeSelect
      {...others}
      value={shown}
      onChange={(event) => {
        setPending(event.currentTarget.value);
        onChoose(event.currentTarget.value);
      }}
    />
  );
}
