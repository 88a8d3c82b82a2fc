import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatasetInspection, FileInspection } from '../../../contract/inspection-shapes.ts';
import { Table } from '../../components/table.tsx';
import { count, duration, instant } from '../../words/figures.ts';
import { Disclosure } from './disclosure.tsx';
import styles from './sources.module.css';

/** With more datasets there is a field to find one in. */
const fewDatasets = 8;
const shownAtOnce = 20;

/** What is in a file, part by part; closed at first, since a file may have hundreds. */
export function DatasetTree({ file, isOpen }: { file: FileInspection; isOpen: boolean }) {
  const { t } = useTranslation('sources');
  const { datasets, datasetCount, kind } = file;
  const [only] = datasets;
  if (only === undefined) return null;
  if (datasetCount === 1) {
    return (
      <Disclosure isOpenAtFirst={isOpen} title={<DatasetTitle dataset={only} title={t('content')} />}>
        <DatasetColumns dataset={only} />
      </Disclosure>
    );
  }
  return (
    <Disclosure
      title={`${t('content')}: ${t(`parts.${kind}`, { count: datasetCount, n: count(datasetCount) })}`}
    >
      <DatasetList datasets={datasets} datasetCount={datasetCount} />
    </Disclosure>
  );
}

function DatasetList({ datasets, datasetCount }: Pick<FileInspection, 'datasets' | 'datasetCount'>) {
  const { t } = useTranslation('sources');
  const [text, setText] = useState('');
  const [most, setMost] = useState(shownAtOnce);
  const wanted = text.trim().toLowerCase();
  const found = datasets.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <div className={styles['datasets']}>
      {datasets.length <= fewDatasets ? null : (
        <TextInput
          label={t('findDataset')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          description={t('found', {
            count: found.length,
            n: count(found.length),
            total: count(datasets.length),
          })}
          inputWrapperOrder={['label', 'input', 'description']}
        />
      )}
      <ul className={styles['tree']}>
        {found.slice(0, most).map((dataset) => (
          <li key={dataset.name}>
            <Disclosure title={<DatasetTitle dataset={dataset} title={dataset.name} />}>
              <DatasetColumns dataset={dataset} />
            </Disclosure>
          </li>
        ))}
      </ul>
      {found.length <= most ? null : (
        <Button size="xs" variant="default" onClick={() => setMost((last) => last + 100)}>
          {t('showMore', { n: count(found.length - most) })}
        </Button>
      )}
      {datasetCount <= datasets.length ? null : (
        <p className={styles['quiet']}>
          {t('onlyFirst', { n: count(datasets.length), total: count(datasetCount) })}
        </p>
      )}
    </div>
  );
}

function DatasetTitle({ dataset, title }: { dataset: DatasetInspection; title: string }) {
  const { t } = useTranslation('sources');
  const { rows, rowsAreEstimated, columns, readings } = dataset;
  const facts = [
    t(rowsAreEstimated ? 'rowsAbout' : 'rows', { count: rows, n: count(rows) }),
    t('columns', { count: columns.length, n: count(columns.length) }),
    readings?.firstStart == null || readings.lastStart === null
      ? null
      : t('span', { from: instant(readings.firstStart), to: instant(readings.lastStart) }),
    readings?.intervalMs == null ? null : t('every', { length: duration(readings.intervalMs) }),
  ].filter((fact) => fact !== null);
  return (
    <>
      {title} <span className={styles['quiet']}>{facts.join(' · ')}</span>
    </>
  );
}

function DatasetColumns({ dataset }: { dataset: DatasetInspection }) {
  const { t } = useTranslation('sources');
  return (
    <Table
      caption={t('columnsOf', { name: dataset.name })}
      rows={dataset.columns}
      rowKey={({ name }, place) => `${place} ${name}`}
      columns={[
        { title: t('column.name'), cell: ({ name }) => (name === '' ? t('column.nameless') : name) },
        { title: t('column.type'), cell: ({ type }) => type },
        {
          title: t('column.samples'),
          cell: ({ samples }) =>
            samples.map((sample) => (sample === null || sample === '' ? '–' : String(sample))).join('  ·  '),
        },
      ]}
    />
  );
}
