import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Disclosure } from '../sources/disclosure.tsx';
import styles from './choice-row.module.css';
import { ChoiceRow } from './choice-row.tsx';
import { ChoiceSelect } from './choice-select.tsx';
import { ColumnSelect, samplesOf } from './column-select.tsx';
import { columnsOf, useChoice, useMappingView, usePending } from './mapping-context.ts';

/** Which part of the file is read, and which of its columns hold the readings. */
export function PlaceChoices() {
  const { current } = useMappingView();
  return (
    <>
      <DatasetChoice />
      {current.mapping.layout === 'long' ? <ValueChoice /> : <LayoutNote />}
      <MeterChoice />
    </>
  );
}

function DatasetChoice() {
  const { t } = useTranslation('mapping');
  const { file, current, change } = useMappingView();
  const shown = current.mapping.datasets.join(', ');
  const view = useChoice('dataset', shown);
  if (file.datasetCount < 2) return null;
  const choose = (dataset: string): void =>
    change({ kind: 'answer', field: 'dataset', answers: { dataset } });
  const isMany = current.mapping.datasets.length > 1;
  return (
    <ChoiceRow field="dataset" label={t('dataset.label')} view={view} onAlternative={choose}>
      {({ controlId }) => (
        <ChoiceSelect
          id={controlId}
          value={isMany ? '' : shown}
          data={[
            ...(isMany
              ? [{ value: '', label: t('dataset.alike', { count: current.mapping.datasets.length }) }]
              : []),
            ...file.datasets.map(({ name }) => ({ value: name, label: name })),
          ]}
          onChoose={(name) => {
            if (name !== '') choose(name);
          }}
        />
      )}
    </ChoiceRow>
  );
}

function LayoutNote() {
  const { t } = useTranslation('mapping');
  const { current } = useMappingView();
  const view = useChoice('layout', 'wide-by-interval');
  return (
    <ChoiceRow field="layout" label={t('layout.label')} view={view}>
      {({ controlId }) => (
        <output id={controlId}>{t('layout.wide', { count: current.mapping.dayColumns.length })}</output>
      )}
    </ChoiceRow>
  );
}

/** With more columns there is a field to find one in. */
const fewColumns = 10;
const shownAtOnce = 60;

function ValueChoice() {
  const { t } = useTranslation('mapping');
  const mapped = useMappingView();
  const { current, change } = mapped;
  const chosen = current.mapping.values.map(({ column }) => column);
  const view = useChoice('value', chosen.join(', '));
  const choose = (values: readonly string[]): void => {
    if (values.length > 0) change({ kind: 'answer', field: 'value', answers: { values: [...values] } });
  };
  const first = columnsOf(mapped).find(({ name }) => name === chosen[0]);
  return (
    <ChoiceRow
      field="value"
      label={t('value.label')}
      view={view}
      onAlternative={(name) => choose(name.includes(', ') ? name.split(', ') : [name])}
    >
      {({ labelId }) => (
        <div role="group" aria-labelledby={labelId}>
          <div>{shortList(chosen)}</div>
          {first === undefined ? null : (
            <p className={styles['samples']}>{t('samples', { samples: samplesOf(first) })}</p>
          )}
          <Disclosure title={<span className={styles['hint']}>{t('value.others')}</span>}>
            <ColumnBoxes chosen={chosen} onChoose={choose} />
          </Disclosure>
        </div>
      )}
    </ChoiceRow>
  );
}

function ColumnBoxes({
  chosen,
  onChoose,
}: {
  chosen: readonly string[];
  onChoose: (names: readonly string[]) => void;
}) {
  const { t } = useTranslation('mapping');
  const mapped = useMappingView();
  const { stamp, end } = mapped.current.mapping.time;
  const [text, setText] = useState('');
  const [shown, setPending] = usePending(chosen);
  const times = [...(stamp?.columns ?? []), ...(end?.columns ?? [])];
  const columns = columnsOf(mapped).filter(({ name }) => !times.includes(name));
  const found = columns.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <>
      {columns.length <= fewColumns ? null : (
        <TextInput
          aria-label={t('value.find')}
          placeholder={t('value.find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <div className={styles['columns']}>
        {found.slice(0, shownAtOnce).map((column) => {
          const isChosen = shown.includes(column.name);
          return (
            <Checkbox
              key={column.name}
              checked={isChosen}
              // The last one stays: a file without values sends nothing.
              disabled={isChosen && shown.length === 1}
              label={column.name}
              description={samplesOf(column)}
              onChange={() => {
                const { name } = column;
                const names = isChosen ? shown.filter((each) => each !== name) : [...shown, name];
                setPending(names);
                onChoose(names);
              }}
            />
          );
        })}
      </div>
    </>
  );
}

function MeterChoice() {
  const { t } = useTranslation('mapping');
  const mapped = useMappingView();
  const { current, change } = mapped;
  const { mapping } = current;
  const view = useChoice('meter', mapping.meterColumn ?? '');
  const choose = (meter: string): void => {
    if (meter === '') change({ kind: 'edit', field: 'meter', mapping: { ...mapping, meterColumn: null } });
    else change({ kind: 'answer', field: 'meter', answers: { meter } });
  };
  return (
    <ChoiceRow
      field="meter"
      label={t('meter.label')}
      hint={t('meter.hint')}
      view={view}
      onAlternative={choose}
    >
      {({ controlId }) => (
        <ColumnSelect
          id={controlId}
          columns={columnsOf(mapped)}
          value={mapping.meterColumn ?? ''}
          none={t('meter.none')}
          onChange={choose}
        />
      )}
    </ChoiceRow>
  );
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} … (${names.length})` : shown;
}
