import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../words/figures.ts';
import styles from './choice-row.module.css';
import { ChoiceRow } from './choice-row.tsx';
import { ChoiceSegments } from './choice-segments.tsx';
import { ChoiceSelect } from './choice-select.tsx';
import { ColumnSelect } from './column-select.tsx';
import { durationMs, usualLengthsMs } from './durations.ts';
import { columnsOf, useChoice, useMappingView, usePending } from './mapping-context.ts';
import { isInstant } from './open-questions.ts';
import { ZoneSelect } from './zone-select.tsx';

/** When each reading was: its stamps, their zone, what they name, and how long an interval is. */
export function TimeChoices() {
  const { current } = useMappingView();
  const { stamp, end, zone } = current.mapping.time;
  const isRange = stamp?.pattern.includes(' .. ') === true;
  if (stamp === null) return <NoTimeChoices />;
  return (
    <>
      <TimeChoice />
      <EndChoice />
      {isInstant(stamp.pattern) && (zone === null || zone === 'data') ? null : <ZoneChoice />}
      {end === null && !isRange && current.mapping.layout === 'long' ? <LabelChoice /> : null}
      <IntervalChoice />
    </>
  );
}

function TimeChoice() {
  const { t } = useTranslation('mapping');
  const mapped = useMappingView();
  const { current, change } = mapped;
  const { stamp } = current.mapping.time;
  const [day = '', clock = '', ...more] = stamp?.columns ?? [];
  const view = useChoice('time', (stamp?.columns ?? []).join(', '));
  const columns = columnsOf(mapped);
  const choose = (names: readonly string[]): void => {
    const time = names.filter((name) => name !== '').join(',');
    if (time !== '') change({ kind: 'answer', field: 'time', answers: { time } });
  };
  return (
    <ChoiceRow
      field="time"
      label={t('time.label')}
      hint={t('time.pattern', { pattern: stamp?.pattern ?? '' })}
      view={view}
      onAlternative={(text) => choose(text.split(', '))}
    >
      {({ controlId }) => (
        <div className={styles['pair']}>
          <div>
            <ColumnSelect id={controlId} columns={columns} value={day} onChange={(name) => choose([name])} />
          </div>
          {clock === '' ? null : (
            <div>
              <ColumnSelect
                label={t('time.clock')}
                columns={columns}
                value={clock}
                none={t('time.noClock')}
                onChange={(name) => choose([day, name, ...more])}
              />
            </div>
          )}
        </div>
      )}
    </ChoiceRow>
  );
}

function EndChoice() {
  const { t } = useTranslation('mapping');
  const mapped = useMappingView();
  const { current, change } = mapped;
  const { mapping } = current;
  const end = (mapping.time.end?.columns ?? []).join(', ');
  const view = useChoice('end', end);
  const choose = (name: string): void => {
    if (name !== '')
      change({ kind: 'answer', field: 'end', answers: { time: startOf(mapping.time.stamp), end: name } });
    else
      change({ kind: 'edit', field: 'end', mapping: { ...mapping, time: { ...mapping.time, end: null } } });
  };
  if (end === '' && view.alternatives.length === 0) return null;
  return (
    <ChoiceRow field="end" label={t('end.label')} view={view} onAlternative={choose}>
      {({ controlId }) => (
        <ColumnSelect
          id={controlId}
          columns={columnsOf(mapped)}
          value={end}
          none={t('end.none')}
          onChange={choose}
        />
      )}
    </ChoiceRow>
  );
}

function startOf(stamp: { readonly columns: readonly string[] } | null): string | null {
  return stamp === null ? null : stamp.columns.join(',');
}

function ZoneChoice() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const { zone, stamp } = current.mapping.time;
  const view = useChoice('zone', zone ?? '');
  const [shown, setPending] = usePending(zone ?? '');
  const choose = (timeZone: string): void => {
    setPending(timeZone);
    change({ kind: 'answer', field: 'zone', timeZone });
  };
  return (
    <ChoiceRow field="zone" label={t('zone.label')} hint={t('zone.hint')} view={view} onAlternative={choose}>
      {({ controlId }) => (
        <ZoneSelect
          id={controlId}
          value={shown}
          hasData={stamp !== null && isInstant(stamp.pattern)}
          placeholder={t('zone.choose')}
          onChange={choose}
        />
      )}
    </ChoiceRow>
  );
}

function LabelChoice() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const { label } = current.mapping.time;
  const view = useChoice('label', label);
  return (
    <ChoiceRow field="label" label={t('stamp.label')} view={view}>
      {({ controlId, labelId }) => (
        <ChoiceSegments
          id={controlId}
          labelId={labelId}
          value={label}
          choices={[
            { value: 'start', label: t('stamp.start') },
            { value: 'end', label: t('stamp.end') },
          ]}
          onChoose={(chosen) => change({ kind: 'answer', field: 'label', answers: { label: chosen } })}
        />
      )}
    </ChoiceRow>
  );
}

function IntervalChoice() {
  const { t } = useTranslation('mapping');
  const { current, change, proposal, firstProposal } = useMappingView();
  const { interval } = current.mapping.time;
  const found = [proposal, firstProposal].map(
    (each) => each?.choices.find(({ field }) => field === 'interval')?.chosen,
  );
  const inferred = durationMs(found.find((text) => text !== undefined && text !== '') ?? '');
  const view = useChoice('interval', interval ?? found.find((text) => text !== undefined) ?? '');
  const choose = (text: string): void =>
    change({ kind: 'answer', field: 'interval', intervalMs: text === '' ? null : Number(text) });
  const shownMs = interval === null ? null : durationMs(interval);
  const lengths =
    shownMs === null || usualLengthsMs.includes(shownMs) ? usualLengthsMs : [shownMs, ...usualLengthsMs];
  return (
    <ChoiceRow field="interval" label={t('interval.label')} view={view}>
      {({ controlId }) => (
        <ChoiceSelect
          id={controlId}
          value={shownMs === null ? '' : String(shownMs)}
          data={[
            {
              value: '',
              label:
                inferred === null
                  ? t('interval.infer')
                  : t('interval.inferred', { length: duration(inferred) }),
            },
            ...lengths.map((length) => ({ value: String(length), label: duration(length) })),
          ]}
          onChoose={choose}
        />
      )}
    </ChoiceRow>
  );
}

/** A file without times: rows follow each other from a first one, or a column is its time after all. */
function NoTimeChoices() {
  const { t } = useTranslation('mapping');
  const mapped = useMappingView();
  const { current, change } = mapped;
  const { time, format } = current.mapping;
  const [text, setText] = useState(time.firstStart ?? '');
  const keep = (): void => {
    if (text.trim() !== (time.firstStart ?? ''))
      change({
        kind: 'answer',
        field: 'firstStart',
        answers: { firstStart: text.trim() === '' ? null : text.trim() },
      });
  };
  if (format === 'nem12') return <ZoneChoice />;
  return (
    <>
      <ChoiceRow field="time" label={t('time.label')} hint={t('time.missing')}>
        {({ controlId }) => (
          <ColumnSelect
            id={controlId}
            columns={columnsOf(mapped)}
            value=""
            onChange={(name) => change({ kind: 'answer', field: 'time', answers: { time: name } })}
          />
        )}
      </ChoiceRow>
      <ChoiceRow field="firstStart" label={t('firstStart.label')} hint={t('firstStart.hint')}>
        {({ controlId }) => (
          <TextInput
            id={controlId}
            value={text}
            placeholder="2024-01-01T00:00:00Z"
            onChange={(event) => setText(event.currentTarget.value)}
            onBlur={keep}
            onKeyDown={(event) => {
              if (event.key === 'Enter') keep();
            }}
          />
        )}
      </ChoiceRow>
      <IntervalChoice />
    </>
  );
}
