import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { readingKinds } from '../../../domain/reading-kind.ts';
import { unitCodes } from '../../../domain/unit.ts';
import { duration } from '../../words/figures.ts';
import { Disclosure } from '../sources/disclosure.tsx';
import { ChoiceRow } from './choice-row.tsx';
import { ChoiceSegments } from './choice-segments.tsx';
import { ChoiceSelect } from './choice-select.tsx';
import { sharedOf } from './current-mapping.ts';
import { durationMs, usualLengthsMs } from './durations.ts';
import { useChoice, useMappingView } from './mapping-context.ts';
import { isKind, isUnit, spellUnit } from './meanings.ts';
import { RegisterChoice } from './register-choice.tsx';
import { SeriesOfColumns } from './series-of-columns.tsx';

/** What a value says: its unit and kind, how it is written, and what it becomes. */
export function MeaningChoices() {
  const { t } = useTranslation('mapping');
  const { mapping } = useMappingView().current;
  const isNem12 = mapping.format === 'nem12';
  return (
    <>
      {isNem12 && mapping.values.length === 0 ? null : <UnitChoice />}
      {isNem12 ? null : <KindChoice />}
      {isNem12 ? null : <DecimalChoice />}
      {mapping.values.some(({ kind }) => kind === 'register') ? <ResetChoice /> : null}
      <Disclosure title={t('moreChoices')} isOpenAtFirst={hasMore(mapping)}>
        {isNem12 ? null : <MissingChoice />}
        <ToUnitChoice />
        <ResampleChoice />
        {isNem12 ? null : <RegisterChoice />}
        {isNem12 || mapping.layout !== 'long' ? null : <SeriesOfColumns />}
      </Disclosure>
    </>
  );
}

/** Something that is not often said, and is said here, must be seen at once. */
function hasMore({ missing, toUnit, resample, register, values }: MappingDocument): boolean {
  return (
    missing.length > 0 ||
    toUnit !== null ||
    resample !== null ||
    register !== null ||
    values.some(({ factor }) => factor !== 1)
  );
}

function UnitChoice() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const { mapping } = current;
  const shared = sharedOf(mapping, 'unit');
  const view = useChoice('unit', mapping.unitColumn ?? shared);
  const choose = (unit: string): void => {
    if (isUnit(unit)) change({ kind: 'answer', field: 'unit', answers: { unit } });
  };
  const isMixed = shared.includes(', ');
  return (
    <ChoiceRow
      field="unit"
      label={t('unit.label')}
      {...(mapping.unitColumn === null ? {} : { hint: t('unit.column', { column: mapping.unitColumn }) })}
      view={view}
      onAlternative={choose}
    >
      {({ controlId }) => (
        <ChoiceSelect
          id={controlId}
          value={isMixed ? '' : shared}
          data={[
            ...(isMixed || shared === '' ? [{ value: '', label: isMixed ? shared : t('unit.choose') }] : []),
            ...unitCodes.map((unit) => ({ value: unit, label: spellUnit(unit) })),
          ]}
          onChoose={choose}
        />
      )}
    </ChoiceRow>
  );
}

function KindChoice() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const shared = sharedOf(current.mapping, 'kind');
  const view = useChoice('kind', shared);
  return (
    <ChoiceRow field="kind" label={t('kind.label')} view={view}>
      {({ controlId }) => (
        <ChoiceSelect
          id={controlId}
          value={isKind(shared) ? shared : ''}
          data={[
            ...(isKind(shared)
              ? []
              : [{ value: '', label: shared === '' ? t('kind.choose') : t('kind.mixed') }]),
            ...readingKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
          ]}
          onChoose={(kind) => {
            if (isKind(kind)) change({ kind: 'answer', field: 'kind', answers: { kind } });
          }}
        />
      )}
    </ChoiceRow>
  );
}

function DecimalChoice() {
  const { t } = useTranslation('mapping');
  const { current, change, file } = useMappingView();
  const { mapping } = current;
  const view = useChoice('decimal', mapping.decimal);
  if (file.kind !== 'csv') return null;
  return (
    <ChoiceRow field="decimal" label={t('decimal.label')} view={view}>
      {({ controlId, labelId }) => (
        <ChoiceSegments
          id={controlId}
          labelId={labelId}
          value={mapping.decimal}
          choices={[
            { value: ',', label: t('decimal.comma') },
            { value: '.', label: t('decimal.point') },
          ]}
          onChoose={(sign) =>
            change({
              kind: 'edit',
              field: 'decimal',
              mapping: { ...mapping, decimal: sign },
              settles: 'mapping/decimal-unknown',
            })
          }
        />
      )}
    </ChoiceRow>
  );
}

function MissingChoice() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const shown = current.mapping.missing.join('; ');
  const [typed, setTyped] = useState<string | null>(null);
  const keep = (): void => {
    if (typed === null) return;
    const texts = typed
      .split(';')
      .map((text) => text.trim())
      .filter((text) => text !== '');
    setTyped(null);
    if (texts.join('; ') !== shown)
      change({
        kind: 'answer',
        field: 'missing',
        answers: { missing: texts.length === 0 ? ['none'] : texts },
      });
  };
  return (
    <ChoiceRow field="missing" label={t('missing.label')} hint={t('missing.hint')}>
      {({ controlId }) => (
        <TextInput
          id={controlId}
          value={typed ?? shown}
          placeholder="-9999; 65535"
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
          }}
        />
      )}
    </ChoiceRow>
  );
}

function ToUnitChoice() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const { toUnit } = current.mapping;
  return (
    <ChoiceRow field="toUnit" label={t('toUnit.label')}>
      {({ controlId }) => (
        <ChoiceSelect
          id={controlId}
          value={toUnit ?? ''}
          data={[
            { value: '', label: t('toUnit.asItIs') },
            ...unitCodes.map((unit) => ({ value: unit, label: spellUnit(unit) })),
          ]}
          onChoose={(unit) => {
            change({ kind: 'answer', field: 'toUnit', answers: { toUnit: isUnit(unit) ? unit : null } });
          }}
        />
      )}
    </ChoiceRow>
  );
}

function ResampleChoice() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const shownMs = current.mapping.resample === null ? null : durationMs(current.mapping.resample);
  const lengths =
    shownMs === null || usualLengthsMs.includes(shownMs) ? usualLengthsMs : [shownMs, ...usualLengthsMs];
  return (
    <ChoiceRow field="resample" label={t('resample.label')} hint={t('resample.hint')}>
      {({ controlId }) => (
        <ChoiceSelect
          id={controlId}
          value={shownMs === null ? '' : String(shownMs)}
          data={[
            { value: '', label: t('resample.none') },
            ...lengths.map((length) => ({ value: String(length), label: duration(length) })),
          ]}
          onChoose={(text) => {
            change({
              kind: 'answer',
              field: 'resample',
              answers: { resampleMs: text === '' ? null : Number(text) },
            });
          }}
        />
      )}
    </ChoiceRow>
  );
}

const resets = ['gap', 'rollover', 'restart'] as const;

function ResetChoice() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const { mapping } = current;
  return (
    <ChoiceRow field="register" label={t('reset.label')}>
      {({ controlId }) => (
        <ChoiceSelect
          id={controlId}
          value={mapping.registerReset}
          data={resets.map((reset) => ({ value: reset, label: t(`reset.${reset}`) }))}
          onChoose={(chosen) => {
            const registerReset = resets.find((reset) => reset === chosen) ?? 'gap';
            change({ kind: 'edit', field: 'register', mapping: { ...mapping, registerReset } });
          }}
        />
      )}
    </ChoiceRow>
  );
}
