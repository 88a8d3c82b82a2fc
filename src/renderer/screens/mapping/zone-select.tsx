import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { offsetZones, zoneNames } from './zones.ts';

interface ZoneSelectProps {
  readonly id?: string;
  readonly label?: string;
  /** Empty while none is chosen. */
  readonly value: string;
  /** Whether stamps may say their own offset. */
  readonly hasData: boolean;
  readonly placeholder: string;
  readonly onChange: (zone: string) => void;
}

/** Time zones by name, to be found by typing a part of it, with UTC and fixed offsets. */
export function ZoneSelect({ id, label, value, hasData, placeholder, onChange }: ZoneSelectProps) {
  const { t } = useTranslation('mapping');
  const data = useMemo(() => {
    const known = ['UTC', ...offsetZones, ...zoneNames()];
    return [
      ...(hasData ? [{ value: 'data', label: t('zone.data') }] : []),
      ...(value === '' || value === 'data' || known.includes(value) ? [] : [{ value, label: value }]),
      ...known.map((zone) => ({ value: zone, label: zone })),
    ];
  }, [hasData, value, t]);
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      data={data}
      value={value === '' ? null : value}
      placeholder={placeholder}
      searchable
      // Within the page's landmarks, where a screen reader finds it.
      comboboxProps={{ withinPortal: false }}
      limit={60}
      nothingFoundMessage={t('zone.none')}
      allowDeselect={false}
      onChange={(zone) => {
        if (zone !== null) onChange(zone);
      }}
    />
  );
}
