import { Button, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '../../../contract/error-codes.ts';
import type { Survey } from '../../../contract/draft-shapes.ts';
import type { SeriesFilter } from '../../../contract/series-shapes.ts';
import styles from './series.module.css';
import { anySeries } from './use-series-grid.ts';

interface FilterBarProps {
  readonly filter: SeriesFilter;
  readonly survey: Survey | null;
  readonly onChange: (change: Partial<SeriesFilter>) => void;
}

const registrations = ['registered', 'listed', 'unregistered', 'invalid'] as const;
const states = ['ready', 'skipped', 'empty'] as const;

/** What the grid shows; all that is set must hold. */
export function FilterBar({ filter, survey, onChange }: FilterBarProps) {
  const { t } = useTranslation('series');
  const isAny = JSON.stringify(filter) === JSON.stringify(anySeries);
  return (
    <div role="search" aria-label={t('filter.title')} className={styles['fields']}>
      <TextInput
        type="search"
        label={t('filter.text')}
        placeholder={t('filter.textHint')}
        maxLength={200}
        value={filter.text}
        onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
      />
      <VenFilter filter={filter} survey={survey} onChange={onChange} />
      <StateFilters filter={filter} survey={survey} onChange={onChange} />
      {isAny ? null : (
        <div className={styles['clear']}>
          <Button variant="default" onClick={() => onChange(anySeries)}>
            {t('filter.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}

function StateFilters({ filter, survey, onChange }: FilterBarProps) {
  const { t } = useTranslation('series');
  const any = { value: '', label: t('filter.any') };
  const codes = useCodes(survey);
  return (
    <>
      <NativeSelect
        label={t('filter.registration')}
        value={filter.registration ?? ''}
        data={[any, ...registrations.map((value) => ({ value, label: t(`registration.${value}`) }))]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ registration: registrations.find((each) => each === value) ?? null })
        }
      />
      <NativeSelect
        label={t('filter.state')}
        value={filter.state ?? ''}
        data={[any, ...states.map((value) => ({ value, label: t(`state.${value}`) }))]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ state: states.find((each) => each === value) ?? null })
        }
      />
      <NativeSelect
        label={t('filter.code')}
        value={filter.code ?? ''}
        data={[any, ...codes]}
        onChange={({ currentTarget: { value } }) => onChange({ code: value === '' ? null : value })}
      />
      <NativeSelect
        label={t('filter.chosen')}
        value={filter.chosen === null ? '' : filter.chosen ? 'chosen' : 'others'}
        data={[
          any,
          { value: 'chosen', label: t('filter.onlyChosen') },
          { value: 'others', label: t('filter.onlyOthers') },
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ chosen: value === '' ? null : value === 'chosen' })
        }
      />
    </>
  );
}

function VenFilter({ filter, survey, onChange }: FilterBarProps) {
  const { t } = useTranslation('series');
  const vens = survey?.vens ?? [];
  if (vens.length < 2) return null;
  return (
    <MultiSelect
      label={t('filter.vens')}
      {...(filter.vens.length === 0 ? { placeholder: t('filter.vensHint') } : {})}
      searchable
      clearable
      limit={60}
      maxDropdownHeight={260}
      nothingFoundMessage={t('filter.noVen')}
      data={vens.map(({ ven }) => ven)}
      value={filter.vens}
      onChange={(chosen) => onChange({ vens: chosen })}
    />
  );
}

/** Codes of problems and findings that the files have, in the words of the code where there are any. */
function useCodes(survey: Survey | null): { value: string; label: string }[] {
  const { t } = useTranslation('errors');
  const words = new Map<string, string>();
  const note = (code: string, text: string): void => {
    if (!words.has(code)) words.set(code, isErrorCode(code) ? t(`what.${code}`) : text);
  };
  for (const { code, text } of survey?.findings ?? []) note(code, text);
  for (const { load, code, text } of survey?.problems ?? []) if (load !== null) note(code, text);
  return [...words].map(([value, label]) => ({ value, label }));
}
