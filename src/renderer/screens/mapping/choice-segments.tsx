import { SegmentedControl } from '@mantine/core';
import { usePending } from './mapping-context.ts';

interface ChoiceSegmentsProps<T extends string> {
  readonly id: string;
  readonly labelId: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
}

/** Two or three choices side by side; shows at once what was chosen. */
export function ChoiceSegments<T extends string>(props: ChoiceSegmentsProps<T>) {
  const { id, labelId, value, choices, onChoose } = props;
  const [shown, setPending] = usePending(value);
  return (
    <SegmentedControl
      id={id}
      aria-labelledby={labelId}
      value={shown}
      data={choices.map((choice) => ({ ...choice }))}
      onChange={(chosen) => {
        setPending(chosen);
        onChoose(chosen);
      }}
    />
  );
}
