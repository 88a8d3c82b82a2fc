import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberField } from './number-field.tsx';
import { PaceState } from './pace-state.tsx';
import styles from './pace.module.css';
import type { PaceControl } from './use-pace-control.ts';

/** Where values stand on the slider. */
export interface LimitSlider {
  readonly last: number;
  /** The limit to begin with where there was none. */
  readonly first: number;
  readonly valueAt: (position: number) => number | null;
  readonly positionOf: (value: number | null) => number;
}

interface LimitFieldProps {
  readonly name: string;
  /** Null is no limit of the person's own. */
  readonly control: PaceControl<number | null>;
  /** What null is called. */
  readonly freeWord: string;
  readonly slider: LimitSlider;
  readonly spell: (value: number | null) => string;
  /** One of the unit in which the number is typed. */
  readonly unitSize?: number;
  /** Says what is wrong with a number, or null. */
  readonly complain: (value: number | null) => string | null;
  /** The choice of the unit. */
  readonly children?: ReactNode;
}

/** A limit that is set by slider, by number, or not at all; a change takes effect by itself. */
export function LimitField(props: LimitFieldProps) {
  const { name, control, freeWord, slider, spell, unitSize = 1, complain, children } = props;
  const { t } = useTranslation('run');
  const { shown, choose } = control;
  const stateId = useId();
  return (
    <fieldset
      className={styles['field']}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) control.leave();
      }}
    >
      <legend className={styles['name']}>{name}</legend>
      <input
        type="range"
        className={styles['slider']}
        aria-label={t('pace.slider', { name })}
        aria-valuetext={spell(shown)}
        aria-describedby={stateId}
        min={0}
        max={slider.last}
        value={slider.positionOf(shown)}
        onChange={({ currentTarget }) => choose(slider.valueAt(Number(currentTarget.value)))}
      />
      <div className={styles['row']}>
        <NumberField
          // Another unit, or another value from elsewhere, is another text.
          key={`${unitSize}`}
          label={t('pace.number', { name })}
          value={shown === null ? null : shown / unitSize}
          complain={(number) => complain(number === null ? null : number * unitSize)}
          onChange={(number) => choose(number * unitSize)}
        />
        {children}
        <Checkbox
          className={styles['free']}
          label={freeWord}
          checked={shown === null}
          onChange={({ currentTarget: { checked } }) => choose(checked ? null : slider.first)}
        />
      </div>
      <PaceState name={name} id={stateId} control={control} spell={spell} />
    </fieldset>
  );
}
